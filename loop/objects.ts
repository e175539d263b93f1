// How tests and stand-ins speak of objects: by kind, namespace and name, as they stand in files.
import type { KubeObject } from '../render/rendered.ts';
import { type Rest, StatusError } from './rest.ts';

/** Where an object is. */
export type Reference = Pick<KubeObject, 'apiVersion' | 'kind'> & {
  readonly metadata: { readonly name: string; readonly namespace?: string };
};

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Not `kubectl...`: Flux takes away the fields of managers whose name begins so. */
const manager = 'fleetwright-test';

export class Objects {
  private readonly resources = new Map<string, Promise<readonly Resource[]>>();

  constructor(private readonly rest: Rest) {}

  /** The object as it is; undefined where there is none, or where its kind is not served. */
  async get(reference: Reference): Promise<KubeObject | undefined> {
    return unlessMissing(async () => (await this.rest.call('GET', await this.path(reference))) as KubeObject);
  }

  async list(apiVersion: string, kind: string, namespace?: string): Promise<KubeObject[]> {
    const { items } = (await this.rest.call('GET', await this.collection(apiVersion, kind, namespace))) as {
      items: object[];
    };
    return items.map((item) => ({ ...item, apiVersion, kind }) as KubeObject);
  }

  /** Server-side apply, as Flux does it. @throws StatusError where the API server refuses */
  async apply(
    object: KubeObject,
    options: { readonly dryRun?: boolean; readonly strict?: boolean; readonly manager?: string } = {},
  ): Promise<KubeObject> {
    const query = new URLSearchParams({
      fieldManager: options.manager ?? manager,
      force: 'true',
      ...(options.dryRun && { dryRun: 'All' }),
      ...(options.strict && { fieldValidation: 'Strict' }),
    });
    const path = `${await this.path(object)}?${query}`;
    return (await this.rest.call('PATCH', path, object, 'application/apply-patch+yaml')) as KubeObject;
  }

  /** What the API server would make of a new object; nothing is made. @throws StatusError where it refuses */
  async tryCreate(object: KubeObject): Promise<KubeObject> {
    const { apiVersion, kind, metadata } = object;
    const path = `${await this.collection(apiVersion, kind, metadata.namespace)}?dryRun=All&fieldValidation=Strict`;
    return (await this.rest.call('POST', path, object)) as KubeObject;
  }

  /** JSON merge patch of the object itself, or of its part `status`. @throws StatusError where the API server refuses */
  async merge(
    reference: Reference,
    change: object,
    options: { readonly part?: 'status'; readonly manager?: string } = {},
  ): Promise<KubeObject> {
    const query = new URLSearchParams({ fieldManager: options.manager ?? manager });
    const path = `${await this.path(reference)}${options.part ? `/${options.part}` : ''}?${query}`;
    return (await this.rest.call('PATCH', path, change, 'application/merge-patch+json')) as KubeObject;
  }

  /** Deletes the object, if it is there; what it owns follows, as with kubectl. Unasked, the pods of a Job would stay. */
  async delete(reference: Reference): Promise<void> {
    const query = new URLSearchParams({ propagationPolicy: 'Background' });
    await unlessMissing(async () => this.rest.call('DELETE', `${await this.path(reference)}?${query}`));
  }

  /** The path of all objects of a kind, in one namespace or in all. */
  async collection(apiVersion: string, kind: string, namespace?: string): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { name } = await this.resource(root, kind);
    return `${root}${namespace ? `/namespaces/${namespace}` : ''}/${name}`;
  }

  private async path({ apiVersion, kind, metadata }: Reference): Promise<string> {
    return `${await this.collection(apiVersion, kind, metadata.namespace)}/${encodeURIComponent(metadata.name)}`;
  }

  /** What the API server calls a kind in URLs. Definitions come and go, so a kind that is unknown is asked for again. */
  private async resource(root: string, kind: string): Promise<Resource> {
    const known = await (this.resources.get(root) ?? this.discover(root));
    const found =
      known.find((resource) => resource.kind === kind) ??
      (await this.discover(root)).find((resource) => resource.kind === kind);
    if (!found) throw new StatusError(404, `${root} serves no ${kind}`);
    return found;
  }

  private discover(root: string): Promise<readonly Resource[]> {
    const asked = this.rest.call('GET', root).then(
      (answer) => (answer as { resources: Resource[] }).resources.filter(({ name }) => !name.includes('/')),
      (error: unknown) => {
        this.resources.delete(root);
        if (error instanceof StatusError && error.code === 404) return [];
        throw error;
      },
    );
    this.resources.set(root, asked);
    return asked;
  }
}

async function unlessMissing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return undefined;
    throw error;
  }
}

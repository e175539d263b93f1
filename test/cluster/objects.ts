// How tests and stand-ins speak with the API server: generic objects, server-side apply, and a watch that never misses one.
import { type KubeConfig, type KubernetesObject, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';
import type { KubeObject } from '../../render/rendered.ts';

/** Where an object is. */
export type Reference = Pick<KubeObject, 'apiVersion' | 'kind'> & {
  readonly metadata: { readonly name: string; readonly namespace?: string };
};

/** Not `kubectl...`: Flux takes away the fields of managers whose name begins so. */
const manager = 'fleetwright-test';

export class Objects {
  private readonly api: KubernetesObjectApi;

  constructor(config: KubeConfig) {
    this.api = KubernetesObjectApi.makeApiClient(config);
  }

  /** The object as it is; undefined where there is none. */
  async get(reference: Reference): Promise<KubeObject | undefined> {
    try {
      return (await this.api.read(reference as never)) as unknown as KubeObject;
    } catch (error) {
      if (isStatus(error, 404)) return undefined;
      throw error;
    }
  }

  async list(apiVersion: string, kind: string, namespace?: string): Promise<KubeObject[]> {
    const { items } = await this.api.list(apiVersion, kind, namespace);
    return items.map((item) => ({ ...item, apiVersion, kind }) as unknown as KubeObject);
  }

  /** Server-side apply, as Flux does it. @throws the API server's answer where it refuses */
  async apply(
    object: object,
    options: { readonly dryRun?: boolean; readonly manager?: string } = {},
  ): Promise<KubeObject> {
    const dryRun = options.dryRun ? 'All' : undefined;
    return (await this.api.patch(
      object as KubernetesObject,
      undefined,
      dryRun,
      options.manager ?? manager,
      true,
      PatchStrategy.ServerSideApply,
    )) as unknown as KubeObject;
  }

  /** JSON merge patch. */
  async merge(reference: Reference, change: object): Promise<void> {
    await this.api.patch(
      { ...reference, ...change } as KubernetesObject,
      undefined,
      undefined,
      manager,
      undefined,
      PatchStrategy.MergePatch,
    );
  }

  /** Deletes the object, if it is there. */
  async delete(reference: Reference): Promise<void> {
    try {
      await this.api.delete(reference as KubernetesObject);
    } catch (error) {
      if (!isStatus(error, 404)) throw error;
    }
  }
}

export function isStatus(error: unknown, code: number): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

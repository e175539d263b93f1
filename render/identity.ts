// What makes two objects the same object for the API server: group, kind, namespace and name; not the version.
import type { KubeObject } from './rendered.ts';

/** The API group of an apiVersion; empty for the core group. */
export function apiGroup(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** A kind with its group: `apps/Deployment`, `/Service` for the core group. Every check asks for it of every object. */
export function kindKey({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): string {
  const known = kindKeys.get(apiVersion)?.get(kind);
  if (known !== undefined) return known;
  const key = `${apiGroup(apiVersion)}/${kind}`;
  kindKeys.set(apiVersion, new Map([...(kindKeys.get(apiVersion) ?? []), [kind, key]]));
  return key;
}

const kindKeys = new Map<string, ReadonlyMap<string, string>>();

/** The identity of an object: `group/Kind/namespace/name`, with empty parts for the core group and cluster scope. */
export function identity(object: KubeObject): string {
  return identityOf(kindKey(object), object.metadata.namespace, object.metadata.name);
}

/** As {@link identity}, from its parts. @param kind a kind with its group, as {@link kindKey} writes it */
export function identityOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

// What the API server would say of one object, asked without one.
import { builtIn, schemasFor } from './files.ts';
import type { Scope } from './schema-file.ts';

export { validateAgainstSchema } from './validate.ts';
export type { Scope } from './schema-file.ts';

/** Whether objects of a kind live in a namespace; undefined for a kind that is not known. */
export function scopeOf(apiVersion: string, kind: string): Scope | undefined {
  return schemasFor(apiVersion).kinds[`${apiVersion}/${kind}`]?.scope;
}

/** Whether Kubernetes itself serves a kind, without any CRD. */
export function isBuiltIn(apiVersion: string, kind: string): boolean {
  return Object.hasOwn(builtIn().kinds, `${apiVersion}/${kind}`);
}

/** What a server of an API group names to clients that ask what it can do: `group/v1`, and `group/v1/Kind` for each kind. */
export function servedVersions(group: string): string[] {
  const kinds = Object.keys(schemasFor(`${group}/v1`).kinds).filter((kind) => kind.startsWith(`${group}/`));
  return [...new Set(kinds.flatMap((kind) => [kind.slice(0, kind.lastIndexOf('/')), kind]))];
}

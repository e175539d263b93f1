// What the API server would say of one object, asked without one.
import { groupOf } from '../../lib/tenancy/kinds.ts';
import { kindKey } from '../identity.ts';
import { builtIn, schemasFor } from './files.ts';
import type { Kind, Scope } from './schema-file.ts';

export { isBuiltInGroup } from './files.ts';
export { machineFile } from './machine-file.ts';
export { validateAgainstSchema } from './validate.ts';
export type { Scope } from './schema-file.ts';

/** Whether objects of a kind live in a namespace; undefined for a kind that is not known. */
export function scopeOf(apiVersion: string, kind: string): Scope | undefined {
  return schemasFor(apiVersion).kinds[`${apiVersion}/${kind}`]?.scope;
}

/** A kind in whichever version, written `group/Kind`; undefined for one that is not known. */
export function kindOf(kind: string): Kind | undefined {
  return named(groupOf(kind)).find(([name]) => name === kind)?.[1];
}

/** The kinds of a group that are known, each written `group/Kind`. */
export function kindsInGroup(group: string): string[] {
  return named(group).map(([name]) => name);
}

function named(group: string): [name: string, kind: Kind][] {
  return Object.entries(schemasFor(`${group}/v1`).kinds)
    .map(([name, kind]): [string, Kind] => {
      const end = name.lastIndexOf('/');
      return [kindKey({ apiVersion: name.slice(0, end), kind: name.slice(end + 1) }), kind];
    })
    .filter(([name]) => name.startsWith(`${group}/`));
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

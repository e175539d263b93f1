// A release says which API groups it brings and needs, and synth derives the order of charts from that: here it is held
// against what its chart really makes.
import { apiGroup } from '../../render/identity.ts';
import { providedGroups } from '../../render/order/provides.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { isBuiltIn, validateAgainstSchema } from '../../render/schema/index.ts';
import type { Release } from './releases.ts';

/** One thing that is wrong with a release: which object of the chart or setting of the release, and what. */
export interface Problem {
  readonly object: string;
  readonly problem: string;
}

/** Pure: what the objects of a release's chart have against it. */
export function inspect(release: Pick<Release, 'provides' | 'requires'>, objects: readonly KubeObject[]): Problem[] {
  const brought = new Set(objects.flatMap(providedGroups));
  const foreign = objects.filter(({ apiVersion, kind }) => !isBuiltIn(apiVersion, kind));
  const used = new Set(foreign.map(({ apiVersion }) => apiGroup(apiVersion)));
  const missing = release.provides.filter((group) => !brought.has(group));
  const undeclared = [...used].filter((group) => !release.requires.includes(group) && !brought.has(group));
  const unsaid = [...brought].filter((group) => !release.provides.includes(group));
  return [
    ...missing.map((group) => said('provides', `the chart brings no definition of ${group}`)),
    ...unsaid.map((group) => said('provides', `the chart brings definitions of ${group}, which it does not name`)),
    ...undeclared.map((group) => said('requires', `the chart's objects use ${group}, which it does not name`)),
    ...objects.filter((object) => providedGroups(object).length === 0).flatMap(invalid),
  ];
}

function said(object: string, problem: string): Problem {
  return { object, problem };
}

/** What the API server would say of an object. A kind without a schema here is left to the declared groups. */
function invalid(object: KubeObject): Problem[] {
  const name = `${object.kind}/${object.metadata.name}`;
  return validateAgainstSchema({ at: name, object, cluster: '', layer: '', chart: '' })
    .filter(({ code }) => code === 'schema')
    .map(({ field, problem }) => ({ object: name, problem: `${field} ${problem}` }));
}

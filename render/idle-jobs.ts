// A Job that makes no pods never ends, and is no failure: nobody waits for it.
import type { KustomizationProps } from '../lib/flux/kustomization.ts';
import { at } from './fields.ts';
import { kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** Whether a Job's spec wants no pods. */
export function isIdle(spec: unknown): boolean {
  return at(spec, 'suspend') === true || at(spec, 'parallelism') === 0;
}

/** What Flux must be told to wait for where there is such a Job among the objects of a chart. */
export function waitFor(objects: readonly KubeObject[]): Pick<KustomizationProps, 'waitFor'> {
  const awaited = objects.filter((object) => kindKey(object) !== 'batch/Job' || !isIdle(object.spec));
  return awaited.length === objects.length ? {} : { waitFor: awaited.map(referenceTo) };
}

function referenceTo({ apiVersion, kind, metadata: { name, namespace } }: KubeObject) {
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}

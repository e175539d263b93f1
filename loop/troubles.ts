// What is not as it should be of what a chart has applied, and why.
import { health } from '../lib/flux/health.ts';
import { kindKey } from '../render/identity.ts';
import type { KubeObject } from '../render/rendered.ts';
import { hasRun } from './cron-jobs.ts';
import { isAsked, isDone } from './done.ts';
import { inventoryOf } from './inventory.ts';
import type { Objects, Reference } from './objects.ts';
import type { ChartProgress } from './progress.ts';
import { reasonsOf } from './reasons.ts';

export interface Trouble {
  /** `Deployment links/links`. */
  readonly object: string;
  /** Empty where nothing says why, as while pods start. */
  readonly because: readonly string[];
}

/** Of a chart that Flux calls ready, what is not. @param ofCronJob how far a Job of its CronJobs must have come; undefined: none is started */
export async function overlooked(
  objects: Objects,
  kustomization: KubeObject,
  ofCronJob: ((job: KubeObject) => boolean) | undefined,
): Promise<Trouble[]> {
  const isDue = (reference: Reference): boolean =>
    isAsked(reference) || (ofCronJob !== undefined && isCronJob(reference));
  const found = await applied(objects, kustomization, isDue);
  const isWell = await Promise.all(
    found.map(async (object) => (ofCronJob && isCronJob(object) ? hasRun(objects, object, ofCronJob) : isDone(object))),
  );
  return troubles(
    objects,
    found.filter((_object, index) => !isWell[index]),
  );
}

/** Of a chart that Flux does not call ready, whatever says why. */
export async function awaited(objects: Objects, kustomization: KubeObject): Promise<Trouble[]> {
  const hasHealth = (reference: Reference): boolean => typeof health[kindKey(reference)] === 'object';
  const found = await applied(objects, kustomization, (reference) => isAsked(reference) || hasHealth(reference));
  const unready = found.filter((object) => !isAsked(object) || !isDone(object));
  return (await troubles(objects, unready)).filter(({ because }) => because.length > 0);
}

/** What Flux says of a chart stays, unless it says that all is well. */
export function withTroubles(chart: ChartProgress, troubles: readonly Trouble[]): ChartProgress {
  if (troubles.length === 0) return chart;
  const reasons = troubles.map(({ object, because }) => `${object}: ${because.join('; ') || 'has not come up yet'}`);
  return { ...chart, ready: false, message: [...(chart.ready ? [] : [chart.message]), ...reasons].join('; ') };
}

export function isCronJob(reference: Reference): boolean {
  return kindKey(reference) === 'batch/CronJob';
}

/** A Job that is gone has expired after its end, for which Flux waits. */
async function applied(
  objects: Objects,
  kustomization: KubeObject,
  isWanted: (reference: Reference) => boolean,
): Promise<KubeObject[]> {
  const found = await Promise.all(
    inventoryOf(kustomization)
      .filter(isWanted)
      .map(async (reference) => objects.get(reference)),
  );
  return found.filter((object) => object !== undefined);
}

async function troubles(objects: Objects, unready: readonly KubeObject[]): Promise<Trouble[]> {
  return Promise.all(
    unready.map(async (object) => {
      const { kind, metadata } = object;
      const name = [metadata.namespace, metadata.name].filter(Boolean).join('/');
      return { object: `${kind} ${name}`, because: await reasonsOf(objects, object) };
    }),
  );
}

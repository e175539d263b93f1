// A database goes forward alone, so an older image must bear what a newer one's migration has done.
import { applicationsIn } from '../../render/applications.ts';
import type { RenderedObject } from '../../render/rendered.ts';
import type { Repinned } from './rendered.ts';

/** The Jobs of migrations that Flux makes anew, and so runs again, for another pin; each written `<chart>/<name>`. */
export function migrationsRunBy({ before, after }: Repinned): string[] {
  const texts = new Set(jobsIn(before.objects).map(({ object }) => JSON.stringify(object)));
  return jobsIn(after.objects)
    .filter(({ object }) => !texts.has(JSON.stringify(object)))
    .map(({ chart, object }) => `${chart}/${object.metadata.name}`);
}

function jobsIn(objects: readonly RenderedObject[]): RenderedObject[] {
  const charts = new Set(Array.from(applicationsIn(objects).values(), ({ migration }) => migration));
  return objects.filter(({ chart, object }) => charts.has(chart) && object.kind === 'Job');
}

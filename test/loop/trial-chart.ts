// A chart of a test's own in the repository that a loop pulls from: what no fleet would want to have.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { health } from '../../lib/flux/health.ts';
import { kustomization } from '../../lib/flux/kustomization.ts';
import { waitFor } from '../../render/idle-jobs.ts';
import { kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { offer, uid } from '../../loop/commits.ts';
import { chartReference, type Loop } from '../../loop/loop.ts';
import { until } from '../../loop/until.ts';

export const trial = 'trial';

/** Does something while a loop has the chart, offered at a commit; afterwards the chart is gone, with all its objects. */
export async function withTrial(
  loop: Loop,
  objects: readonly KubeObject[],
  body: (commit: string) => Promise<void>,
): Promise<void> {
  const { workTree, name } = loop;
  const folder = `dist/${name}/platform/${trial}`;
  const flux = `dist/${name}/flux/${trial}.yaml`;
  mkdirSync(join(workTree.folder, folder), { recursive: true });
  for (const [index, object] of objects.entries()) workTree.write(`${folder}/${index}.yaml`, stringify(object));
  workTree.write(flux, stringify(fluxOf(loop, folder, objects)));
  try {
    await body(await offer(loop, 'Try a chart'));
  } finally {
    for (const path of [folder, flux]) rmSync(join(workTree.folder, path), { recursive: true });
    await offer(loop, 'Take it back');
    await until(async () => (await uid(loop, chartReference(trial))) === '', { what: 'the chart is gone' });
    // Of what was never applied whole, Flux does not know that it is its own.
    for (const object of objects) await loop.cluster.objects.delete(object);
    for (const object of objects)
      await until(async () => (await uid(loop, object)) === '', {
        what: `${object.kind} ${object.metadata.name} is gone`,
      });
  }
}

/** As synth writes it, but for its waits: a chart that fails is soon let go. */
function fluxOf({ source }: Loop, folder: string, objects: readonly KubeObject[]): unknown {
  const checks = new Map(objects.map(({ apiVersion, kind }) => [kindKey({ apiVersion, kind }), { apiVersion, kind }]));
  const model = kustomization({
    name: trial,
    path: folder,
    gitRepository: source.metadata.name,
    dependsOn: [],
    healthChecks: [...checks].flatMap(([key, kind]) => {
      const check = health[key];
      return typeof check === 'object' ? [{ ...kind, ...check }] : [];
    }),
    ...waitFor(objects),
    timeoutMinutes: 1,
  });
  return { ...model, spec: { ...model.spec, timeout: '10s', retryInterval: '2s' } };
}

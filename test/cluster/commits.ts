// What tests push to the loop's repository, and how they take it back: the next test finds what the last one found.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { allReady, chartReference, type Loop, pull } from './loop.ts';
import type { Reference } from './objects.ts';
import { until } from './until.ts';

/** Pushes what changed and waits until every chart is ready at it. @returns the commit */
export async function release(loop: Loop, message: string): Promise<string> {
  const commit = loop.workTree.push(message);
  await pull(loop);
  await allReady(loop, { commit });
  return commit;
}

/**
 * Pushes what changed and has Flux fetch it; the charts follow by themselves, and one that fails never says that it has
 * looked. @returns the commit
 */
export async function offer(loop: Loop, message: string): Promise<string> {
  const commit = loop.workTree.push(message);
  await pull({ ...loop, charts: [] });
  return commit;
}

/** Makes a commit's files the newest ones again, and waits until every chart is ready at them. */
export async function restore(loop: Loop, commit: string): Promise<void> {
  loop.workTree.git('read-tree', '--reset', '-u', commit);
  await release(loop, 'Take it back');
}

/**
 * A wait that fails lasts until its timeout, 6 minutes and more, and only then is the fix looked at. A test that pushes
 * faults lets Flux give up sooner. @returns the commit
 */
export async function shortenWaits(loop: Loop, cluster: string, seconds: number): Promise<string> {
  const folder = `dist/${cluster}/flux`;
  for (const file of readdirSync(join(loop.workTree.folder, folder))) {
    const path = `${folder}/${file}`;
    loop.workTree.write(path, loop.workTree.read(path).replace(/^ {2}timeout: .*$/m, `  timeout: ${seconds}s`));
  }
  return release(loop, 'Wait less');
}

/** Waits until Flux has given up on a chart at a commit. @returns what it says */
export async function failure({ cluster }: Loop, chart: string, commit: string): Promise<string> {
  const { message } = await until(
    async () => {
      const kustomization = await cluster.objects.get(chartReference(chart));
      const attempted = asString(at(kustomization, 'status.lastAttemptedRevision'));
      const condition = asArray(at(kustomization, 'status.conditions'))
        .map(asRecord)
        .find(({ type, status }) => type === 'Ready' && status === 'False');
      return attempted.endsWith(commit) && condition;
    },
    { what: `${chart} fails at ${commit}`, hopeless: () => cluster.sandbox.casualty() },
  );
  return asString(message);
}

/** What the API server calls this very object: another one of the same name has another. Empty where there is none. */
export async function uid({ cluster }: Loop, reference: Reference): Promise<string> {
  return asString(at(await cluster.objects.get(reference), 'metadata.uid'));
}

// What tests push to the loop's repository, and how they take it back: the next test finds what the last one found.
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { asString, at } from '../render/fields.ts';
import { identity } from '../render/identity.ts';
import type { KubeObject } from '../render/rendered.ts';
import { readyCondition } from './conditions.ts';
import { allReady, chartReference, type Loop } from './loop.ts';
import type { Reference } from './objects.ts';
import { progressOf } from './progress.ts';
import { until } from './until.ts';

/** Pushes what changed and waits until every chart is ready at it. @returns the commit */
export async function release(loop: Loop, message: string): Promise<string> {
  const commit = await offer(loop, message);
  await allReady(loop, { commit });
  return commit;
}

/** Pushes what changed and has Flux fetch it; the charts follow by themselves. @returns the commit */
export async function offer(loop: Loop, message: string, ...options: string[]): Promise<string> {
  const commit = loop.workTree.push(message, ...options);
  await fetched(loop, commit);
  return commit;
}

/** Has Flux look at the repository, and waits until the root has brought the charts' Kustomizations to a commit. */
async function fetched({ cluster, source, root }: Loop, commit: string): Promise<void> {
  await cluster.reconcile(source);
  const isThere = async (): Promise<boolean> => {
    const kustomization = await cluster.objects.get(root);
    return kustomization !== undefined && progressOf(kustomization).applied.endsWith(commit);
  };
  await until(isThere, { what: `the root is at ${commit}`, hopeless: () => cluster.sandbox.casualty() });
}

/** Makes a commit's files the newest ones again, and waits until every chart is ready at them. @returns the new commit */
export async function restore(loop: Loop, commit: string): Promise<string> {
  loop.workTree.git('read-tree', '--reset', '-u', commit);
  return release(loop, 'Take it back');
}

/**
 * The tests of this `describe` begin with every chart ready, and what they push is taken back after each.
 *
 * @param prepare pushes what all of them need. @default nothing
 */
export function takingBack(loop: () => Loop, prepare: (loop: Loop) => Promise<unknown> = async () => undefined): void {
  let rendered: string | undefined;
  let start: string | undefined;
  const head = (): string => loop().workTree.git('rev-parse', 'HEAD');
  const takeBack = async (commit: string | undefined): Promise<void> => {
    if (commit === undefined) return;
    loop().workTree.git('add', '--all');
    if (loop().workTree.git('diff', '--cached', '--name-only', commit) !== '') await restore(loop(), commit);
  };
  beforeAll(async () => {
    await allReady(loop(), { seconds: 180 });
    rendered = head();
    await prepare(loop());
    start = head();
  }, 240_000);
  afterEach(async () => takeBack(start), 120_000);
  afterAll(async () => takeBack(rendered), 120_000);
}

/**
 * A wait that fails lasts until its timeout, 12 minutes and more, and only then is the fix looked at; what failed is tried
 * again after a minute. A test that pushes faults lets Flux give up and try again sooner. @returns the commit
 */
export async function shortenWaits(loop: Loop, seconds: number): Promise<string> {
  for (const chart of loop.charts) {
    const path = `dist/${loop.name}/flux/${chart}.yaml`;
    const text = loop.workTree.read(path);
    const sooner = text
      .replace(/^ {2}timeout: .*$/m, `  timeout: ${seconds}s`)
      .replace(/^ {2}retryInterval: .*$/m, '  retryInterval: 5s');
    loop.workTree.write(path, sooner);
  }
  return release(loop, 'Wait less');
}

/** Waits until Flux has given up on a chart at a commit. @returns what it says */
export async function failure({ cluster }: Loop, chart: string, commit: string): Promise<string> {
  const { message } = await until(
    async () => {
      const kustomization = await cluster.objects.get(chartReference(chart));
      const attempted = asString(at(kustomization, 'status.lastAttemptedRevision'));
      const condition = readyCondition(kustomization);
      return attempted.endsWith(commit) && condition.status === 'False' && condition;
    },
    { what: `${chart} fails at ${commit}`, hopeless: () => cluster.sandbox.casualty() },
  );
  return asString(message);
}

/** What the API server calls this very object: another one of the same name has another. Empty where there is none. */
export async function uid({ cluster }: Loop, reference: Reference): Promise<string> {
  return asString(at(await cluster.objects.get(reference), 'metadata.uid'));
}

/** As {@link uid}, of many objects, by identity. */
export async function uids(loop: Loop, objects: readonly KubeObject[]): Promise<Record<string, string>> {
  const pairs = objects.map(async (object) => [identity(object), await uid(loop, object)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

// A test of the loop gets a cluster of its own, and its logs kept when a test fails.
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { loadFleet } from '../lib/load-fleet.ts';
import { describeWith } from '../tools/describe-with.ts';
import { type Loop, type LoopOptions, loopPrograms, startLoop } from './loop.ts';
import type { SopsPrograms } from './work-tree.ts';

export interface LoopUnderTest {
  /** One of the fleet's clusters, by name. */
  readonly cluster: string;
  /** The loop; only to be asked for within a test. */
  readonly loop: () => Loop;
  /** For files encrypted in a test. */
  readonly programs: SopsPrograms;
}

export interface DescribeLoopOptions extends Pick<LoopOptions, 'change' | 'interval'> {
  /** Which kustomize-controller. @default 'kustomize-controller', what the AKS extension carries */
  readonly controller?: 'kustomize-controller' | 'kustomize-controller-newest';
}

/** A `describe` around one loop, which is started before its tests and ended after them. Charts are not waited for. */
export function describeLoop(
  cluster: string,
  { controller = 'kustomize-controller', ...options }: DescribeLoopOptions,
  body: (under: LoopUnderTest) => void,
): void {
  describeWith([...loopPrograms, controller], `${cluster}, ${controller}`, (paths) => {
    const programs = { ...paths, 'kustomize-controller': paths[controller] };
    const loop = oneLoop(async () => startLoop({ fleet: await loadFleet(), programs, cluster, ...options }), 120_000);
    body({ cluster, programs, loop });
  });
}

/** One loop for all tests of the `describe` around it. @returns it, only to be asked for within a test */
export function oneLoop(start: () => Promise<Loop>, milliseconds: number): () => Loop {
  let loop: Loop | undefined;
  beforeAll(async () => {
    loop = await start();
  }, milliseconds);
  afterEach(() => {
    const { assertionCalls, numPassingAsserts } = expect.getState();
    if (loop && numPassingAsserts < assertionCalls)
      process.stderr.write(`logs of the failed test: ${loop.cluster.sandbox.keepLogs()}\n`);
  });
  afterAll(async () => loop?.cluster.close());
  return () => {
    if (!loop) throw new Error('the loop is not there yet');
    return loop;
  };
}

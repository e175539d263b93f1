// A test of the loop gets a cluster of its own, with all charts ready, and its logs kept when a test fails.
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { describeWith } from '../programs.ts';
import { allReady, type Loop, type LoopOptions, loopPrograms, startLoop } from './loop.ts';
import type { SopsPrograms } from './work-tree.ts';

export interface LoopUnderTest {
  /** The loop; only to be asked for within a test. */
  readonly loop: () => Loop;
  /** For files encrypted in a test. */
  readonly programs: SopsPrograms;
}

export interface DescribeLoopOptions extends Pick<LoopOptions, 'change'> {
  /** A cluster of `clusters/`. */
  readonly cluster: string;
  /** Whether the tests begin with all charts ready. @default true */
  readonly ready?: boolean;
  /** How often Flux looks by itself, as a Go duration. @default '10m', so that nothing happens unasked */
  readonly interval?: string;
}

/** A `describe` around one loop, which is started before its tests and ended after them. */
export function describeLoop(
  title: string,
  { cluster, ready = true, interval, change }: DescribeLoopOptions,
  body: (under: LoopUnderTest) => void,
): void {
  describeWith(loopPrograms, title, (paths) => {
    let loop: Loop | undefined;
    beforeAll(async () => {
      loop = await startLoop({ programs: paths, cluster, ...(interval && { interval }), ...(change && { change }) });
      if (ready) await allReady(loop, { seconds: 180 });
    }, 240_000);
    afterEach(() => {
      const failed =
        expect.getState().assertionCalls > 0 && expect.getState().numPassingAsserts < expect.getState().assertionCalls;
      if (failed && loop) process.stderr.write(`logs of the failed test: ${loop.cluster.sandbox.keepLogs()}\n`);
    });
    afterAll(async () => loop?.cluster.close());
    body({
      programs: paths,
      loop: () => {
        if (!loop) throw new Error('the loop is not there yet');
        return loop;
      },
    });
  });
}

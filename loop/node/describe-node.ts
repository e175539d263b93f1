// A test of self-healing gets a whole loop with a real node, all charts ready, and its logs kept when a test fails.
import { basename } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Fleet } from '../../lib/fleet.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { describeWith } from '../../tools/describe-with.ts';
import type { ProgramName } from '../../tools/programs.ts';
import { oneLoop } from '../describe-loop.ts';
import { allReady, type Loop, type LoopOptions, type LoopPrograms, loopPrograms, startLoop } from '../loop.ts';
import type { Mirror } from './containerd.ts';
import { repositoryOfProgram } from './images.ts';
import { Kubectl } from './kubectl.ts';
import { asNodePrograms, nodePrograms } from './programs.ts';
import { requirements } from './requirements.ts';
import { tracesOf } from './traces.ts';

export interface NodeUnderTest {
  /** The loop; only to be asked for within a test. */
  readonly loop: () => Loop;
  readonly kubectl: () => Kubectl;
  readonly programs: LoopPrograms;
}

const { missing, runc } = requirements();

/** A `describe` around one loop with a real node, which is started before its tests and ended after them. */
export function describeNode(
  title: string,
  {
    fleet,
    carries = [],
    dns,
    mirror,
    ...options
  }: Pick<LoopOptions, 'cluster' | 'change' | 'dist' | 'real' | 'vault'> & {
    /** The fleet whose cluster it is. @default that of the working directory */
    readonly fleet?: Fleet;
    /** Programs that its pods may run, each in an image that {@link repositoryOfProgram} names. @default none */
    readonly carries?: readonly ProgramName[];
    /** Address of the Service of a DNS server. @default pods know no names */
    readonly dns?: string;
    /** A registry to pull from, which is there when the loop starts. @default none: the node has what it was brought */
    readonly mirror?: () => Mirror;
  },
  body: (under: NodeUnderTest) => void,
): void {
  whereNodesRun(title, (described) =>
    describeWith([...loopPrograms, ...nodePrograms, 'kubectl', ...carries], described, (paths) => {
      let run = '';
      const loop = oneLoop(async () => {
        const started = await startLoop({
          ...options,
          fleet: fleet ?? (await loadFleet()),
          programs: paths,
          node: asNodePrograms(paths, runc),
          onNode: {
            carries: Object.fromEntries(carries.map((name) => [repositoryOfProgram(name), paths[name]])),
            ...(dns && { dns }),
            ...(mirror && { mirror: mirror() }),
          },
        });
        run = basename(started.cluster.sandbox.folder);
        return started;
      }, 120_000);
      beforeAll(async () => allReady(loop(), { seconds: 240 }), 300_000);
      afterAll(() => {
        const left = run === '' ? [] : tracesOf(run);
        if (left.length > 0) throw new Error(`the loop left behind: ${left.join('; ')}`);
      });
      const kubectl = (): Kubectl => new Kubectl(paths.kubectl, loop().cluster.api.kubeconfigFile);
      body({ programs: paths, loop, kubectl });
    }),
  );
}

/**
 * A `describe` that is skipped where there can be no real node, with a loud line and a title that says why.
 *
 * @throws Error there for root with `CI=true`: a skipped test must not look like a passed one
 */
export function whereNodesRun(title: string, body: (title: string) => void): void {
  if (missing.length === 0) return void body(title);
  const reason = `a real node needs what is not here: ${missing.join('; ')}`;
  if (process.env.CI === 'true' && process.getuid?.() === 0) throw new Error(`${title}: ${reason}`);
  process.stderr.write(`SKIPPED ${title}: ${reason}\n`);
  const block = describe.skip;
  block(reason, () => body(title));
}

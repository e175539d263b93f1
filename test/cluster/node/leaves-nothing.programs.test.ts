// However a loop with a real node ends, the machine is as it was: `npm run loop -- --node`, ended in the ways that hurt.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../programs.ts';
import { loopPrograms } from '../loop.ts';
import { until } from '../until.ts';
import { whereNodesRun } from './describe-node.ts';
import { nodePrograms } from './programs.ts';
import { machineState, networksOf, tracesOf } from './traces.ts';

whereNodesRun('a loop with a real node', (title) =>
  describeWith([...loopPrograms, ...nodePrograms], title, () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'node-ends-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    test.each([
      ['Ctrl-C while it starts', 'starting Flux', 'SIGINT'],
      ['kill -9 while pods run', 'charts of dev are ready', 'SIGKILL'],
    ] as const)(
      'leaves nothing behind after %s',
      async (_way, said, signal) => {
        const before = machineState();
        const loop = start(folder);
        await until(() => loop.words().includes(said), {
          what: `the loop says "${said}"`,
          seconds: 200,
          hopeless: loop.end,
        });
        const [run = ''] = foldersIn(folder);
        expect(tracesOf(run)).not.toEqual([]);
        const made = networksOf(run);
        expect(made).not.toEqual([]);

        loop.kill(signal);

        const left = () => [...tracesOf(run), ...foldersIn(folder)];
        await until(() => left().length === 0, { what: 'all is gone', seconds: 20 }).catch(() => undefined);
        expect(left()).toEqual([]);
        expect(networksOf().filter((network) => made.includes(network))).toEqual([]);
        expect(machineState()).toEqual(before);
      },
      300_000,
    );
  }),
);

/** What the loop made; beside it lies what tsx keeps for its next start. */
function foldersIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('fleetwright-'));
}

interface Started {
  readonly words: () => string;
  /** Why it has ended; undefined while it runs. */
  readonly end: () => string | undefined;
  /** As a terminal does it: to all of its process group. */
  readonly kill: (signal: NodeJS.Signals) => void;
}

function start(folder: string): Started {
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const command = ['--import', 'tsx', 'commands/loop.ts', '--node', '--cluster', 'dev'];
  const child = spawn(process.execPath, command, {
    env: { ...env, TMPDIR: folder },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (words: string) => (said += words));
  const { pid = 0 } = child;
  return {
    words: () => said,
    end: () => (child.exitCode === null && child.signalCode === null ? undefined : `it ended: ${said}`),
    kill: (signal) => process.kill(-pid, signal),
  };
}

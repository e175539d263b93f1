// However a loop with a real node ends, the machine is as it was: `npm run loop -- --node`, ended in the ways that hurt.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../../tools/describe-with.ts';
import { startCommand } from '../../support/started-command.ts';
import { loopPrograms } from '../../../loop/loop.ts';
import { until } from '../../../loop/until.ts';
import { whereNodesRun } from '../../../loop/node/describe-node.ts';
import { nodePrograms } from '../../../loop/node/programs.ts';
import { machineState, networksOf, tracesOf } from '../../../loop/node/traces.ts';

/** What the charts of dev may take, with whatever else the machine does. */
const seconds = 900;

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
        const loop = startCommand('loop', { folder }, '--node', '--cluster', 'dev', '--timeout', `${seconds}`);
        await until(() => loop.said().includes(said), {
          what: `the loop says "${said}"`,
          seconds,
          hopeless: () => loop.end() ?? /.*did not become ready/.exec(loop.said())?.[0],
        });
        const run = readdirSync(folder).find((name) => name.startsWith('fleetwright-')) ?? '';
        expect(tracesOf(run)).not.toEqual([]);
        const made = networksOf(run);
        expect(made).not.toEqual([]);

        process.kill(-(loop.child.pid ?? 0), signal);

        const left = () => [...tracesOf(run), ...readdirSync(folder)];
        await until(() => left().length === 0, { what: 'all is gone', seconds: 20 }).catch(() => undefined);
        expect(left()).toEqual([]);
        expect(networksOf().filter((network) => made.includes(network))).toEqual([]);
        expect(machineState()).toEqual(before);
      },
      (seconds + 60) * 1000,
    );
  }),
);

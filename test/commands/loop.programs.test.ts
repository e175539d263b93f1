// The loop as a command: it says what is real, ends with an exit code, and leaves nothing behind, however it ends.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loopPrograms } from '../cluster/loop.ts';
import { until } from '../cluster/until.ts';
import { describeWith } from '../programs.ts';
import { filesIn, type LoopCommand, startLoopCommand } from '../support/loop-command.ts';
import { commandOf, pids } from '../support/processes.ts';

describeWith(loopPrograms, 'npm run loop', () => {
  let folder = '';
  let loop: LoopCommand;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-loop-'));
  });
  afterEach(async () => {
    loop.child.kill('SIGKILL');
    await nothingLeft(folder);
    rmSync(folder, { recursive: true });
  }, 30_000);

  test('brings every chart up, says what is stood in for, and ends with exit code 0 and nothing left', async () => {
    loop = startLoopCommand(folder, '--cluster', 'dev', '--once');
    const [code] = (await once(loop.child, 'close')) as [number];
    expect(loop.said()).toMatch(/^Real: .*\nStood in for: nodes and containers \(kwok\)/);
    expect(loop.said()).toMatch(/all \d+ charts of dev are ready\n$/);
    expect(code).toBe(0);
    expect(filesIn(folder)).toEqual([]);
    expect(processesIn(folder)).toEqual([]);
  });

  test.each([
    ['Ctrl-C', 'SIGINT', 'while charts come up', /dependency /],
    ['kill -9', 'SIGKILL', 'while charts come up', /dependency /],
    ['Ctrl-C', 'SIGINT', 'while programs start', /starting Flux/],
  ] as const)('leaves nothing behind after %s (%s) %s', async (_what, signal, _when, said) => {
    loop = startLoopCommand(folder, '--cluster', 'dev');
    await until(() => said.test(loop.said()), { what: `the loop says ${said}` });
    expect(processesIn(folder)).not.toEqual([]);
    loop.child.kill(signal);
    const [code] = (await once(loop.child, 'close')) as [number | null];
    expect(code).not.toBe(0);
    await nothingLeft(folder);
  });
});

/** Within seconds, as the guardian works on its own. */
async function nothingLeft(folder: string): Promise<void> {
  await until(() => filesIn(folder).length === 0 && processesIn(folder).length === 0, {
    what: 'no file and no process is left',
    seconds: 10,
  });
}

/** Processes that were given a file of the folder, or work in it. */
function processesIn(folder: string): string[] {
  return pids()
    .map(commandOf)
    .filter((command) => command.includes(folder));
}

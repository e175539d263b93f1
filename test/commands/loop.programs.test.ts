// The loop as a command: it says what is real, ends with an exit code, and leaves nothing behind, however it ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loopPrograms } from '../cluster/loop.ts';
import { until } from '../cluster/until.ts';
import { describeWith } from '../programs.ts';

describeWith(loopPrograms, 'npm run loop', () => {
  let folder = '';
  let loop: Loop;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-loop-'));
  });
  afterEach(async () => {
    loop.child.kill('SIGKILL');
    await nothingLeft(folder);
    rmSync(folder, { recursive: true });
  }, 30_000);

  test('brings every chart up, says what is stood in for, and ends with exit code 0 and nothing left', async () => {
    loop = start(folder, '--cluster', 'dev', '--once');
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
    loop = start(folder, '--cluster', 'dev');
    await until(() => said.test(loop.said()), { what: `the loop says ${said}` });
    expect(processesIn(folder)).not.toEqual([]);
    loop.child.kill(signal);
    const [code] = (await once(loop.child, 'close')) as [number | null];
    expect(code).not.toBe(0);
    await nothingLeft(folder);
  });
});

interface Loop {
  readonly child: ChildProcess;
  readonly said: () => string;
}

/** Temporary files of the command and of all that it starts are made in the folder. */
function start(folder: string, ...args: readonly string[]): Loop {
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'commands/loop.ts', ...args], {
    env: { ...env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  createInterface({ input: child.stdout }).on('line', (line) => (said += `${line}\n`));
  return { child, said: () => said };
}

/** Within seconds, as the guardian works on its own. */
async function nothingLeft(folder: string): Promise<void> {
  await until(() => filesIn(folder).length === 0 && processesIn(folder).length === 0, {
    what: 'no file and no process is left',
    seconds: 10,
  });
}

/** But for what tsx, which runs the command, keeps for its next run. */
function filesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => !name.startsWith('tsx-'));
}

/** Processes that were given a file of the folder, or work in it. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandOf)
    .filter((command) => command.includes(folder));
}

/** Empty for a process that has just ended. */
function commandOf(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

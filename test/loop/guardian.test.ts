// The guardian ends what a cluster started and removes its folder, even where the one who started it ended before it could tell.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Charge } from '../../loop/guardian.ts';
import { typescript } from '../../tools/typescript.ts';

let folder = '';
let guardian: ChildProcess;
let program: ChildProcess;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-guardian-'));
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  guardian = spawn(process.execPath, [...typescript, 'loop/guardian.ts'], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env,
  });
});
afterEach(() => {
  guardian.kill('SIGKILL');
  program.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A program that runs until it is ended. */
function start(home: string): ChildProcess {
  const waits = 'process.stdin.resume(); console.log("there");';
  return spawn(process.execPath, ['-e', waits], { cwd: folder, env: { HOME: home }, detached: true });
}

async function end(...charges: readonly Charge[]): Promise<void> {
  const exit = once(guardian, 'exit');
  guardian.stdin?.end(charges.map((charge) => `${JSON.stringify(charge)}\n`).join(''));
  expect(await exit).toEqual([0, null]);
}

test('a program that it was told of', async () => {
  program = start('/');
  const exit = once(program, 'exit');
  await end({ folder }, { group: program.pid ?? 0 });
  expect(await exit).toEqual([null, 'SIGKILL']);
  expect(existsSync(folder)).toBe(false);
});

test('a program that nobody told it of', async () => {
  program = start(folder);
  const exit = once(program, 'exit');
  await once(program.stdout as NodeJS.ReadableStream, 'data');
  await end({ folder });
  expect(await exit).toEqual([null, 'SIGKILL']);
  expect(existsSync(folder)).toBe(false);
});

test("no program of somebody else who looks into the folder's logs", async () => {
  program = start('/');
  await once(program.stdout as NodeJS.ReadableStream, 'data');
  await end({ folder });
  expect(program.exitCode ?? program.signalCode).toBeNull();
  expect(existsSync(folder)).toBe(false);
});

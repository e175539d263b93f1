// What an engine finds out, others may want otherwise than printed: a test, a comment under a pull request. Commands print.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'fleetwright-printing-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Whether oxlint lets a file of that path print in these words. */
function mayPrint(path: string, words: string): boolean {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${words}\n`);
  copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  const { status } = spawnSync(process.execPath, [resolve('node_modules/oxlint/bin/oxlint'), path], { cwd: folder });
  return status === 0;
}

test.each(['lib', 'render', 'diff', 'sops', 'supply'])('%s/ returns, and prints nothing', (room) => {
  for (const words of ["process.stdout.write('a');", "process.stderr.write('a');", "console.log('a');"])
    expect([words, mayPrint(`${room}/one/engine.ts`, words)]).toEqual([words, false]);
});

test('commands/ prints', () => {
  expect(mayPrint('commands/one.ts', "process.stdout.write('a');")).toBe(true);
});

// What nothing uses is read, moved and changed along for years: `npm run check` finds it in every room.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { programChecks } from '../commands/check/programs.ts';
import { packageFile } from '../tools/package-file.ts';
import { copyWorkTree } from './support/work-tree.ts';

/** A module of each room. What lib/ exports is for fleets, whether or not one here uses it. */
const modules = [
  'app/src/server.ts',
  'commands/cli.ts',
  'diff/summary.ts',
  'loop/loop.ts',
  'render/render.ts',
  'sops/gate.ts',
  'test/support/checkout.ts',
  'tools/tool.ts',
];
const orphans = ['charts/nobodys.ts', 'diff/nobodys.ts', 'diff/report/nobodys.ts', 'test/nobodys.ts'];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'fleetwright-dead-'));
  copyWorkTree(copy, ':!dist', ':!docs');
});
afterAll(() => rmSync(copy, { recursive: true }));

/** Runs the check as `npm run check` does. @returns the files that it names, and how it ended */
function deadCode(): { readonly named: readonly string[]; readonly status: number | null } {
  const check = programChecks.find(({ askedForBy }) => askedForBy === 'knip.jsonc');
  const args = check === undefined ? [] : [packageFile(...check.script), ...check.args];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  const named = stdout.split('\n').flatMap((line) => /[^ ]+\.ts/.exec(line)?.[0] ?? []);
  return { named: named.toSorted(), status };
}

test('each export, type and file that nothing uses is named, whatever was seen the last time, and nothing else', () => {
  expect(deadCode()).toEqual({ named: [], status: 0 });
  for (const module of modules)
    appendFileSync(join(copy, module), '\nexport const nobodys = 1;\nexport type Nobodys = 1;\n');
  for (const file of orphans) writeFileSync(join(copy, file), 'export {};\n');
  const list = readFileSync(join(copy, 'commands/list.ts'), 'utf8');
  writeFileSync(join(copy, 'commands/list.ts'), list.replace(/^import .* from '.\/list\/table.ts';\n/m, ''));
  const named = [...modules, ...modules, ...orphans, 'commands/list/table.ts'].toSorted();
  expect(deadCode()).toEqual({ named, status: 1 });
});

// Whatever the editor keeps for later, it keeps a secret for others: one that can be told otherwise is told.
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { standard } from '../../commands/secrets/standard.ts';
import { edited } from '../../sops/editor.ts';
import { bytes, edge } from './folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'fleetwright-editor-'));
const { EDITOR, VISUAL } = process.env;

beforeAll(() => {
  for (const name of ['vim.basic', 'nano']) {
    writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "$@" >${folder}/arguments\n`);
    chmodSync(join(folder, name), 0o755);
  }
  symlinkSync('vim.basic', join(folder, 'vi'));
  delete process.env.VISUAL;
});
afterAll(() => {
  Object.assign(process.env, { ...(EDITOR && { EDITOR }), ...(VISUAL && { VISUAL }) });
  rmSync(folder, { recursive: true });
});

/** What an editor is started with, but for the file. */
async function argumentsOf(editor: string): Promise<string[]> {
  process.env.EDITOR = join(folder, editor);
  await edited(edge({ age: [] }), bytes({ user: 'a', password: 'b' }), folder, standard);
  return readFileSync(join(folder, 'arguments'), 'utf8').trim().split('\n').slice(0, -1);
}

const quiet = ['-n', '-i', 'NONE', '-c', 'set noundofile nobackup nowritebackup'];

test.each([
  ['vim, under another name', 'vi', quiet],
  ['vim with options of its own', 'vim.basic -f', ['-f', ...quiet]],
  ['an editor that does not know these options', 'nano', []],
  ['one with options of its own', 'nano --ignorercfiles', ['--ignorercfiles']],
])('%s', async (_name, editor, expected) => {
  expect(await argumentsOf(editor)).toEqual(expected);
});

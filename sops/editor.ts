// Somebody's editor on a secret, until what they leave behind can be encrypted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { onPath } from '../tools/path.ts';
import type { DeclaredSecret } from './declared.ts';
import { type Edited, fromEditor, toEditor } from './editor-text.ts';
import { returnToEditor } from './input.ts';
import { toText } from './lossless.ts';
import type { Terminal } from './questions.ts';
import type { ValueChanges, Values } from './values.ts';

/**
 * Lets the editor have the values until they fit.
 * @param folder in memory, for this user alone
 * @param terminal where it is said why they do not
 * @throws Error where the editor fails or nothing may be asked
 */
export async function edited(
  secret: DeclaredSecret,
  values: Values,
  folder: string,
  terminal: Terminal,
): Promise<ValueChanges> {
  const file = join(folder, `${secret.id.replaceAll('/', '.')}.yaml`);
  writeFileSync(file, toEditor(secret, values), { mode: 0o600 });
  for (;;) {
    await openEditor(file, folder);
    const text = toText(readFileSync(file));
    const result: Edited = text === undefined ? { faults: ['the text is no UTF-8'] } : fromEditor(secret, values, text);
    if ('changes' in result) return result.changes;
    terminal.output.write(`${result.faults.join('\n')}\n`);
    await returnToEditor(terminal);
  }
}

async function openEditor(file: string, folder: string): Promise<void> {
  const editor = await quiet(process.env.VISUAL || process.env.EDITOR || 'vi');
  // Ctrl-C goes to all of the terminal; what it means is the editor's business.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    // Through a shell, as git does it: the variable may hold options.
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, editor, file], {
      stdio: 'inherit',
      env: { ...process.env, TMPDIR: folder },
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error('the editor failed; nothing was written');
  } finally {
    process.off('SIGINT', ignore);
  }
}

/** Vim keeps deleted text and typed commands in ~/.viminfo, and where it is told to, undo files and backups elsewhere. */
const quietVim = `-n -i NONE -c 'set noundofile nobackup nowritebackup'`;

/** The editor, told to leave nothing behind, where it is one that can be told. */
async function quiet(editor: string): Promise<string> {
  const [program = ''] = editor.split(' ', 1);
  const [path] = await onPath(program, process.env);
  // vi is a link to it on most machines; what is called otherwise may not know these options.
  const isVim = path !== undefined && /^n?vim/.test(basename(realpathSync(path)));
  return isVim ? `${editor} ${quietVim}` : editor;
}

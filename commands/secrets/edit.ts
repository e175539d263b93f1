// npm run secrets -- edit: the values in an editor, in a file that is never on a disk and goes with the command.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, type ExitCode } from '../cli.ts';
import { change } from './change.ts';
import { type DeclaredSecret, declaredSecret } from './declared.ts';
import { type Edited, fromEditor, toEditor } from './editor-text.ts';
import { refuseWords, returnToEditor } from './input.ts';
import type { Changes, Values } from './values.ts';
import { memoryFolder, withWorkspace } from './workspace.ts';

const args = {
  secret: {
    type: 'positional',
    required: true,
    description: 'The secret, as list names it',
    valueHint: 'CLUSTER/NAME',
  },
} as const;

export const edit: Command<typeof args> = {
  meta: {
    name: 'npm run secrets -- edit',
    description: 'Change values in $VISUAL or $EDITOR; needs a key that decrypts',
  },
  args,
  run: async ({ args }): Promise<ExitCode> => {
    refuseWords(args._, 1);
    const secret = declaredSecret(args.secret);
    const memory = memoryFolder();
    if (memory === undefined) {
      process.stderr.write(`${nowhere(secret.id)}\n`);
      return 1;
    }
    return change(secret, (values) => withWorkspace((folder) => edited(secret, values, folder), memory));
  },
};

/** Lets the editor have the values until they fit. @throws Error where the editor fails or nothing may be asked */
async function edited(secret: DeclaredSecret, values: Values, folder: string): Promise<Changes> {
  const file = join(folder, `${secret.id.replaceAll('/', '.')}.yaml`);
  writeFileSync(file, toEditor(secret, values), { mode: 0o600 });
  for (;;) {
    await openEditor(file, folder);
    const result: Edited = fromEditor(secret, values, readFileSync(file, 'utf8'));
    if ('changes' in result) return result.changes;
    process.stderr.write(`${result.faults.join('\n')}\n`);
    await returnToEditor();
  }
}

async function openEditor(file: string, folder: string): Promise<void> {
  const editor = process.env.VISUAL || process.env.EDITOR || 'vi';
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

function nowhere(id: string): string {
  return `There is no folder here whose files live in memory ($XDG_RUNTIME_DIR and /dev/shm were tried), and on a disk the values
may never be. To replace the secret as a whole, which needs no file:
  npm run secrets -- create ${id} --replace`;
}

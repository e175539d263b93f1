// What the commands do with a secret, as a process to be killed: without the composition of the clusters, in which a command
// spends most of its time and knows no value yet.
import { readFileSync } from 'node:fs';
import { change } from '../../../commands/secrets/change.ts';
import { edited } from '../../../commands/secrets/editor.ts';
import { readJson, readValue } from '../../../commands/secrets/input.ts';
import { textOf } from '../../../commands/secrets/replace-file.ts';
import { rewrite } from '../../../commands/secrets/rewrite.ts';
import { rotate } from '../../../commands/secrets/sops-file.ts';
import { memoryFolder, withWorkspace } from '../../../commands/secrets/workspace.ts';
import { write } from '../../../commands/secrets/write.ts';
import type { Recipients } from '../../../lib/secrets/recipients.ts';
import { edge } from './folder.ts';

const secret = edge(JSON.parse(readFileSync('recipients.json', 'utf8')) as Recipients);

const commands: Readonly<Record<string, () => Promise<unknown>>> = {
  create: async () => write(secret, await readJson(), textOf(secret.file)),
  set: () => change(secret, async () => ({ user: await readValue('user', false) })),
  edit: () => change(secret, (values) => withWorkspace((folder) => edited(secret, values, folder), memoryFolder())),
  rotate: () => rewrite([secret], { done: 'rotated', make: rotate }),
};

process.stderr.write('began\n');
await commands[process.argv[2] ?? '']?.();

// What the commands do with a secret, as a process to be killed: without the composition of the clusters, in which a command
// spends most of its time and knows no value yet.
import { readFileSync } from 'node:fs';
import { putKeys } from '../../sops/adoption.ts';
import { change } from '../../commands/secrets/change.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { edited } from '../../sops/editor.ts';
import { readJson, readValue } from '../../sops/input.ts';
import { textOf } from '../../sops/replace-file.ts';
import { rewrite } from '../../commands/secrets/rewrite.ts';
import { rotating } from '../../commands/secrets/rotate.ts';
import { standard } from '../../commands/secrets/standard.ts';
import { forRecipients } from '../../sops/sops-file.ts';
import { memoryFolder, withWorkspace } from '../../sops/workspace.ts';
import { write } from '../../sops/write.ts';
import type { Recipients } from '../../lib/secrets/recipients.ts';
import { edge } from './folder.ts';

/** A vault's key, and two age recipients, of which the second comes and goes. */
const recipients = JSON.parse(readFileSync(process.argv[3] ?? '', 'utf8')) as Recipients;
const [recovery = '', developer = ''] = recipients.age;
const both = secretFor(recipients);
const alone = secretFor({ ...recipients, age: [recovery] });
const before = textOf(both.file);
const [secret, other] = before?.includes(developer) ? [both, alone] : [alone, both];

const commands: Readonly<Record<string, () => Promise<unknown>>> = {
  create: async () => write(secret, await readJson(standard), before),
  set: () => change(secret, async () => ({ user: await readValue('user', false, standard) })),
  edit: () =>
    change(secret, (held) => withWorkspace((folder) => edited(secret, held, folder, standard), memoryFolder())),
  rotate: () => rewrite([secret], rotating),
  updatekeys: () => rewrite([other], { done: 'updated', make: forRecipients }),
  adopt: async () => {
    const file = 'clusters/keys/lab.yaml';
    const age = [{ recipient: recovery, holder: 'the recovery key' }];
    for await (const made of putKeys({ file, before: textOf(file), keyVault: recipients.keyVault, age }, [secret]))
      process.stdout.write(`${made}\n`);
  },
};

process.stderr.write('began\n');
await commands[process.argv[2] ?? '']?.();

/** The secret `edge` as {@link Desk.declare} gives it to the charts, but for its generators. */
function secretFor(these: Recipients): DeclaredSecret {
  const { declared, ...rest } = edge(these);
  const generators = Object.fromEntries(declared.keys.map((key) => [key, () => process.env.GENERATED ?? '']));
  return { ...rest, declared: { ...declared, namespace: 'tickets' }, generators };
}

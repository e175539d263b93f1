// npm run secrets -- list: which secrets there are, for whom, how old, and who uses them. Never a value.
import type { Command } from '../cli.ts';
import { columns } from '../list/table.ts';
import { inventory, type ListedSecret } from '../../sops/inventory.ts';
import { loadFleet, pick } from '../../lib/load-fleet.ts';

const args = {
  cluster: { type: 'string', description: 'Only this cluster', valueHint: 'NAME' },
  json: { type: 'boolean', description: 'Print JSON' },
} as const;

export const list: Command<typeof args> = {
  meta: { name: 'npm run secrets -- list', description: 'Say which secrets there are; never their values' },
  args,
  run: async ({ args: { cluster, json } }, { stdout }) => {
    const secrets = inventory(pick(await loadFleet(), cluster));
    stdout.write(`${json ? JSON.stringify(secrets, null, 2) : asTable(secrets)}\n`);
  },
};

const head = ['secret', 'keys', 'who decrypts', 'made', 'last encrypted', 'used by'];

function asTable(secrets: readonly ListedSecret[]): string {
  return columns(
    head,
    secrets.map(({ id, keys, recipients, made, encrypted, usedBy }) => [
      id,
      keys.map(({ key, empty }) => (empty ? `${key} (empty)` : key)).join('\n'),
      recipients.join('\n'),
      day(made) ?? 'not committed',
      day(encrypted) ?? 'not there',
      usedBy.join('\n') || 'nothing',
    ]),
  );
}

function day(time: string | undefined): string | undefined {
  return time?.slice(0, 'YYYY-MM-DD'.length);
}

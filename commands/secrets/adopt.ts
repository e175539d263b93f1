// npm run secrets -- adopt: a fork's first step. The cluster gets its own keys, and its secrets fresh values for them.
import { isAgeRecipient } from '../../lib/secrets/age-recipient.ts';
import type { KeysFile } from '../../lib/secrets/recipients.ts';
import { keyUrl, type VaultKey } from '../../lib/secrets/vault-key.ts';
import { type Command, type ExitCode } from '../cli.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { renewSopsConfig, sopsConfigFile } from '../../sops/sops-config.ts';
import { putKeys } from '../../sops/adoption.ts';
import { declaredSecrets } from '../../sops/declared.ts';
import { readAll } from '../../sops/input.ts';
import { isDemonstration, readKeys } from '../../sops/keys-file.ts';
import { renderNext } from '../../sops/outcome.ts';
import { textOf } from '../../sops/replace-file.ts';
import { az, parseShownKey, showKey } from '../../sops/vault.ts';
import { keysFile } from '../../lib/fleet.ts';
import { loadFleet, pick } from '../../lib/load-fleet.ts';
import { standard } from './standard.ts';

const args = {
  cluster: { type: 'positional', required: true, description: 'The cluster', valueHint: 'CLUSTER' },
  vault: {
    type: 'string',
    description: 'Its Key Vault; without one, only age keys decrypt',
    valueHint: 'https://NAME.vault.azure.net',
  },
  key: { type: 'string', description: 'Name of the RSA key in it', default: 'sops', valueHint: 'NAME' },
  json: { type: 'boolean', description: 'Standard input is what az keyvault key show --output json printed' },
  recovery: { type: 'string', description: 'Public key of the recovery key', valueHint: 'age1...' },
  holder: { type: 'string', description: 'Who holds its private half', default: 'the recovery key', valueHint: 'WHO' },
} as const;

export const adopt: Command<typeof args> = {
  meta: {
    name: 'npm run secrets -- adopt',
    description: `Put in a cluster's own keys; demonstration secrets are made anew, others stay`,
  },
  args,
  run: async ({ args }, { stdout }): Promise<ExitCode> => {
    const fleet = await loadFleet();
    const name = args.cluster;
    const picked = pick(fleet, name);
    const file = keysFile(fleet, name);
    const before = textOf(file);
    const demonstration = isDemonstration(file);
    const age = recoveryOf(args.recovery, args.holder) ?? (demonstration ? [] : readKeys(file).age);
    if (age.length === 0) throw new UsageError('--recovery is missing: the public key that age-keygen -y FILE prints');
    const keyVault =
      args.vault === undefined ? undefined : await vaultKey(args.vault, args.key, args.json ?? false, name);
    for await (const made of putKeys({ file, before, keyVault, age }, demonstration ? declaredSecrets(picked) : []))
      stdout.write(`${made}: made anew\n`);
    stdout.write(`${file}: ${holdersIn(file).join(', ')}\n`);
    if (renewSopsConfig(fleet)) stdout.write(`${sopsConfigFile}: written\n`);
    stdout.write(demonstration ? renderNext : next(name, before === undefined));
    return 0;
  },
};

/** Who decrypts from now on; a cluster that has its own keys may have kept its vault's. */
function holdersIn(file: string): string[] {
  const { keyVault, age } = readKeys(file);
  return [keyVault?.key ?? 'no Key Vault', ...age.map(({ holder }) => holder)];
}

function next(cluster: string, isNew: boolean): string {
  return isNew
    ? `next: npm run synth, which names each secret of ${cluster} that is still to be made\n`
    : `next: npm run secrets -- updatekeys --cluster ${cluster}\n`;
}

function recoveryOf(recipient: string | undefined, holder: string): KeysFile['age'] | undefined {
  if (recipient === undefined) return undefined;
  if (!isAgeRecipient(recipient))
    throw new UsageError(
      '--recovery is no public key of age-keygen: age1 and 58 characters, of which the last six are a checksum',
    );
  return [{ recipient, holder }];
}

/** Asks `az`, or takes what it printed elsewhere. */
async function vaultKey(vaultUrl: string, name: string, json: boolean, cluster: string): Promise<VaultKey> {
  const [vault = ''] = new URL(vaultUrl).hostname.split('.');
  const command = showKey({ vault, name });
  const shown = json ? (await readAll(standard)).toString('utf8') : await az(command);
  if (shown === undefined)
    throw new Error(`az is not on PATH. Where it is, and logged in:
  az ${command.join(' ')} > key.json
and here the same command again, with --json < key.json (it holds nothing secret).`);
  const { key, enabled } = parseShownKey(shown);
  if (key.vaultUrl !== vaultUrl.replace(/\/$/, '') || key.name !== name)
    throw new Error(`that is the key ${keyUrl(key)}, not ${name} of ${vaultUrl}`);
  if (!enabled) throw new Error(`${keyUrl(key)} is disabled; ${cluster} could not decrypt`);
  return key;
}

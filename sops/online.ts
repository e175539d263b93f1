// A wrong public half makes secrets that no vault can read, and nothing but the vault can tell.
import { readRecipients } from '../lib/secrets/recipients.ts';
import { keyUrl, type VaultKey } from '../lib/secrets/vault-key.ts';
import { type Fault, unless } from '../lib/validation/rules.ts';
import { az, parseShownKey, showKey } from './vault.ts';
import { type Fleet, keysFile } from '../lib/fleet.ts';

/** Holds each cluster's key against its vault. @throws Error where `az` is not there, or has no login */
export async function compareWithVaults(fleet: Fleet): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const { name } of fleet.clusters) {
    const file = keysFile(fleet, name);
    const { keyVault } = readRecipients(file).recipients;
    if (keyVault) faults.push(...(await compare(name, file, keyVault)));
  }
  return faults;
}

async function compare(cluster: string, file: string, key: VaultKey): Promise<Fault[]> {
  const id = keyUrl(key);
  const own = parseShownKey(await ask(showKey({ id })));
  const [vault = ''] = new URL(key.vaultUrl).hostname.split('.');
  const newest = parseShownKey(await ask(showKey({ vault, name: key.name })));
  const field = `${file}#keyVault`;
  const write = `npm run secrets -- adopt ${cluster} --vault ${key.vaultUrl} --key ${key.name}`;
  if (own.key.publicKey !== key.publicKey)
    return [
      {
        field: `${field}.publicKey`,
        problem: `is not that of ${id}: the vault cannot read what is encrypted for it`,
        write: `${write}, and each secret anew: create --replace`,
      },
    ];
  if (!own.enabled) return [{ field: `${field}.key`, problem: `${id} is disabled`, write }];
  return unless(newest.key.version === key.version, {
    field: `${field}.key`,
    problem: `the vault has a newer version, ${newest.key.version}`,
    write,
  });
}

async function ask(args: readonly string[]): Promise<string> {
  const shown = await az(args);
  if (shown === undefined) throw new Error('--online asks the vaults through az, which is not on PATH');
  return shown;
}

// A folder for one test, with an age key pair in it: the working directory while the test runs, gone afterwards.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { randomToken } from '../../lib/secrets/generators.ts';
import type { Recipients } from '../../lib/secrets/recipients.ts';
import { parseVaultKey, type VaultKey } from '../../lib/secrets/vault-key.ts';
import type { KeyVersion } from '../../loop/key-vault/keys.ts';

/** Who can decrypt: the public half, and the environment in which sops finds the private one, and no other. */
export interface Key {
  readonly recipient: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs in a folder of its own. The key's environment is that of the process meanwhile, so that commands find the key. */
export async function inFolder<T>(ageKeygen: string, run: (key: Key, folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fleetwright-secrets-')));
  const [cwd, env] = [process.cwd(), process.env];
  process.chdir(folder);
  mkdirSync('secrets/lab', { recursive: true });
  try {
    const key = newKey(ageKeygen, folder);
    process.env = key.env;
    return await run(key, folder);
  } finally {
    process.env = env;
    process.chdir(cwd);
    rmSync(folder, { recursive: true });
  }
}

export function newKey(ageKeygen: string, folder: string, name = 'key.txt'): Key {
  const file = join(folder, name);
  execFileSync(ageKeygen, ['-o', file], { stdio: 'ignore' });
  const recipient = execFileSync(ageKeygen, ['-y', file], { encoding: 'utf8' }).trim();
  const { PATH, XDG_CACHE_HOME, HOME } = process.env;
  // The built programs are in the cache of the caller; no key is.
  const cache = XDG_CACHE_HOME ?? join(HOME ?? '', '.cache');
  return { recipient, env: { PATH, XDG_CACHE_HOME: cache, HOME: folder, SOPS_AGE_KEY_FILE: file } };
}

/** An environment like this one, without the key. */
export function keyless({ env: { SOPS_AGE_KEY_FILE: _key, ...env } }: Key): NodeJS.ProcessEnv {
  return env;
}

/** The public half of a vault's key, as `clusters/keys/` has it. */
export function publicHalf({ url, publicKey }: KeyVersion): VaultKey {
  return parseVaultKey(url, publicKey.export({ type: 'spki', format: 'pem' }).toString());
}

/** A secret `lab/edge` with these keys, for these recipients, as a chart would declare it. */
export function edge(recipients: Recipients, keys: readonly string[] = ['user', 'password']): DeclaredSecret {
  return {
    id: 'lab/edge',
    cluster: 'lab',
    file: 'secrets/lab/edge.yaml',
    declared: { name: 'edge', namespace: 'shop', type: 'Opaque', keys, recipients },
    generators: Object.fromEntries(keys.map((key) => [key, randomToken(16)])),
  };
}

/** Values as bytes. */
export function bytes(values: Readonly<Record<string, string>>): Readonly<Record<string, Buffer>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value)]));
}

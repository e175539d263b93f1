// What the commands do with an encrypted file. Each gives back the new text, and writes nothing into the repository.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sopsConfig } from '../lib/secrets/sops-config.ts';
import { encryptedRegex } from '../lib/secrets/sops-document.ts';
import { keyUrl, type VaultKey } from '../lib/secrets/vault-key.ts';
import type { DeclaredSecret } from './declared.ts';
import { withoutKeys } from './environment.ts';
import { keptAnnotations } from './kept-annotations.ts';
import { withKeyService } from './key-service.ts';
import { runSops, runWithKeys, SopsError } from './run-sops.ts';
import { type Part, plainSecret, type Values, valuesIn } from './values.ts';
import { withWorkspace } from './workspace.ts';

/** Values in the clear by part and key. */
type DecryptedParts = Partial<Record<Part, Readonly<Record<string, string>>>>;

/**
 * Encrypts a Secret to the recipients of its cluster: with public keys alone, without a login.
 * @param before the text in whose place it comes. @default there is none
 */
export function encrypt(
  { declared }: Pick<DeclaredSecret, 'declared'>,
  values: Values,
  before?: string,
): Promise<string> {
  const { keyVault, age } = declared.recipients;
  if (age.length === 0 && !keyVault)
    throw new Error('the keys file has faults, so nobody could decrypt; npm run synth says which');
  const options = [
    ...(age.length > 0 ? ['--age', age.join(',')] : []),
    ...(keyVault ? ['--azure-kv', keyUrl(keyVault)] : []),
  ];
  const formats = ['--input-type', 'json', '--output-type', 'yaml', '--filename-override', 'secret.yaml'];
  return withKeyOf(keyVault, async (keyService) => {
    const { code, stdout } = await runSops(['encrypt', '--encrypted-regex', encryptedRegex, ...options, ...formats], {
      env: withoutKeys(),
      input: plainSecret(declared, values, keptAnnotations(before)),
      keyService,
    });
    if (code !== 0) throw new SopsError(code);
    return stdout;
  });
}

/** The values in an encrypted file. @throws NoKeyError, SopsError */
export async function decrypt(text: string): Promise<Values> {
  return valuesIn(await decryptDocument(text));
}

export interface DecryptOptions {
  /** Where the keys are. @default the caller's environment */
  readonly env?: NodeJS.ProcessEnv;
  /** Takes values that are not those that sops sealed. @default false */
  readonly ignoreMac?: boolean;
}

/** The parts of an encrypted file that hold values, as they stand there. @throws NoKeyError, SopsError */
export async function decryptDocument(text: string, options: DecryptOptions = {}): Promise<DecryptedParts> {
  const { env, ignoreMac = false } = options;
  const mac = ignoreMac ? ['--ignore-mac'] : [];
  const args = [
    'decrypt',
    ...mac,
    '--input-type',
    'yaml',
    '--output-type',
    'json',
    '--filename-override',
    'secret.yaml',
  ];
  const plain = await runWithKeys(text, args, {}, env);
  try {
    return JSON.parse(plain) as DecryptedParts;
  } catch {
    // The parser's own message would quote what it read.
    throw new SopsError(0);
  }
}

/** The file for the recipients of its cluster; the same text where it is for them already. @throws NoKeyError, SopsError */
export function forRecipients({ cluster, file, declared }: DeclaredSecret, text: string): Promise<string> {
  return withKeyOf(declared.recipients.keyVault, async (keyService, folder) => {
    const config = join(folder, '.sops.yaml');
    const copy = join(folder, file);
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(config, sopsConfig(new Map([[cluster, declared.recipients]])));
    writeFileSync(copy, text);
    await runWithKeys(text, ['updatekeys', '--yes', copy], { config, keyService });
    return readFileSync(copy, 'utf8');
  });
}

/** Runs with a folder, and with a key service where there is a vault's key to encrypt to. */
function withKeyOf<T>(
  key: VaultKey | undefined,
  run: (keyService: string | undefined, folder: string) => Promise<T>,
): Promise<T> {
  return withWorkspace((folder) =>
    key ? withKeyService([key], folder, (address) => run(address, folder)) : run(undefined, folder),
  );
}

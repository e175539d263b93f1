// What adopt writes: first a cluster's secrets with fresh values, then its keys file.
import type { KeysFile } from '../lib/secrets/recipients.ts';
import type { VaultKey } from '../lib/secrets/vault-key.ts';
import type { DeclaredSecret } from './declared.ts';
import { generated } from './input.ts';
import { keysText } from './keys-file.ts';
import { replaceFile, textOf } from './replace-file.ts';
import { write } from './write.ts';

/** A cluster's own keys. */
export interface OwnKeys {
  /** The keys file that they go to. */
  readonly file: string;
  /** What it held when they were asked for; undefined where it was not there. */
  readonly before: string | undefined;
  /** Undefined where none is given. */
  readonly keyVault: VaultKey | undefined;
  readonly age: KeysFile['age'];
}

/** Puts the keys in, and gives these secrets fresh values for them. Yields the file of each as soon as it is made anew. */
export async function* putKeys(keys: OwnKeys, secrets: readonly DeclaredSecret[]): AsyncGenerator<string> {
  const { file, before, keyVault, age } = keys;
  const recipients = { ...(keyVault ? { keyVault } : {}), age: age.map(({ recipient }) => recipient) };
  for (const secret of secrets) {
    const own = { ...secret, declared: { ...secret.declared, recipients } };
    await write(own, generated(own), textOf(own.file));
    yield own.file;
  }
  // Last: as long as the file says that it is a demonstration, the command can be run again.
  await replaceFile(file, keysText(file, keyVault, age), before);
}

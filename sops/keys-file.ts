// A cluster's keys file as `adopt` reads and writes it.
import { Document, parse, parseDocument } from 'yaml';
import type { KeysFile } from '../lib/secrets/recipients.ts';
import { keyUrl, type VaultKey } from '../lib/secrets/vault-key.ts';
import { textOf } from './replace-file.ts';

const comment = ` Who can decrypt this cluster's secrets. npm run secrets -- updatekeys takes a change to every file.`;

/** The file's content; nobody, where there is no file yet, as for a cluster that is new. */
export function readKeys(file: string): KeysFile {
  return (parse(textOf(file) ?? '') ?? { age: [] }) as KeysFile;
}

/** Whether the keys are those of the demonstration, whose private halves nobody has. */
export function isDemonstration(file: string): boolean {
  return readKeys(file).age.some(({ holder }) => holder.includes('demonstration'));
}

/** The file's text with these keys; its comments stay, but for those of a demonstration. Without a vault's key, it keeps its own. */
export function keysText(file: string, keyVault: VaultKey | undefined, age: KeysFile['age']): string {
  const before = isDemonstration(file) ? undefined : textOf(file);
  const document = parseDocument(before ?? newKeysText([]));
  if (keyVault) document.set('keyVault', document.createNode({ key: keyUrl(keyVault), publicKey: keyVault.publicKey }));
  document.set('age', document.createNode(age));
  return document.toString({ lineWidth: 0 });
}

/** The text of a file for a cluster without a vault's key. */
export function newKeysText(age: KeysFile['age']): string {
  const document = new Document({ age });
  document.commentBefore = comment;
  return document.toString({ lineWidth: 0 });
}

/** Who holds the private half of each recipient: the holder's words, or the vault's key itself. */
export function readKeyHolders(file: string): ReadonlyMap<string, string> {
  return new Map(readKeys(file).age.map(({ recipient, holder }) => [recipient, holder]));
}

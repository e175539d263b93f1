// clusters/keys/<cluster>.yaml as `adopt` reads and writes it.
import { readFileSync } from 'node:fs';
import { Document, parse, parseDocument } from 'yaml';
import type { KeysFile } from '../../lib/secrets/recipients.ts';
import { keyUrl, type VaultKey } from '../../lib/secrets/vault-key.ts';

const comment = ` Who can decrypt this cluster's secrets. npm run secrets -- updatekeys takes a change to every file.`;

/** The file's content. @throws Error where it cannot be read */
export function readKeys(file: string): KeysFile {
  return parse(readFileSync(file, 'utf8')) as KeysFile;
}

/** Whether the keys are those of the demonstration, whose private halves nobody has. */
export function isDemonstration(file: string): boolean {
  return readKeys(file).age.some(({ holder }) => holder.includes('demonstration'));
}

/** The file's text with these keys; its comments stay, but for those of a demonstration. Without a vault's key, it keeps its own. */
export function keysText(file: string, keyVault: VaultKey | undefined, age: KeysFile['age']): string {
  const demonstration = isDemonstration(file);
  const document = demonstration ? new Document({}) : parseDocument(readFileSync(file, 'utf8'));
  if (demonstration) document.commentBefore = comment;
  if (keyVault) document.set('keyVault', document.createNode({ key: keyUrl(keyVault), publicKey: keyVault.publicKey }));
  document.set('age', document.createNode(age));
  return document.toString({ lineWidth: 0 });
}

/** Who holds the private half of each recipient: the holder's words, or the vault's key itself. */
export function readKeyHolders(file: string): ReadonlyMap<string, string> {
  return new Map(readKeys(file).age.map(({ recipient, holder }) => [recipient, holder]));
}

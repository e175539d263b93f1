// A secret of the tests' own fleet, and copies of it with one thing changed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectSopsText, type Declared } from '../../../lib/secrets/sops-inspection.ts';
import { readRecipients } from '../../../lib/secrets/recipients.ts';
import { keyUrl } from '../../../lib/secrets/vault-key.ts';
import { fixtureFleet, inFleet } from '../../support/repository.ts';
import { asLine } from '../workload/service.ts';

export const file = 'secrets/lab/tickets-api-token.yaml';
export const text = readFileSync(join(fixtureFleet, file), 'utf8');

const { recipients } = inFleet(() => readRecipients('clusters/keys/lab.yaml'));

/** What a construct declares, so that nothing is wrong with {@link text}. */
export const declared: Declared = {
  name: 'api-token',
  namespace: 'tickets',
  type: 'Opaque',
  keys: ['token'],
  recipients,
};

/** The text with one change. @throws Error where there is nothing to change, so that no test passes for that reason */
export function edited(from: string | RegExp, to: string, original = text): string {
  const changed = original.replace(from, to);
  if (changed === original) throw new Error(`nothing in the file is like ${String(from)}`);
  return changed;
}

/** The value of `token`, encrypted. */
export const encryptedValue = /ENC\[[^\]]*\]/.exec(text)?.[0] ?? '';

/** The age recipients, and the key in the vault as its stanza names it. */
export const ages = recipients.age;
export const vaultKey = recipients.keyVault ? keyUrl(recipients.keyVault) : '';

/** One age recipient's part of the stanza, with the data key that is encrypted to it. */
export function stanzaOf(recipient: string): string {
  const found = [...text.matchAll(/ {8}- enc: \|\n(?: {12}.*\n)+ {10}recipient: (.*)\n/g)].find(
    ([, of]) => of === recipient,
  );
  if (!found) throw new Error(`${recipient} is no recipient`);
  return found[0];
}

/** What is wrong with a document of this text, as field, problem and remedy. */
export function faultsIn(content: string, expected: Declared = declared): string[] {
  return inspectSopsText(content, expected).faults.map(asLine);
}

/** The vault's part of the stanza. */
export const vaultStanza = / {4}azure_kv:\n(?: {8,}.*\n)+/.exec(text)?.[0] ?? '';

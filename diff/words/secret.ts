// Secrets and configuration: that a value changed, never which; and who can read it.
import { recipientsIn } from '../../lib/secrets/sops-recipients.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { compareData, type FieldChange, fieldName } from '../fields/changes.ts';
import { isBranch, type Rule, type Sentence, type Spot, type Subject } from './rule.ts';
import { plural } from '../../lib/plural.ts';

/** More fields of a file than these are counted. */
const named = 3;

export const secretRules: readonly Rule[] = [
  ...['data', 'stringData'].map((field): Rule => ({
    at: `${field} *`,
    say: (spot) => keyChange(spot, 'is encrypted anew; only a key that decrypts can tell whether its value differs'),
  })),
  {
    at: 'sops **',
    say: ({ subject }) => {
      const [before, after] = [recipients(subject.before.sops), recipients(subject.after.sops)];
      const added = [...after].filter((recipient) => !before.has(recipient));
      const removed = [...before].filter((recipient) => !after.has(recipient));
      if (added.length + removed.length === 0 && sameValues(subject)) return 'is encrypted anew, for the same keys';
      return [
        ...added.map((recipient): Sentence => ({ text: `can be decrypted by ${recipient} too`, danger: 'recipients' })),
        ...removed.map((recipient): Sentence => ({
          text: `can no longer be decrypted by ${recipient}, which still can decrypt what is in Git's history`,
          danger: 'recipients',
        })),
      ];
    },
  },
];

function sameValues({ before, after }: Subject): boolean {
  const values = ({ data, stringData }: KubeObject): string => JSON.stringify([data, stringData]);
  return values(before) === values(after);
}

export const configMapRules: readonly Rule[] = ['data', 'binaryData'].map((field) => ({
  at: `${field} *`,
  say: (spot) => keyChange(spot, content(String(spot.before), String(spot.after))),
}));

export const externalSecretRules: readonly Rule[] = [
  {
    at: 'spec data *',
    say: ({ before, after }) => {
      if (before !== undefined && after !== undefined) return undefined;
      const key = asString(at(before ?? after, 'secretKey'));
      const { key: remote, property } = asRecord(at(before ?? after, 'remoteRef'));
      const secret = [remote, property]
        .filter((part) => part !== undefined)
        .map(asString)
        .join(', ');
      return after === undefined
        ? { text: `no longer has the key ${key}, from the secret ${secret} of the store`, danger: 'removal' }
        : `has the new key ${key}, from the secret ${secret} of the store`;
    },
  },
];

/** Who can decrypt a document of SOPS: the name of each key. */
export function recipients(sops: unknown): Set<string> {
  const list = (kind: string): Record<string, unknown>[] => asArray(at(sops, kind)).map(asRecord);
  return new Set([
    ...recipientsIn(asRecord(sops)),
    ...list('pgp').map(({ fp }) => `PGP ${String(fp)}`),
    ...['kms', 'gcp_kms', 'hc_vault'].flatMap((kind) => list(kind).map((key) => `${kind} ${JSON.stringify(key)}`)),
  ]);
}

function keyChange({ before, after, names: [key] }: Spot, changed: string): string {
  if (before === undefined) return `has the new key ${key}`;
  return after === undefined ? `no longer has the key ${key}` : `key ${key} ${changed}`;
}

/** What changes in a file's text: of JSON the fields. */
function content(before: string, after: string): string {
  const [old, now] = [before, after].map(asJson);
  if (!isBranch(old) || !isBranch(now)) return `has another text (${lines(after)}, before ${lines(before)})`;
  const { changes } = compareData(old, now);
  const said = [
    ...fields(
      'gets',
      changes.filter((change) => change.before === undefined),
    ),
    ...fields(
      'loses',
      changes.filter((change) => change.after === undefined),
    ),
    ...fields(
      'changes',
      changes.filter((change) => change.before !== undefined && change.after !== undefined),
    ),
  ];
  return said.length === 0 ? 'is written in another form' : said.join(', ');
}

function fields(verb: string, changes: readonly FieldChange[]): string[] {
  if (changes.length === 0) return [];
  const names = changes.slice(0, named).map(({ path }) => fieldName(path));
  const more = changes.length > named ? ` and ${changes.length - named} more` : '';
  return [`${verb} ${names.join(' and ')}${more}`];
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lines(text: string): string {
  return plural(text.split('\n').length, 'line');
}

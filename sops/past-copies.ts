// Who cannot decrypt a value can still copy its ciphertext into a Secret of their own, for Flux to decrypt: from any commit.
import { parse } from 'yaml';
import type { Fault } from '../lib/validation/rules.ts';
import { secretsFolder } from '../lib/secrets/sops-file.ts';
import { asRecord } from '../render/fields.ts';
import { copies, onDisk, remedyOfCopy, sealedValues, type SecretFiles } from './inspect.ts';
import { sealsIn } from './seal.ts';
import { historyHere } from '../tools/git.ts';
import { isBefore, type Version, versions } from './versions.ts';

/** Values that stood in another Secret before, in whichever version of it; a fault too where that cannot be seen. */
export function pastCopies(files: SecretFiles): Fault[] {
  const here = historyHere();
  if (here === 'none') return [];
  if (here === 'shallow') return [shallow];
  const bySeal = new Map<string, Version[]>();
  const wanted = new Set(files.paths.flatMap((path) => sealedValues(files, path).map(({ seal }) => seal)));
  for (const version of versions())
    for (const seal of sealsIn(version.text))
      if (wanted.has(seal)) bySeal.set(seal, [...(bySeal.get(seal) ?? []), version]);
  return files.paths.flatMap((path) => {
    const owner = secretIn(path, files.read(path).text ?? '');
    return sealedValues(files, path).flatMap(({ field, seal }) => {
      const from = originOf(owner, bySeal.get(seal) ?? []);
      return from ? [{ field: `${path}#${field}`, problem: `is a copy of ${placeOf(from)}`, write: remedyOfCopy }] : [];
    });
  });
}

const shallow: Fault = {
  field: secretsFolder,
  problem:
    'cannot be held against what was there before: this clone is shallow, a copy of an old value would be missed',
  write: 'git fetch --unshallow; in a workflow: fetch-depth: 0 for actions/checkout',
};

/** Before values are sealed anew, after which nobody sees whose they were. @throws Error where one is copied from another Secret */
export function refuseCopies(file: string): void {
  const files = onDisk();
  const fault = [...copies(files), ...pastCopies(files)].find(({ field }) =>
    [file, secretsFolder].includes(field.split('#', 1).join()),
  );
  if (fault) throw new Error(`${fault.field} ${fault.problem}; nothing was written; write: ${fault.write}`);
}

/** Another Secret's version with the same seal, unless that is itself a copy: made later, on top of a version of this one. */
function originOf(owner: string, sealed: readonly Version[]): Version | undefined {
  const own = sealed.filter(({ path, text }) => secretIn(path, text) === owner);
  const others = sealed.filter((version) => !own.includes(version));
  return others.findLast(({ commit }) => !own.some((version) => isBefore(version.commit, commit)));
}

/** Whose values a file has: cluster, namespace and name of the Secret, which may move to another file. Unread, the file's. */
function secretIn(path: string, text: string): string {
  const { namespace, name } = asRecord(asRecord(parsed(text)).metadata);
  const [, cluster] = path.split('/');
  return name === undefined ? path : `${cluster} ${String(namespace)}/${String(name)}`;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function placeOf({ path, commit }: Version): string {
  return `${path} in commit ${commit.slice(0, 12)}`;
}

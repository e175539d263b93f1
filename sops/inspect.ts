// The gate: what can be seen of secrets/ without any key. Every file there is one that a chart declares, and as it declares.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { entriesBelow } from '../lib/files.ts';
import { parseSopsDocument } from '../lib/secrets/sops-document.ts';
import { readSopsFile, secretsFolder } from '../lib/secrets/sops-file.ts';
import { encryptedType } from '../lib/secrets/sops-forms.ts';
import { inspectSopsText } from '../lib/secrets/sops-inspection.ts';
import { type Fault, unless } from '../lib/validation/rules.ts';
import { git, trackedFiles } from '../tools/git.ts';
import type { DeclaredSecret } from './declared.ts';
import { sealOf } from './seal.ts';
import { placesIn } from './values.ts';

/** The files of secrets/, wherever they are read from. */
export interface SecretFiles {
  readonly paths: readonly string[];
  readonly read: (path: string) => { readonly text?: string; readonly faults: readonly Fault[] };
}

/** As they are on disk, untracked ones too. */
export function onDisk(): SecretFiles {
  const entries = existsSync(secretsFolder) ? entriesBelow(secretsFolder).filter((entry) => !entry.isDirectory()) : [];
  return { paths: entries.map(({ parentPath, name }) => join(parentPath, name)).toSorted(), read: readSopsFile };
}

/** As the next commit will have them. @throws GitError outside a Git work tree */
export function staged(): SecretFiles {
  return {
    paths: trackedFiles([secretsFolder], '.').toSorted(),
    read: (path) => ({ text: git(['show', `:${path}`], { cwd: '.' }).toString('utf8'), faults: [] }),
  };
}

/** Everything that is wrong with the files, each fault's field with its file. Never quotes a value. */
export function inspectSecrets(secrets: readonly DeclaredSecret[], files: SecretFiles): Fault[] {
  const declared = new Set(secrets.map(({ file }) => file));
  return [
    ...secrets.flatMap((secret) => inspectOne(secret, files)),
    ...files.paths.filter((path) => !declared.has(path)).map(undeclared),
    ...copies(files),
  ];
}

/** Values that sops leaves in the clear because there is nothing in them: `file#stringData.key`. */
export function emptyValues(secrets: readonly DeclaredSecret[], files: SecretFiles): string[] {
  return secrets
    .filter(({ file }) => files.paths.includes(file))
    .flatMap(({ file }) =>
      valuesOf(files, file).flatMap(({ field, value }) => (value === '' ? [`${file}#${field}`] : [])),
    );
}

function inspectOne({ id, cluster, file, declared }: DeclaredSecret, files: SecretFiles): Fault[] {
  const place = unless(id.startsWith(`${cluster}/`) && !id.includes('/', cluster.length + 1), {
    field: file,
    problem: `is no file of ${cluster}`,
    write: `a file of ${secretsFolder}/${cluster}/ in the chart`,
  });
  if (!files.paths.includes(file))
    return [...place, { field: file, problem: 'is declared and not there', write: `npm run secrets -- create ${id}` }];
  const { text, faults } = files.read(file);
  const found = text === undefined ? faults : inspectSopsText(text, declared).faults;
  return [...place, ...found.map((fault) => ({ ...fault, field: `${file}#${fault.field}` }))];
}

function undeclared(path: string): Fault {
  return /^\..*\.tmp$/.test(basename(path))
    ? { field: path, problem: 'was left by a command that was killed', write: 'nothing: delete it' }
    : {
        field: path,
        problem: 'no chart declares this file',
        write: 'a SopsSecret in the chart that uses it, or delete it; if it was ever readable, new values too',
      };
}

/** An encrypted value is unique: where it stands twice, somebody copied it. */
export function copies(files: SecretFiles): Fault[] {
  const first = new Map<string, string>();
  const faults = new Map<string, Fault>();
  for (const path of files.paths)
    for (const { field, seal } of sealedValues(files, path)) {
      const place = first.get(seal);
      const copied = { field: `${path}#${field}`, problem: `is a copy of ${place}`, write: remedyOfCopy };
      if (place === undefined) first.set(seal, `${path}#${field}`);
      else faults.set(copied.field, copied);
    }
  return [...faults.values()];
}

/** What is to be done about a copy. */
export const remedyOfCopy = 'npm run secrets -- create --replace';

/** The values of a file that are encrypted, each with what makes it unique. */
export function sealedValues(files: SecretFiles, path: string): { readonly field: string; readonly seal: string }[] {
  return valuesOf(files, path).flatMap(({ field, value }) => {
    const seal = encryptedType(value) === undefined ? undefined : sealOf(String(value));
    return seal === undefined ? [] : [{ field, seal }];
  });
}

function valuesOf(files: SecretFiles, path: string): { readonly field: string; readonly value: unknown }[] {
  const { text = '' } = files.read(path);
  const { document } = parseSopsDocument(text);
  return placesIn(document).map(({ part, key, value }) => ({ field: `${part}.${key}`, value }));
}

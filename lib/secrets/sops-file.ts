// Encrypted files come from secrets/ alone: a path that leads elsewhere, by `..` or through a link, is refused.
import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { FileError, inWords, missing, readText } from '../files.ts';
import type { Fault } from '../validation/rules.ts';

/** The folder that holds every encrypted file, from the repository's root. */
export const secretsFolder = 'secrets';

/** The name that the commands give to an encrypted file: its path without `secrets/` and `.yaml`. */
export function secretId(file: string): string {
  return file.replace(/^secrets\//, '').replace(/\.yaml$/, '');
}

/** Reads an encrypted file; what keeps it from being read is a fault, not an exception. */
export function readSopsFile(file: string): { text?: string; faults: Fault[] } {
  const folder = resolve(secretsFolder);
  const wanted = resolve(file);
  const outside: Fault = {
    field: 'file',
    problem: `"${file}" is outside ${secretsFolder}/`,
    write: `a file of ${secretsFolder}/<cluster>/, no link`,
  };
  if (!wanted.startsWith(folder + sep)) return { faults: [outside] };
  try {
    const real = realpathSync(wanted);
    if (real !== realpathSync(folder) + wanted.slice(folder.length)) return { faults: [outside] };
    return { text: readText(real), faults: [] };
  } catch (error) {
    return { faults: [unreadable(file, inWords(error, file))] };
  }
}

function unreadable(file: string, error: unknown): Fault {
  if (error instanceof FileError && error.found !== missing)
    return {
      field: 'file',
      problem: `"${relative('.', error.path)}" ${error.found.problem}`,
      write: `${error.found.remedy}, or name another file`,
    };
  return { field: 'file', problem: `"${file}" cannot be read`, write: `npm run secrets -- create ${secretId(file)}` };
}

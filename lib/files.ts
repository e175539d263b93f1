// What the system says of a file that cannot be read leaves out its name, or what to do about it: the work tree is read here.
import { constants } from 'node:buffer';
import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What is wrong with a file, and what mends it. */
export interface FileProblem {
  /** What the file's name is followed by. */
  readonly problem: string;
  /** An imperative. */
  readonly remedy: string;
}

/** A file or a folder cannot be read, or not be written. */
export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(
    readonly path: string,
    readonly found: FileProblem,
    options?: ErrorOptions,
  ) {
    super(`${path} ${found.problem}; ${found.remedy}`, options);
  }
}

/** A file's text. @throws FileError */
export function readText(path: string | Buffer): string {
  return told(path, () => readFileSync(path, 'utf8'));
}

/** A file's bytes. @throws FileError */
export function readBytes(path: string): Buffer {
  return told(path, () => readFileSync(path));
}

/** The text of a file whose bytes were read. @throws FileError */
export function textOfBytes(path: string, bytes: Buffer): string {
  return told(path, () => bytes.toString('utf8'));
}

/** What is in a folder. @throws FileError, also where it is not there */
export function entriesIn(folder: string): Dirent[] {
  return told(folder, () => readdirSync(folder, { withFileTypes: true }));
}

/** All that is below a folder; links are not followed. @throws FileError, also where it is not there */
export function entriesBelow(folder: string): Dirent[] {
  return told(folder, () => readdirSync(folder, { recursive: true, withFileTypes: true }));
}

/** The texts of all files below a folder, by their paths from it, with `/`. @throws FileError, also where it is not there */
export function textsBelow(folder: string): ReadonlyMap<string, string> {
  const files = entriesBelow(folder).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [relative(folder, file).split(sep).join('/'), readText(file)] as const;
    }),
  );
}

/** What is at a path, a link itself; undefined where there is nothing, nor could be. @throws FileError */
export function statusOf(path: string | Buffer): Stats | undefined {
  return told(path, () => {
    try {
      return lstatSync(path, { throwIfNoEntry: false });
    } catch (error) {
      if (codeOf(error) === 'ENOTDIR') return undefined;
      throw error;
    }
  });
}

/** An error of the file system in words; any other as it is. @param path of which the error itself may not tell */
export function inWords(error: unknown, path = ''): unknown {
  const { code = '', path: told, dest, syscall } = (error ?? {}) as Partial<Record<string, string>>;
  const place = (code === 'ENOENT' ? undefined : dest) ?? told ?? path;
  const found = place.includes('\ufffd') && code === 'ENOENT' ? notUtf8 : problems.get(code);
  if (found === undefined || place === '' || syscall?.startsWith('spawn')) return error;
  const file = found === notAFolder ? fileOnTheWayTo(place) : place;
  return new FileError(file ?? place, found, { cause: error });
}

/** What is in the way of a folder at a path: the path itself or one above it; undefined where nothing is. */
export function fileOnTheWayTo(path: string): string | undefined {
  if (!existsSync(path)) return path === dirname(path) ? undefined : fileOnTheWayTo(dirname(path));
  return statSync(path).isDirectory() ? undefined : path;
}

/** What is said of one that is not there. */
export const missing: FileProblem = {
  problem: 'is not there',
  remedy: 'get it back from Git, or npm run synth where that makes it',
};

/** A name that is read as text stands for no file where its bytes are not UTF-8. */
export const notUtf8: FileProblem = { problem: 'has a name that is not UTF-8', remedy: 'rename it' };

/** The most that one string holds. */
export const mostBytes = constants.MAX_STRING_LENGTH;

export const tooLarge: FileProblem = {
  problem: `is too large to be read: the limit is ${Math.ceil(mostBytes / 2 ** 20)} MiB`,
  remedy: 'ignore it in Git',
};

export const notAFolder: FileProblem = { problem: 'is a file where a folder should be', remedy: 'move it away' };

const notAllowed: FileProblem = {
  problem: 'is not yours to read or to write',
  remedy: 'give yourself the right (chmod, chown)',
};

const problems: ReadonlyMap<string, FileProblem> = new Map([
  ['ENOENT', missing],
  ['ENOTDIR', notAFolder],
  ['EEXIST', notAFolder],
  ['EISDIR', { problem: 'is a folder where a file should be', remedy: 'move it away' }],
  ['ELOOP', { problem: 'is a link that leads back to itself', remedy: 'delete it' }],
  ['EACCES', notAllowed],
  ['EPERM', notAllowed],
  ['ERR_STRING_TOO_LONG', tooLarge],
  ['ERR_FS_FILE_TOO_LARGE', tooLarge],
]);

/** `instanceof Error` fails across realms, as in tests. */
function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | null)?.code;
}

function told<T>(path: string | Buffer, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw inWords(error, path.toString());
  }
}

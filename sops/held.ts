// All that Git holds or is about to hold, wherever it is read from: the disk, the index, the commits of a range.
import { existsSync, readlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  entriesBelow,
  FileError,
  type FileProblem,
  inWords,
  mostBytes,
  readText,
  statusOf,
  tooLarge,
} from '../lib/files.ts';
import { secretsFolder } from '../lib/secrets/sops-file.ts';
import { git, GitError, historyHere } from '../tools/git.ts';
import { changesIn, textsOf } from './versions.ts';

/** A file, or a text that stands beside files, as the message of a commit does. */
export interface Held {
  /** From the repository's root, with `/`; empty for what is no file. */
  readonly path: string;
  /** How it is told of: its path, in a commit with the commit's name. */
  readonly place: string;
  /** Of a link, where it leads. */
  readonly text: string;
  /** Whether it is a file; else it is a link or another repository. */
  readonly isFile: boolean;
  /** Why nobody can tell what is in it; its text is empty then. @default it was read */
  readonly unread?: FileProblem;
}

/** The folder that Flux applies, from the repository's root. */
export const distFolder = 'dist';

/** As it is on disk, what is not committed yet included. */
export function heldOnDisk(): Held[] {
  return pathsOnDisk().flatMap((bytes) => {
    const path = bytes.toString('utf8');
    try {
      const status = statusOf(bytes);
      if (!status?.isFile() && !status?.isSymbolicLink()) return [];
      const isFile = status.isFile();
      if (status.size > mostBytes) throw new FileError(path, tooLarge);
      return [{ path, place: path, text: isFile ? readText(bytes) : readlinkSync(bytes, 'utf8'), isFile }];
    } catch (error) {
      const told = inWords(error, path);
      if (!(told instanceof FileError)) throw error;
      return [{ path, place: path, text: '', isFile: true, unread: told.found }];
    }
  });
}

/** As the next commit will have it. @throws GitError outside a Git work tree */
export function heldInIndex(): Held[] {
  const entries = git(['ls-files', '--stage', '-z'], { cwd: '.' }).toString('utf8').split('\0');
  return withTexts(
    entries.flatMap((entry) => {
      const [, mode, blob, path] = /^(\d+) (\w+) \d\t(.*)$/s.exec(entry) ?? [];
      return mode && blob && path ? [{ path, place: path, blob, mode }] : [];
    }),
  );
}

/**
 * All that the commits of a range made or changed, and their messages, one by one: what a later commit takes away again is in
 * the history all the same.
 * @param revisions as `git log` takes them: `main..HEAD`
 * @throws GitError where one is not there, Error in a shallow clone
 */
export function heldInCommits(revisions: readonly string[]): Held[] {
  if (historyHere() === 'shallow')
    throw new Error(
      'This clone is shallow, so commits of the range may be missing: git fetch --unshallow, in a workflow fetch-depth: 0',
    );
  const changes = changesIn(revisions).map((change) => ({
    ...change,
    place: `${short(change.commit)}:${change.path}`,
  }));
  const once = new Map(changes.map((change) => [`${change.mode} ${change.blob} ${change.path}`, change]));
  return [...messagesIn(revisions), ...withTexts([...once.values()])];
}

function messagesIn(revisions: readonly string[]): Held[] {
  const log = git(['-c', 'log.showSignature=false', 'log', '-z', '--format=%H %an %ae %B', ...revisions, '--'], {
    cwd: '.',
  });
  return log
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '')
    .map((text) => ({
      path: '',
      place: `${short(text)} (message)`,
      text: text.slice(text.indexOf(' ')),
      isFile: true,
    }));
}

const short = (commit: string): string => commit.slice(0, 12);

interface Entry {
  readonly path: string;
  readonly place: string;
  readonly blob: string;
  readonly mode: string;
}

function withTexts(entries: readonly Entry[]): Held[] {
  const isRepository = ({ mode }: Pick<Entry, 'mode'>): boolean => mode === '160000';
  const texts = textsOf(entries.filter((entry) => !isRepository(entry)).map(({ blob }) => blob));
  return entries.map(({ path, place, blob, mode }) => ({
    path,
    place,
    text: texts.get(blob) ?? '',
    isFile: mode.startsWith('100'),
    ...(!isRepository({ mode }) && !texts.has(blob) && { unread: tooLarge }),
  }));
}

/** What Git tracks or would add; outside a work tree, what must be right in any case. As bytes, for a name need not be UTF-8. */
function pathsOnDisk(): Buffer[] {
  const listed = tracked();
  const paths = listed.some((path) => path.startsWith(`${distFolder}/`))
    ? listed
    : [distFolder, secretsFolder].flatMap((folder) => pathsBelow(folder));
  return paths.map((path) => Buffer.from(path, 'latin1'));
}

/** Each byte as a character. */
function tracked(): string[] {
  try {
    const said = git(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: '.' }).toString('latin1');
    return [...new Set(said.split('\0').filter((path) => path !== ''))];
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}

function pathsBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return entriesBelow(folder).map(({ parentPath, name }) =>
    Buffer.from(join(parentPath, name).split(sep).join('/')).toString('latin1'),
  );
}

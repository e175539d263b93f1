// Git's history: what is encrypted in secrets/ can be decrypted as well as what is there today, and what is in the clear is read.
import { mostBytes } from '../lib/files.ts';
import { secretsFolder } from '../lib/secrets/sops-file.ts';
import { ask, blobs, git } from '../tools/git.ts';

/** A file of secrets/ as a commit has made it. */
export interface Version {
  readonly commit: string;
  readonly path: string;
  readonly text: string;
}

/** All versions of all files of secrets/, on every branch that was merged into HEAD, newest first. */
export function versions(): Version[] {
  const made = changesIn(['HEAD'], [secretsFolder]).filter(({ mode }) => mode.startsWith('100'));
  const texts = textsOf(made.map(({ blob }) => blob));
  return made.map(({ commit, path, blob }) => ({ commit, path, text: texts.get(blob) ?? '' }));
}

/** A file as a commit has made it, in Git's words. */
export interface Change {
  readonly commit: string;
  readonly path: string;
  readonly blob: string;
  /** `100...` for a file, `120000` for a link, `160000` for another repository. */
  readonly mode: string;
}

/**
 * What each commit of some revisions made anew or changed, newest first; of a merge, as seen from each parent.
 * @param revisions as `git log` takes them
 * @param paths below which. @default all
 */
export function changesIn(revisions: readonly string[], paths: readonly string[] = []): Change[] {
  // By default log leaves out what a merge did not take over, and what a merge itself changed.
  const whole = ['--full-history', '--diff-merges=separate', '--no-renames', '--diff-filter=d'];
  const form = ['--raw', '--no-abbrev', '-z', '--relative', '--format=%H'];
  const settings = ['-c', 'log.showSignature=false', '-c', 'log.showRoot=true'];
  const log = git([...settings, 'log', ...whole, ...form, ...revisions, '--', ...paths], { cwd: '.' });
  return changesOf(log.toString('utf8'));
}

/** The texts of blobs, by their ids; without those that no string can hold. */
export function textsOf(blobIds: readonly string[]): ReadonlyMap<string, string> {
  const ids = readable([...new Set(blobIds)]);
  const contents = blobs(ids, '.');
  return new Map(ids.map((id, index) => [id, contents[index]?.toString('utf8') ?? '']));
}

function readable(ids: readonly string[]): string[] {
  const input = ids.map((id) => `${id}\n`).join('');
  const sizes = git(['cat-file', '--batch-check=%(objectsize)'], { cwd: '.', input }).toString('utf8').split('\n');
  return ids.filter((_, index) => Number(sizes[index]) <= mostBytes);
}

/** Whether a commit is in the history of another, which nobody can forge: each names its parents by their digests. */
export function isBefore(commit: string, later: string): boolean {
  return commit !== later && ask(['merge-base', '--is-ancestor', commit, later], '.') !== undefined;
}

/** Commits, and for each file `:<mode> <mode> <blob> <blob> <status>` and its path, each ended by a zero byte. */
function changesOf(log: string): Change[] {
  const changes: Change[] = [];
  let commit = '';
  const words = log.split('\0').values();
  for (const word of words) {
    const [, mode, blob] = /^\n?:\d+ (\d+) \w+ (\w+) \w+$/.exec(word) ?? [];
    if (mode === undefined || blob === undefined) commit = word.trim() || commit;
    else changes.push({ commit, path: String(words.next().value), blob, mode });
  }
  return changes;
}

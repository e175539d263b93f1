// Git's history of secrets/: what is encrypted in it can be decrypted as well as what is there today.
import { blobs } from '../diff/trees/committed.ts';
import { secretsFolder } from '../../lib/secrets/sops-file.ts';
import { ask, git } from '../git.ts';

/** A file of secrets/ as a commit has made it. */
export interface Version {
  readonly commit: string;
  readonly path: string;
  readonly text: string;
}

/** What there is of a history: none outside Git and before the first commit, a part of it in a shallow clone. */
export function historyHere(): 'whole' | 'shallow' | 'none' {
  if (ask(['rev-parse', '--verify', '--quiet', 'HEAD'], '.') === undefined) return 'none';
  return ask(['rev-parse', '--is-shallow-repository'], '.') === 'true' ? 'shallow' : 'whole';
}

/** All versions of all files of secrets/, on every branch that was merged into HEAD, newest first. */
export function versions(): Version[] {
  // By default log leaves out what a merge did not take over, and what a merge itself changed.
  const whole = ['--full-history', '--diff-merges=separate', '--no-renames', '--diff-filter=d'];
  const form = ['--raw', '--no-abbrev', '-z', '--relative', '--format=%H'];
  const log = git(['-c', 'log.showSignature=false', 'log', ...whole, ...form, '--', secretsFolder], { cwd: '.' });
  const made = entriesOf(log.toString('utf8'));
  const ids = [...new Set(made.map(({ blob }) => blob))];
  const contents = blobs(ids, '.');
  const texts = new Map(ids.map((id, index) => [id, contents[index]?.toString('utf8') ?? '']));
  return made.map(({ commit, path, blob }) => ({ commit, path, text: texts.get(blob) ?? '' }));
}

/** Whether a commit is in the history of another, which nobody can forge: each names its parents by their digests. */
export function isBefore(commit: string, later: string): boolean {
  return commit !== later && ask(['merge-base', '--is-ancestor', commit, later], '.') !== undefined;
}

interface Entry {
  readonly commit: string;
  readonly path: string;
  readonly blob: string;
}

/** Commits, and for each file `:<mode> <mode> <blob> <blob> <status>` and its path, each ended by a zero byte. */
function entriesOf(log: string): Entry[] {
  const entries: Entry[] = [];
  let commit = '';
  const words = log.split('\0').values();
  for (const word of words) {
    const [, mode, blob] = /^\n?:\d+ (\d+) \w+ (\w+) \w+$/.exec(word) ?? [];
    if (mode === undefined || blob === undefined) commit = word.trim() || commit;
    else {
      const path = String(words.next().value);
      if (mode.startsWith('100')) entries.push({ commit, path, blob });
    }
  }
  return entries;
}

// What a cluster pinned when, and who changed it: nobody keeps a list of it but Git.
import { isPlaceholder, isSamePin, type Pin, pinOf, pinsOfText } from '../../lib/pins/images.ts';
import { ask, blobs, git, historyHere } from '../../tools/git.ts';
import { bot } from '../commit/edits.ts';

/** A commit, on the way of the branch itself, that changed what a cluster pins for a service. */
export interface Change {
  readonly commit: string;
  /** When it was committed to the branch, in seconds since 1970. */
  readonly time: number;
  /** Who wrote it, not who merged it; behind the bot's name for whom. */
  readonly author: string;
  /** Undefined where it took the pin out. */
  readonly pin: Pin | undefined;
  /** The last commit of the branch before the next change: what was rendered of this one is there. */
  readonly last: string;
}

/** Behind this in a commit of the bot stands who asked a workflow for it. */
export const requestedBy = 'Requested-By';

/**
 * The changes of a service's pin in a file that are in `HEAD`, the newest first. Where branches were merged, that is when.
 * @throws Error in a shallow clone, which does not hold them all
 */
export function changesOf(file: string, service: string): Change[] {
  if (historyHere() === 'shallow')
    throw new Error('This clone is shallow and does not hold the history of the pins; run git fetch --unshallow');
  const versions = versionsOf(file);
  const pins = versions.map(({ text }) => pinOf(pinsOfText(text), service));
  const changes = versions
    .map((version, index) => ({ ...version, pin: pins[index] }))
    .filter(({ pin }, index) => !isSamePin(pin, pins[index + 1]));
  return changes.map(({ commit, time, parent, pin }, index) => ({
    commit,
    time,
    author: authorOf(commit, parent, file),
    pin,
    last: changes[index - 1]?.parent ?? 'HEAD',
  }));
}

interface Version {
  readonly commit: string;
  readonly time: number;
  /** Undefined of the first commit of all. */
  readonly parent: string | undefined;
  /** Empty where the file went. */
  readonly text: string;
}

/** Each commit of the branch that changed a file; a merge with what it brought along. The newest first. */
function versionsOf(file: string): Version[] {
  const asked = [
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--raw',
    '--no-abbrev',
    '--format=%x00%H %ct %P',
  ];
  const entries = git([...asked, 'HEAD', '--', file], { cwd: '.' })
    .toString('utf8')
    .split('\0')
    .slice(1);
  const all = entries.map((entry) => {
    const [commit = '', time = '', parent] = entry.split('\n', 1).join().split(' ');
    const [, blob = ''] = /^:\d+ \d+ \w+ (\w+) /m.exec(entry) ?? [];
    return { commit, time: Number(time), parent, blob: /^0*$/.test(blob) ? undefined : blob };
  });
  const ids = all.flatMap(({ blob }) => blob ?? []);
  const contents = blobs(ids, '.');
  const texts = new Map(ids.map((id, index) => [id, String(contents[index])]));
  return all.map(({ blob = '', ...version }) => ({ ...version, text: texts.get(blob) ?? '' }));
}

/** Whoever wrote to the file last on the way from the parent to the commit. */
function authorOf(commit: string, parent: string | undefined, file: string): string {
  const range = parent === undefined ? [commit] : [`${parent}..${commit}`];
  const format = `--format=%an%x00%ce%x00%(trailers:key=${requestedBy},valueonly,separator=%x2C)`;
  const said = ask(['log', '-1', '--no-merges', format, ...range, '--', file], '.') ?? '';
  const [author = '', committer, asked = ''] = said.split('\0');
  // In anybody else's commit it could be anybody's name.
  return committer === bot.email && isAccount(asked.trim()) ? `${asked.trim()}, by ${author}` : author;
}

/** Whether a text can be the name of an account on GitHub, and of one alone. */
export function isAccount(name: string): boolean {
  return /^[\w.[\]-]+$/.test(name);
}

/**
 * The pins that a rollback can go back to, the newest first: each that was left for a newer one. What was rolled back from is not
 * among them, or a second rollback would bring it again.
 */
export function pinsBefore(changes: readonly Change[]): Change[] {
  const stack: Change[] = [];
  for (const change of changes.toReversed()) {
    if (change.pin === undefined || isPlaceholder(change.pin)) continue;
    const again = stack.findIndex(({ pin }) => isSamePin(pin, change.pin));
    if (again >= 0) stack.length = again;
    stack.push(change);
  }
  return stack.slice(0, -1).toReversed();
}

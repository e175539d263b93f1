// What a cluster pinned when, and who changed it: nobody keeps a list of it but Git.
import { isPlaceholder, isSamePin, type Pin, pinsOfText } from '../../lib/pins/images.ts';
import { ask, blobs, git } from '../../tools/git.ts';

/** A commit, on the way of the branch itself, that changed what a cluster pins for a service. */
export interface Change {
  readonly commit: string;
  /** When it was committed to the branch, in seconds since 1970. */
  readonly time: number;
  /** Who wrote it, not who merged it; behind the bot's name for whom. */
  readonly author: string;
  /** Undefined where it took the pin out. */
  readonly pin: Pin | undefined;
}

/** Behind this in a commit's message stands who asked a workflow for it. */
export const requestedBy = 'Requested-By';

/**
 * The changes of a service's pin in a file that are in `HEAD`, the newest first. Where branches were merged, that is when.
 * @throws Error in a shallow clone, which does not hold them all
 */
export function changesOf(file: string, service: string): Change[] {
  if (ask(['rev-parse', '--is-shallow-repository'], '.') === 'true')
    throw new Error('This clone is shallow and does not hold the history of the pins; run git fetch --unshallow');
  const versions = versionsOf(file);
  const pins = versions.map(({ text }) => pinsOfText(text)[service]);
  return versions.flatMap(({ commit, time, parent }, index) => {
    const pin = pins[index];
    if (isSamePin(pin, pins[index + 1])) return [];
    return [{ commit, time, author: authorOf(commit, parent, file), pin }];
  });
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
  const format = `--format=%an%x00%(trailers:key=${requestedBy},valueonly,separator=%x2C)`;
  const [author = '', asked = ''] = (ask(['log', '-1', '--no-merges', format, ...range, '--', file], '.') ?? '').split(
    '\0',
  );
  return asked.trim() === '' ? author : `${asked.trim()}, by ${author}`;
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

// The commit of a pin beside main: made of what main holds and of Git's objects, so nothing that another job wrote gets into it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isPlaceholder, type Pin, pinOf, pinOfImage, pinsOfText } from '../../lib/pins/images.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { ask, git } from '../../tools/git.ts';

/** What is asked of the job that writes. */
interface Wanted {
  readonly service: string;
  readonly cluster: string;
  /** The cluster's file of pins, as an earlier job names it. */
  readonly file: string;
  /** The file of pins of the stage before, as an earlier job names it; or else the image that it built. */
  readonly from?: string;
  readonly image?: string;
}

/**
 * The pin that a cluster gets. An earlier job may say which stage comes before, but not which image that has.
 * @throws Error where it names what is no file of that cluster, or no pin of that service
 */
export function wantedPin({ service, cluster, file, from, image }: Wanted, commit: string, cwd: string): Pin {
  if (basename(file) !== `${cluster}.yaml`) throw new UsageError(`FILE is not the file of pins of "${cluster}"`);
  const pin = image ? pinOfImage(image) : from ? pinIn(from, service, { file, commit, cwd }) : undefined;
  if (pin === undefined || isPlaceholder(pin))
    throw new UsageError('Neither FROM names the pins of the stage before, nor PIN an image, so nothing is committed');
  return pin;
}

function pinIn(
  from: string,
  service: string,
  { file, commit, cwd }: { readonly file: string; readonly commit: string; readonly cwd: string },
): Pin | undefined {
  if (dirname(from) !== dirname(file)) return undefined;
  return pinOf(pinsOfText(ask(['show', `${commit}:${from}`], cwd) ?? ''), service);
}

/** A commit's tree with another text of one of its files. @returns the tree's id */
export function treeWith(
  file: string,
  text: string,
  { commit, cwd }: { readonly commit: string; readonly cwd: string },
): string {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    const blob = git(['hash-object', '-w', '--no-filters', '--stdin'], { cwd, input: text }).toString('utf8').trim();
    git(['read-tree', commit], { cwd, env });
    git(['update-index', '--cacheinfo', `100644,${blob},${file}`], { cwd, env });
    return git(['write-tree'], { cwd, env }).toString('utf8').trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

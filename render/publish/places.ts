// Where a tree may be published to, and the folders beside it that a run works in.
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileOnTheWayTo, notAFolder } from '../../lib/files.ts';
import { isLink, linkIn, linkProblem } from '../../lib/links.ts';
import type { Files } from './changes.ts';
import { errno } from './errno.ts';

/** Why a tree could not be published; the target is as it was. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
}

/** Absolute paths; what each is for stands in `index.ts`. */
export interface Places {
  readonly target: string;
  readonly work: string;
  readonly next: string;
  readonly previous: string;
  readonly trash: string;
}

export function placesOf(path: string): Places {
  const target = resolve(path);
  const work = join(dirname(target), `.${basename(target)}.publish`);
  return { target, work, next: join(work, 'next'), previous: join(work, 'previous'), trash: join(work, 'trash') };
}

/** @throws PublishError for a target that is no folder, or that a swap would move away from under its owner */
export function refuseUnfit({ target, work }: Places): void {
  for (const place of [target, work]) {
    const link = isLink(place) ? place : linkIn(place);
    if (link !== undefined) throw new PublishError(linkProblem(link));
    const file = fileOnTheWayTo(place);
    if (file !== undefined)
      throw new PublishError(`${file} ${notAFolder.problem}; ${notAFolder.remedy}, or name another folder with --out`);
  }
  if (contains(target, process.cwd()))
    throw new PublishError(`${target} holds the working directory: name a folder that only rendered files live in`);
}

/** @throws PublishError for what somebody else put where this run would write */
export function refuseForeign(paths: readonly string[], target: string): void {
  if (paths.length === 0) return;
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  const named = paths.slice(0, 3).map((path) => `${target}/${path}`);
  throw new PublishError(
    `${named.join(', ')}${more}: not written by synth, so nothing is touched; move that away, or name another folder with --out`,
  );
}

/** @throws PublishError for a path that leads out of the owned folders */
export function refuseOutside(files: Files, owned: ReadonlySet<string>): void {
  for (const path of files.keys()) {
    const parts = path.split('/');
    const isPlain = parts.length > 1 && parts.every((part) => !/^\.{0,2}$|\\/.test(part));
    if (!isPlain || !owned.has(parts[0] ?? '')) throw new PublishError(`${path} is in no folder that this run owns`);
  }
}

/** An error of the file system about rights, said so that it can be mended; any other as it is. */
export function explained(error: unknown, { target, work }: Places): unknown {
  if (!['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'].includes(errno(error) ?? '')) return error;
  const why = `${target} is swapped as a whole, through ${work}: make the folder that holds both writable, and one file system`;
  return new PublishError(`${why} (${errno(error)})`, { cause: error });
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

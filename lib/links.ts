// A link in a work tree leads wherever its author wants: what we write goes through folders that are real.
import { isAbsolute, join, relative, sep } from 'node:path';
import { statusOf } from './files.ts';

/**
 * The first part of a path that is a symbolic link, itself included; undefined where there is none. Only what lies below
 * the root is looked at: the way there, and any other place, is the caller's own.
 * @param root a folder. @default the working directory
 */
export function linkIn(path: string, root = '.'): string | undefined {
  const parts = relative(root, path).split(sep);
  if (parts[0] === '..' || isAbsolute(relative(root, path))) return undefined;
  return parts.map((_, index) => join(root, ...parts.slice(0, index + 1))).find(isLink);
}

/** @throws Error for a path that {@link linkIn} finds a link in */
export function refuseLinks(path: string, root = '.'): void {
  const link = linkIn(path, root);
  if (link !== undefined) throw new Error(linkProblem(link));
}

/** What is wrong with a link, in words. */
export function linkProblem(link: string): string {
  return `${link} is a symbolic link: nothing is written where it leads; delete it`;
}

export function isLink(path: string): boolean {
  return statusOf(path)?.isSymbolicLink() ?? false;
}

/** Whether there is a folder, and not a link to one. */
export function isFolder(path: string): boolean {
  return statusOf(path)?.isDirectory() ?? false;
}

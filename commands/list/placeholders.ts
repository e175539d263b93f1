// Values that stand for a fork's own are made to be found: reserved names, all zeroes, the word "demonstration".
import { join } from 'node:path';
import { entriesBelow, readText } from '../../lib/files.ts';
import { isFolder } from '../../lib/links.ts';

/** A value that a fork must replace, and where it stands. */
export interface Placeholder {
  readonly value: string;
  /** From the repository's root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Source of the reserved names: RFC 2606, section 3; the rest is our own convention. */
const patterns = [
  /(?:[\w-]+@)?(?:[a-z0-9-]+\.)*example\.(?:com|net|org)\b/g,
  /\bexample\.azurecr\.io\b/g,
  /https:\/\/github\.com\/example\/[\w-]+/g,
  /(?<=^|\s)@example\/[\w-]+/g,
  /(?<=')example\/[\w-]+(?=')/g,
  /(?<=^ +registry: )example\b/g,
  /\brg-example-[a-z0-9-]+/g,
  /\bkv-example-[a-z0-9-]+/g,
  /\bexample-[a-z0-9-]+-flux\b/g,
  /\b0{8}-0{4}-0{4}-0{4}-0{12}\b/g,
  /\bsha256:0{64}\b/g,
  /\bdemonstration\b/g,
];

/** All placeholders in some files and in all files of some folders, in the order of files and lines. */
export function placeholdersIn(paths: readonly string[]): Placeholder[] {
  return [...new Set(paths.flatMap(filesAt))].toSorted().flatMap((file) =>
    readText(file)
      .split('\n')
      .flatMap((text, index) => inLine(text, file, index + 1)),
  );
}

function filesAt(path: string): string[] {
  if (!isFolder(path)) return [path];
  return entriesBelow(path)
    .filter((entry) => entry.isFile() && /\.(ts|yaml)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
}

const comment = /(^|\s)(\/\/|#|\*|\/\*\*).*$/;

/** Of owners: there `*` is every file. */
const commentOfOwners = /(^|\s)#.*$/;

/** Comments explain, they set nothing. */
function inLine(text: string, file: string, line: number): Placeholder[] {
  const setting = text.replace(file.endsWith('CODEOWNERS') ? commentOfOwners : comment, '');
  const values = patterns.flatMap((pattern) => setting.match(pattern) ?? []);
  return [...new Set(values)].map((value) => ({ value, file, line }));
}

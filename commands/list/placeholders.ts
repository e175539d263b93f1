// Values that stand for a fork's own are made to be found: reserved names, all zeroes, the word "demonstration".
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A value that a fork must replace, and where it stands. */
export interface Placeholder {
  readonly value: string;
  /** From the repository's root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Source of the reserved names: RFC 2606, section 3; the rest is our own convention for `clusters/`. */
const patterns = [
  /(?:[\w-]+@)?(?:[a-z0-9-]+\.)*example\.(?:com|net|org)\b/g,
  /\bexample\.azurecr\.io\b/g,
  /https:\/\/github\.com\/example\/[\w-]+/g,
  /\brg-example-[a-z0-9-]+/g,
  /\bkv-example-[a-z0-9-]+/g,
  /\b0{8}-0{4}-0{4}-0{4}-0{12}\b/g,
  /\bsha256:0{64}\b/g,
  /\bdemonstration\b/g,
];

/** All placeholders in a folder of settings, in the order of files and lines. @param folder `clusters` */
export function placeholdersIn(folder: string): Placeholder[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|yaml)$/.test(file))
    .map((file) => join(folder, file))
    .toSorted()
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((text, index) => inLine(text, file, index + 1)),
    );
}

/** Comments explain, they set nothing. */
function inLine(text: string, file: string, line: number): Placeholder[] {
  const setting = text.replace(/(^|\s)(\/\/|#|\*|\/\*\*).*$/, '');
  const values = patterns.flatMap((pattern) => setting.match(pattern) ?? []);
  return [...new Set(values)].map((value) => ({ value, file, line }));
}

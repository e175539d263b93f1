// A program's place in the cache says what it was built from, not what lies there now: it is run only if it is, byte for
// byte, the one that was built.
import { createHash } from 'node:crypto';
import { createReadStream, type BigIntStats } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Of this platform, among the pins: what `sha256sum --check` reads in the folder of the cache. */
export const committedFile = `${process.platform}-${process.arch}.sha256`;

/** Where the digest of a program is recorded that none is committed of, as it was built. */
export function recordOf(path: string): string {
  return `${path}.sha256`;
}

/** The line for a program in the cache, in such a file. */
export function digestLine(digest: string, path: string): string {
  return `${digest}  ${entryOf(path)}\n`;
}

/** The digest that is committed of a program at a path in the cache; undefined where there is none. */
export function committedDigest(path: string, pins: string): Promise<string | undefined> {
  return digestIn(join(pins, committedFile), path);
}

/** Whether a program in the cache is the one that is committed; where none is, the one that was built here. */
export async function isAsBuilt(path: string, pins: string): Promise<boolean> {
  const expected = (await committedDigest(path, pins)) ?? (await digestIn(recordOf(path), path));
  return expected !== undefined && (await digestOf(path)) === expected;
}

const digests = new Map<string, Promise<string>>();

/**
 * SHA-256 of a file, undefined for what is no file. A big program takes 0.2 s: it is read once in a process, for as long as
 * it is the same. Whoever changes a file can set every date of it but `ctime`.
 */
export async function digestOf(path: string): Promise<string | undefined> {
  const stat: BigIntStats = await lstat(path, { bigint: true });
  if (!stat.isFile()) return undefined;
  const key = [path, stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join('|');
  const digest = digests.get(key) ?? read(path);
  digests.set(key, digest);
  return digest;
}

async function read(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}

async function digestIn(file: string, path: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.split('  '));
  return lines.find(([, entry]) => entry === entryOf(path))?.[0];
}

/** A program in its folder, as the cache's folder has it. */
function entryOf(path: string): string {
  return `${basename(dirname(path))}/${basename(path)}`;
}

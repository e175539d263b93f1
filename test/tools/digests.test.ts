// What lies in the cache may have been changed since it was built, and is fed with secret values: it is compared first.
import { appendFile, chmod, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { cachePath } from '../../tools/cache.ts';
import { changed } from '../../tools/find.ts';
import { committedFile, digestLine, digestOf } from '../../tools/digests.ts';
import { readPin } from '../../tools/pin.ts';
import { programNames } from '../../tools/programs.ts';
import { findTools, tool, tools } from '../../tools/tool.ts';
import { workshop } from '../../tools/workshop.ts';
import { goodGo, useWorkbench } from './workbench.ts';

const bench = useWorkbench();

/** A sops that was built before, by the cache's own way. */
async function built(): Promise<string> {
  await bench().go(goodGo);
  return tool('sops', bench().shop);
}

/** Says in the pins what sops must be. */
async function commit(path: string, digest: string): Promise<void> {
  await writeFile(bench().at('pins', committedFile), digestLine(digest, path));
}

const evil = '#!/bin/sh\necho evil\n';
const replaced: [string, (path: string) => Promise<unknown>][] = [
  ['was written over', (path) => writeFile(path, evil)],
  ['was appended to', (path) => appendFile(path, '\n')],
  [
    'was exchanged, with its dates and its size kept',
    async (path) => {
      const { atime, mtime, size } = await stat(path);
      await writeFile(`${path}.new`, evil.padEnd(size, '#').slice(0, size), { mode: 0o755 });
      await utimes(`${path}.new`, atime, mtime);
      await rename(`${path}.new`, path);
    },
  ],
  [
    'became a link',
    async (path) => {
      await writeFile(`${path}.new`, await readFile(path), { mode: 0o755 });
      await rm(path);
      await symlink(`${path}.new`, path);
    },
  ],
];

describe.each(['recorded when it was built', 'committed'])('a program whose checksum is %s', (how) => {
  test.each(replaced)('and that %s is not run: it is built anew, and that is said', async (_name, replace) => {
    const path = await built();
    const good = (await digestOf(path)) ?? '';
    if (how === 'committed') await commit(path, good);
    await replace(path);
    expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'nowhere', because: changed }]);
    bench().seen.length = 0;
    expect(await tools(['sops'], bench().shop)).toMatchObject([{ from: 'build', path }]);
    expect(bench().seen[0]).toBe(`${changed}: building sops 3.13.3 (1 of 1)`);
    expect(await digestOf(path)).toBe(good);
  });

  test('is run where it is the same, whatever its dates say', async () => {
    const path = await built();
    if (how === 'committed') await commit(path, (await digestOf(path)) ?? '');
    await utimes(path, 0, 0);
    await chmod(path, 0o700);
    expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'cache', path }]);
  });
});

test('a program of which no checksum is known is built anew', async () => {
  const path = await built();
  await rm(`${path}.sha256`);
  expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'nowhere', because: changed }]);
});

test('a record in the cache counts for nothing where a checksum is committed', async () => {
  const path = await built();
  await commit(path, (await digestOf(path)) ?? '');
  await writeFile(path, evil);
  await writeFile(`${path}.sha256`, digestLine((await digestOf(path)) ?? '', path));
  expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'nowhere', because: changed }]);
});

test('a build that does not give what is committed leaves nothing, and says which file to look at', async () => {
  const path = await built();
  await rm(dirname(path), { recursive: true });
  await commit(path, '0'.repeat(64));
  await expect(tool('sops', bench().shop)).rejects.toThrow(
    /go build made what \S+\.sha256 does not have \(sha256 [0-9a-f]{64}\)/,
  );
  expect(await bench().cached()).toEqual([]);
});

test('any other bytes are another program', async () => {
  const path = await built();
  const good = await readFile(path);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2 * good.length }), async (bytes) => {
      await writeFile(path, bytes);
      const [found] = await findTools(['sops'], bench().shop);
      expect(found?.from).toBe(good.equals(bytes) ? 'cache' : 'nowhere');
    }),
    { numRuns: 100, examples: [[Uint8Array.from(good)]] },
  );
});

test('each program has its checksum in tools/ for Linux on x64, and no other line is there', async () => {
  const { pins, env } = workshop();
  const paths = await Promise.all(programNames.map(async (name) => cachePath(await readPin(name, pins), env)));
  const entries = paths.map((path) => `${basename(dirname(path))}/${basename(path)}`);
  const lines = (await readFile('tools/linux-x64.sha256', 'utf8')).trimEnd().split('\n');
  expect(lines.filter((line) => !/^[0-9a-f]{64} {2}\S+$/.test(line))).toEqual([]);
  // The name has the platform in it: elsewhere the names are others, and nothing is committed.
  const onLinux = process.platform === 'linux' && process.arch === 'x64';
  expect(onLinux ? lines.map((line) => line.slice(66)).toSorted() : []).toEqual(onLinux ? entries.toSorted() : []);
});

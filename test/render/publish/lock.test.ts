import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { publish } from '../../../render/publish/index.ts';
import { mark, withLock } from '../../../render/publish/lock.ts';
import { compile } from './compile.ts';
import { generation, isOurs } from './generation.ts';
import { treeAt, withFolder } from './tree.ts';

test('a dead run holds nobody up', () =>
  withFolder((folder) => {
    const dead = spawnSync(process.execPath, ['--version']).pid;
    mkdirSync(join(folder, '.dist.publish', 'next', 'dev'), { recursive: true });
    writeFileSync(join(folder, '.dist.publish', '.gitignore'), mark);
    writeFileSync(join(folder, '.dist.publish', `lock-${dead}-x`), '');
    publish(generation(1, 5), { target: join(folder, 'dist'), clusters: ['production'], isOurs });
    expect(treeAt(folder)).toEqual(
      Object.fromEntries([...generation(1, 5)].map(([path, text]) => [`dist/${path}`, text])),
    );
  }));

test('a living run is waited for, and named when it does not end', () =>
  withFolder(async (folder) => {
    const other = spawn(process.execPath, ['--eval', 'process.stdin.resume()']);
    const ended = once(other, 'close');
    await once(other, 'spawn');
    try {
      writeFileSync(join(folder, `lock-${other.pid}-x`), '');
      expect(() => withLock(folder, () => 'done', 30)).toThrow(`process ${other.pid} publishes to the same folder`);
      expect(readdirSync(folder)).toEqual([`lock-${other.pid}-x`]);
    } finally {
      other.stdin.end();
      await ended;
    }
    expect(withLock(folder, () => 'done', 30)).toBe('done');
  }));

test('two runs on one target take turns, and each leaves a whole tree', () =>
  withFolder(async (folder) => {
    const program = compile(join(folder, 'program'));
    const target = join(folder, 'dist');
    const rounds = 10;
    const children = [0, 1_000].map((first) =>
      spawn(process.execPath, [program, target, `${first}`, '30'], { stdio: ['ignore', 'pipe', 'inherit'], env: {} }),
    );
    const lasts = await Promise.all(
      children.map(async (child) => {
        const ended = once(child, 'close');
        const lines: string[] = [];
        for await (const line of createInterface(child.stdout)) if (lines.push(line) > rounds) child.kill('SIGKILL');
        await ended;
        return Number(lines.at(-1));
      }),
    );
    const last = generation(5_000, 30);
    publish(last, { target, clusters: ['production'], isOurs });
    expect(treeAt(target)).toEqual(Object.fromEntries(last));
    expect(lasts[0]).toBeGreaterThanOrEqual(rounds - 1);
    expect(lasts[1]).toBeGreaterThanOrEqual(1_000 + rounds - 1);
    expect(readdirSync(folder).toSorted()).toEqual(['dist', 'program']);
  }));

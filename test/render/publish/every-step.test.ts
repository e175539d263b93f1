import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { changesOf, dyingFs, killedAfter } from './dying-fs.ts';
import { isOurs } from './generation.ts';
import { treeAt, withFolder } from './tree.ts';

jest.unstable_mockModule('node:fs', () => dyingFs);
const { publish, recover } = await import('../../../render/publish/index.ts');

const kept = { 'old/a.yaml': 'kept' };
const before = { 'dev/apps/a.yaml': 'old', 'dev/apps/b.yaml': 'same', 'dev/apps/gone.yaml': 'old' };
const after = { 'dev/apps/a.yaml': 'new!', 'dev/apps/b.yaml': 'same', 'dev/apps/c.yaml': 'new!' };
const finished = spawnSync(process.execPath, ['--version']).pid;

describe.each([
  ['a second run', { ...before, ...kept }, { ...after, ...kept }],
  ['a first run', undefined, after],
])('%s that is killed at any of its changes to the disk', (_name, old, whole) => {
  test('leaves the old tree or the new one, once it is healed, and never a mixture before', async () => {
    const outcomes = new Set<unknown>();
    for (const step of await steps((folder) => {
      const target = prepared(folder, old);
      return () => rerun(target);
    }))
      await withFolder((folder) => {
        const target = prepared(folder, old);
        killedAfter(step, () => rerun(target));

        const found = treeAt(target);
        expect([old, whole, undefined]).toContainEqual(found);
        // Missing is an old tree only between the two renames.
        const previous = existsSync(join(folder, '.dist.publish', 'previous'));
        expect(found !== undefined || previous).toBe(found !== undefined || old !== undefined);

        bury(folder);
        recover(target);
        const healed = treeAt(target);
        expect([old, whole]).toContainEqual(healed);
        expect(healed).toEqual(found ?? old);
        expect(readdirSync(folder).filter((name) => name !== 'dist')).toEqual([]);
        outcomes.add(JSON.stringify(healed));

        rerun(target);
        expect(treeAt(target)).toEqual(whole);
      });
    expect(outcomes.size).toBe(2);
  });

  test('and whose healing is killed as well, loses nothing either', async () => {
    for (const first of await steps((folder) => {
      const target = prepared(folder, old);
      return () => rerun(target);
    })) {
      const killed = (folder: string): string => {
        const target = prepared(folder, old);
        killedAfter(first, () => rerun(target));
        bury(folder);
        return target;
      };
      for (const second of await steps((folder) => {
        const target = killed(folder);
        return () => recover(target);
      }))
        await withFolder((folder) => {
          const target = killed(folder);
          killedAfter(second, () => recover(target));
          bury(folder);
          recover(target);
          expect([old, whole]).toContainEqual(treeAt(target));
          expect(readdirSync(folder).filter((name) => name !== 'dist')).toEqual([]);
        });
    }
  });
});

function prepared(folder: string, old: Record<string, string> | undefined): string {
  const target = join(folder, 'dist');
  if (old) publish(new Map(Object.entries(old)), { target, clusters: ['dev', 'old'], isOurs });
  return target;
}

function rerun(target: string): void {
  publish(new Map(Object.entries(after)), { target, clusters: ['dev'], isOurs });
}

/** The numbers of all changes to the disk that an action makes, once it is prepared in a folder. */
async function steps(prepare: (folder: string) => () => void): Promise<number[]> {
  let count = 0;
  await withFolder((folder) => {
    count = changesOf(prepare(folder));
  });
  return Array.from({ length: count }, (_, step) => step);
}

/** The process of the test lives on: its lock becomes that of a process that does not. */
function bury(folder: string): void {
  const work = join(folder, '.dist.publish');
  if (!existsSync(work)) return;
  for (const name of readdirSync(work).filter((name) => name.startsWith('lock-')))
    renameSync(join(work, name), join(work, name.replace(/\d+/, String(finished))));
}

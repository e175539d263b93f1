import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { publish, recover } from '../../../render/publish/index.ts';
import { compile } from './compile.ts';
import { generation, isOurs } from './generation.ts';
import { treeAt, withFolder } from './tree.ts';

const kills = 55;
const files = 300;

test(`a publish that is killed, ${kills} times at random moments, leaves the old tree or the new one`, async () => {
  await withFolder(async (folder) => {
    const publisher = compile(join(folder, 'program'));
    const target = join(folder, 'work', 'dist');
    mkdirSync(dirname(target));
    let whole = 0;
    publish(generation(whole, files), { target, clusters: ['production'], isOurs });
    const unhurried = await publishUntilKilled(publisher, [join(folder, 'other', 'dist'), '0', `${files}`]);

    // A machine with other work is slower now than it was: some are killed in a later round.
    for (const moment of fc.sample(fc.double({ min: 0, max: 4, noNaN: true }), { numRuns: kills, seed: 8 })) {
      const after = moment * unhurried.milliseconds;
      const { reported = whole } = await publishUntilKilled(publisher, [target, `${whole + 1}`, `${files}`], after);
      const found = generationIn(target);
      // Between the two renames there is no tree; at any other moment there is one.
      const missing = existsSync(join(folder, 'work', '.dist.publish', 'previous')) && !existsSync(target);
      expect(found === undefined).toBe(missing);
      recover(target);
      const healed = generationIn(target) ?? Number.NaN;
      expect(healed).toBe(found ?? healed);
      expect([reported, reported + 1]).toContain(healed);
      expect(readdirSync(dirname(target))).toEqual(['dist']);
      whole = healed;
    }
    publish(generation(whole + 1, files), { target, clusters: ['production'], isOurs });
    expect(generationIn(target)).toBe(whole + 1);
  });
}, 60_000);

/** The one generation whose every file is there, and no other file; undefined without a tree. */
function generationIn(target: string): number | undefined {
  const tree = treeAt(target);
  if (tree === undefined) return undefined;
  const number = Number(/\d+/.exec(Object.values(tree)[0] ?? '')?.[0]);
  expect(tree).toEqual(Object.fromEntries(generation(number, files)));
  return number;
}

/**
 * Lets a process publish and kills it, at once after its first generation or some time after it began. Returns the last
 * generation that it reported, and how long it worked.
 */
async function publishUntilKilled(
  program: string,
  args: readonly string[],
  after?: number,
): Promise<{ reported: number | undefined; milliseconds: number }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
  const ended = once(child, 'close');
  const reported: number[] = [];
  let began = 0;
  for await (const line of createInterface(child.stdout)) {
    if (line !== 'ready') reported.push(Number(line));
    else began = performance.now();
    if (line === 'ready' && after !== undefined) setTimeout(() => child.kill('SIGKILL'), after);
    if (line !== 'ready' && after === undefined) child.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return { reported: reported.at(-1), milliseconds: performance.now() - began };
}

// Builds a pinned program into the cache, whole or not at all.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { committedDigest, committedFile, digestLine, digestOf, recordOf } from './digests.ts';
import type { Pin } from './pin.ts';
import { run } from './run.ts';
import type { Workshop } from './workshop.ts';

/**
 * Runs the pin's builder, found at `command`, and puts the executable at `target`, in a folder of its own. It is built
 * beside that folder and a rename puts it in place, so a reader sees the whole program or none, and of two builds at
 * once the last one wins.
 *
 * @throws Error with the builder's last words, if it fails, or if what it made is not what is committed of it; nothing is
 *   left then.
 */
export async function build(command: string, pin: Pin, target: string, { env, pins }: Workshop): Promise<void> {
  const folder = dirname(target);
  const partial = `${folder}.${randomUUID()}.partial`;
  await mkdir(join(partial, 'bin'), { recursive: true });
  try {
    await make(command, pin, partial, env);
    const made = join(partial, 'bin', pin.executable);
    const digest = (await digestOf(made)) ?? '';
    const committed = await committedDigest(target, pins);
    if (committed !== undefined && committed !== digest)
      throw new Error(`${pin.builder.action} made what ${committedFile} does not have (sha256 ${digest}): ${remedy}`);
    await mkdir(folder, { recursive: true });
    if (committed === undefined) await writeFile(recordOf(target), digestLine(digest, target));
    await rename(made, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

const remedy = 'after the toolchain was raised, delete that file and run: npm run tools -- --record';

/** Runs the builder, twice where its sources must be prepared. */
async function make(
  command: string,
  { builder, args, folder, prepare }: Pin,
  output: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const start = async (words: readonly string[], cwd: string): Promise<void> => {
    const { code, stderr } = await run(command, words, { cwd, env: builder.env(env) });
    if (code !== 0) throw new Error(`${builder.action} failed: ${lastLines(stderr, 5)}`);
  };
  await start(args(output), (await prepare?.(output, start)) ?? folder);
}

/** Go also reports every module that it downloads, which would push the reason out of sight. */
function lastLines(text: string, count: number): string {
  const lines = text.trim().split('\n');
  return lines
    .filter((line) => !line.startsWith('go: downloading '))
    .slice(-count)
    .join('\n');
}

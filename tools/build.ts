// Builds a pinned program into the cache, whole or not at all.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Pin } from './pin.ts';

/**
 * Runs `go build` and puts the executable at `target`, in a folder of its own. Go writes beside that folder and a
 * rename puts it in place, so a reader sees the whole program or none, and of two builds at once the last one wins.
 *
 * @throws Error with the last words of Go, if the build fails; nothing is left then.
 */
export async function build(go: string, pin: Pin, target: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = dirname(target);
  const partial = `${folder}.${randomUUID()}.partial`;
  await mkdir(dirname(folder), { recursive: true });
  try {
    await goBuild(go, ['build', '-o', partial, ...pin.buildArgs], pin.module, env);
    await mkdir(folder, { recursive: true });
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}

/** Go keeps its proxy and its caches as the user set them; what would change the executable is set here. */
function goEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GOOS: _os, GOARCH: _arch, ...rest } = env;
  return { ...rest, GOFLAGS: '-mod=readonly', GOWORK: 'off', CGO_ENABLED: '0' };
}

function goBuild(go: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(go, args, { cwd, env: goEnv(env), stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4000)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`go build failed: ${lastLines(words, 5)}`));
    });
  });
}

/** Go also reports every module that it downloads, which would push the reason out of sight. */
function lastLines(text: string, count: number): string {
  const lines = text.trim().split('\n');
  return lines
    .filter((line) => !line.startsWith('go: downloading '))
    .slice(-count)
    .join('\n');
}

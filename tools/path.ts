// Looks for a program that the machine already has: every one of that name on PATH, not only the first.
import { access, constants, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, resolve } from 'node:path';
import type { Pin } from './pin.ts';
import type { OnPath } from './programs.ts';
import { run } from './run.ts';
import { fits } from './version.ts';

/** A program on PATH; without a version if it does not tell one, as a build by hand may. */
export interface Candidate {
  readonly path: string;
  readonly version?: string;
}

/**
 * All programs of the pin's name in `KUBEBUILDER_ASSETS` (the folder in which Kubernetes' own test environments keep
 * theirs), then on PATH, in its order. None, if the program cannot tell its version.
 */
export async function candidates({ executable, program }: Pin, env: NodeJS.ProcessEnv): Promise<Candidate[]> {
  const asks = program.onPath;
  if (asks === undefined) return [];
  const PATH = [env.KUBEBUILDER_ASSETS, env.PATH].filter(Boolean).join(delimiter);
  return Promise.all((await onPath(executable, { PATH })).map((path) => ask(path, asks, env)));
}

export function isFit(candidate: Candidate, pin: Pin): candidate is Required<Candidate> {
  const fit = pin.program.onPath?.fit;
  return candidate.version !== undefined && fit !== undefined && fits(candidate.version, pin.release, fit);
}

/** Executable files with that name in the folders of PATH, each once (`/bin` often is a link to `/usr/bin`). */
export async function onPath(name: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const paths = (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => resolve(folder, name));
  const targets = await Promise.all(paths.map(executable));
  return paths.filter((_, index) => targets[index] !== undefined && targets.indexOf(targets[index]) === index);
}

async function executable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile() ? await realpath(path) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * It may be anything of that name: it gets ten seconds, PATH, and HOME for the shims of version managers. One that finds its
 * version in this folder's settings alone is not asked here, as tests start it in others.
 */
async function ask(path: string, { args, version }: OnPath, { PATH, HOME }: NodeJS.ProcessEnv): Promise<Candidate> {
  try {
    const { code, stdout, stderr } = await run(path, args, { cwd: tmpdir(), env: { PATH, HOME }, timeout: 10_000 });
    return code !== 0 ? { path } : { path, version: version.exec(stdout + stderr)?.[1] };
  } catch {
    return { path };
  }
}

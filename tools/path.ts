// Looks for a program that the machine already has: every one of that name on PATH, not only the first.
import { execFile } from 'node:child_process';
import { access, constants, realpath, stat } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Pin } from './pin.ts';
import { fits } from './version.ts';

const run = promisify(execFile);

/** A program on PATH; without a version if it does not tell one, as a build by hand may. */
export interface Candidate {
  readonly path: string;
  readonly version?: string;
}

/** All programs of the pin's name on PATH, in its order. */
export async function candidates(pin: Pin, env: NodeJS.ProcessEnv): Promise<Candidate[]> {
  return Promise.all((await onPath(pin.name, env)).map((path) => ask(path, pin, env)));
}

export function isFit(candidate: Candidate, pin: Pin): candidate is Required<Candidate> {
  return candidate.version !== undefined && fits(candidate.version, pin.release, pin.program.fit);
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

/** It may be anything of that name: it gets ten seconds, PATH, and HOME for the shims of version managers. */
async function ask(path: string, { program }: Pin, { PATH, HOME }: NodeJS.ProcessEnv): Promise<Candidate> {
  try {
    const { stdout, stderr } = await run(path, [...program.versionArgs], { env: { PATH, HOME }, timeout: 10_000 });
    return { path, version: program.versionPattern.exec(stdout + stderr)?.[1] };
  } catch {
    return { path };
  }
}

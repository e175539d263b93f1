// Where a pinned program is, without building it: on PATH in a version that fits, else in the cache.
import { access, constants } from 'node:fs/promises';
import { cachePath } from './cache.ts';
import { isAsBuilt } from './digests.ts';
import { type Candidate, candidates, isFit } from './path.ts';
import type { Pin } from './pin.ts';
import type { ProgramName } from './programs.ts';
import { wanted } from './version.ts';
import type { Workshop } from './workshop.ts';

/** A program that can be run, and where it comes from. */
export interface Found {
  readonly name: ProgramName;
  /** Of the program on PATH; the pinned one otherwise. */
  readonly version: string;
  /** Absolute. */
  readonly path: string;
  readonly from: 'PATH' | 'cache' | 'build';
  /** How long the build took, if it was built now. */
  readonly seconds?: number;
}

/** A program that is not there, and why in words. */
export interface Missing {
  readonly name: ProgramName;
  readonly version: string;
  readonly from: 'nowhere';
  readonly because: string;
}

/** Why a program of the cache is not run. */
export const changed = 'what is in the cache is not what was built';

/** @throws Error where the cache is not this user's alone */
export async function find(pin: Pin, { env, pins }: Workshop): Promise<Found | Missing> {
  const { name, release } = pin;
  const onPath = await candidates(pin, env);
  const fitting = onPath.find((candidate) => isFit(candidate, pin));
  if (fitting) return { name, version: fitting.version, path: fitting.path, from: 'PATH' };
  const path = cachePath(pin, env);
  const missing = { name, version: release, from: 'nowhere' } as const;
  if (!(await isThere(path))) return { ...missing, because: whyUnfit(onPath, pin) };
  if (!(await isAsBuilt(path, pins))) return { ...missing, because: changed };
  return { name, version: release, path, from: 'cache' };
}

function whyUnfit(onPath: readonly Candidate[], { release, program }: Pin): string {
  if (program.onPath === undefined) return 'not built yet';
  if (onPath.length === 0) return 'not on PATH';
  const versions = onPath.map(({ path, version }) => `${path} is ${version ?? 'of an unknown version'}`);
  return `${versions.join(', ')}, wanted is ${wanted(release, program.onPath.fit)}`;
}

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

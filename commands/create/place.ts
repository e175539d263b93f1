// Where a new repository goes: what is there is left alone, and what is made is there as a whole, or not at all.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { statusOf } from '../../lib/files.ts';
import { UsageError } from '../../lib/usage-error.ts';
import type { Files } from './personal.ts';

/** @throws UsageError where something is there already */
export function refuseTaken(folder: string): void {
  const status = statusOf(folder);
  if (status === undefined) return;
  if (!status.isDirectory()) throw new UsageError(`${folder} is no folder; name one that is not there yet`);
  if (readdirSync(folder).length > 0)
    throw new UsageError(
      `${folder} is not empty; name a folder that is not there yet, or delete what an earlier run left`,
    );
}

/** @throws UsageError for a file that is no tarball of the package */
export function refuseOther(tarball: string): void {
  if (!/^[\w.-]+\.tgz$/.test(basename(tarball)) || statusOf(resolve(tarball))?.isFile() !== true)
    throw new UsageError(
      `--package is the file that npm run pack wrote, such as fleetwright-0.1.0.tgz, or a version that a registry of yours has, not "${tarball}"`,
    );
}

/** All of them, or none: they are put together beside their place. */
export function place(files: Files, folder: string, tarball: string | undefined): void {
  const around = dirname(resolve(folder));
  mkdirSync(around, { recursive: true });
  const stage = mkdtempSync(join(around, '.fleetwright-create-'));
  try {
    const made = join(stage, 'made');
    for (const [path, text] of files) write(join(made, path), text);
    if (tarball !== undefined) copyFileSync(tarball, join(made, basename(tarball)));
    renameSync(made, folder);
  } finally {
    rmSync(stage, { recursive: true });
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: text.startsWith('#!') ? 0o777 : 0o666 });
}

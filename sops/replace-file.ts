// An encrypted file is the old one or the new one, whole, at any moment: written beside it, then renamed over it.
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readText } from '../lib/files.ts';
import { refuseLinks } from '../lib/links.ts';
import { guard } from './guard.ts';

/**
 * Replaces a file's text, or makes the file.
 * @param before what the file held when the new text was made; undefined where it was not there
 * @throws Error where the file is another one by now: somebody else's change is not overwritten; or where a folder on the
 *   way is a link
 */
export async function replaceFile(file: string, text: string, before: string | undefined): Promise<void> {
  const folder = dirname(file);
  refuseLinks(folder);
  const beside = join(folder, `.${basename(file)}.${randomBytes(6).toString('base64url')}.tmp`);
  const guarded = guard([join(process.cwd(), beside)]);
  try {
    mkdirSync(folder, { recursive: true });
    const descriptor = openSync(beside, 'wx', 0o644);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (textOf(file) !== before) throw new Error(`${file} was changed meanwhile; nothing was written, run it again`);
    renameSync(beside, file);
    syncFolder(folder);
  } finally {
    await guarded.release();
  }
}

/** A file's text; undefined where there is none. @throws Error where it cannot be read */
export function textOf(file: string): string | undefined {
  return existsSync(file) ? readText(file) : undefined;
}

/** So that the rename outlives a power cut. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

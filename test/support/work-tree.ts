// The repository as it is on disk: what Git tracks, and what is new.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Its files; of those that match Git's pathspecs, where some are given. */
export function workTreeFiles(...pathspecs: readonly string[]): string[] {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...pathspecs];
  const files = execFileSync('git', list, { encoding: 'utf8' }).split('\0').filter(Boolean);
  return files.filter((file) => existsSync(file));
}

/** Copies them into a folder, and links the packages that are installed here. */
export function copyWorkTree(folder: string, ...pathspecs: readonly string[]): void {
  for (const file of workTreeFiles(...pathspecs)) cpSync(file, join(folder, file));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
}

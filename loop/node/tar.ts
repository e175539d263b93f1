// The machine's own tar, asked for the same bytes for the same files.
import { outputSync } from '../../tools/run.ts';

const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'];

/** Packs what is in a folder. @throws Error with tar's own words */
export function tar(folder: string, file: string): void {
  outputSync('tar', ['--create', ...same, '--file', file, '--directory', folder, '.']);
}

// The machine's own tar, asked for the same bytes for the same files.
import { spawnSync } from 'node:child_process';

const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'];

/** Packs what is in a folder. @throws Error with tar's own words */
export function tar(folder: string, file: string): void {
  const { status, stderr } = spawnSync('tar', ['-C', folder, ...same, '-cf', file, '.'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tar ${folder}: ${stderr.trim()}`);
}

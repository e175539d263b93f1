// Values never go to a disk: where no folder is in memory, what needs one is not done.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { memoryFolder } from '../../sops/workspace.ts';
import { Checkout } from '../support/checkout.ts';
import { scriptOptions } from '../support/script-options.ts';

/** A folder of the repository, which is on a disk. */
const onDisk = import.meta.dirname;
/** Runs a command that finds that folder in the place of /dev/shm, in a mount namespace of its own. */
const elsewhere = ['-rm', 'sh', '-c', `mount --bind '${onDisk}' /dev/shm && exec "$@"`, 'sh'];

test('a folder on a disk is not taken for one in memory', () => {
  expect(memoryFolder({ XDG_RUNTIME_DIR: onDisk })).not.toBe(onDisk);
});

const canMount = spawnSync('unshare', [...elsewhere, 'true']).status === 0;
if (!canMount) process.stderr.write('SKIPPED without a folder in memory: this user may not mount one in its place\n');
const block = canMount ? describe : describe.skip;
block('where there is no folder in memory', () => {
  test('edit refuses, and names the way that needs none', () => {
    // Not in /dev/shm, which the command does not see.
    const checkout = new Checkout({ within: '/var/tmp' });
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    const command = [process.execPath, ...scriptOptions, 'commands/secrets.ts', 'edit', 'lab/tickets-api-token'];
    const { status, stderr } = spawnSync('unshare', [...elsewhere, ...command], {
      cwd: checkout.folder,
      env: { ...env, XDG_RUNTIME_DIR: onDisk, TMPDIR: '/tmp', EDITOR: 'false' },
      encoding: 'utf8',
    });
    checkout.remove();
    expect(stderr).toContain('There is no folder here whose files live in memory');
    expect(stderr).toContain('npm run secrets -- create lab/tickets-api-token --replace');
    expect(status).toBe(1);
  });
});

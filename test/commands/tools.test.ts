// What is found must be usable by name in a shell, as the how-to pages do it.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { scriptOptions } from '../support/script-options.ts';

test('--path prints the folder of a program, and no word more', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-tools-'));
  try {
    const sops = join(folder, 'sops');
    writeFileSync(sops, '#!/bin/sh\necho sops 3.13.3\n');
    chmodSync(sops, 0o755);
    const args = [...scriptOptions, 'commands/tools.ts', '--list', '--path', 'sops'];
    const { NODE_OPTIONS: _jest, ...inherited } = process.env;
    const env = { ...inherited, PATH: `${folder}:${process.env.PATH}` };
    expect(spawnSync(process.execPath, args, { env, encoding: 'utf8' }).stdout).toBe(`${folder}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

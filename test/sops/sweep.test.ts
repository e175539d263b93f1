// What a killed command left is removed, and nothing of what a command that runs has, or somebody else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { hasEnded, ownOwner, startOf } from '../../sops/owner.ts';
import { sweep } from '../../sops/sweep.ts';
import { ownerOf, withWorkspace } from '../../sops/workspace.ts';

const random = 'a1'.repeat(9);
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write("SKIPPED another user's folder: only root may make one\n");
const own = ownOwner() ?? '';
const [namespace = '', , started = ''] = own.split('.');
let root = '';
let ended = '';

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'fleetwright-sweep-'));
  const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  ended = `${namespace}.${child.pid}.${startOf(String(child.pid))}`;
  child.stdin?.end();
  await once(child, 'close');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Whether a folder of that name is left, with a file in it. */
function isLeft(name: string, change: (folder: string) => void = () => undefined): boolean {
  const folder = join(root, name);
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, 'secret.yaml'), 'in the clear');
  change(folder);
  sweep({ XDG_RUNTIME_DIR: root });
  return existsSync(join(folder, 'secret.yaml'));
}

test('a folder whose process has ended is removed', () => {
  expect(isLeft(`fleetwright-${ended}-${random}`)).toBe(false);
});

test('one whose process id another process has by now is removed', () => {
  const [, id] = own.split('.');
  expect(isLeft(`fleetwright-${namespace}.${id}.${Number(started) - 1}-${random}`)).toBe(false);
});

test('one whose process runs is kept', async () => {
  await withWorkspace(async (folder) => {
    expect(ownerOf(basename(folder))).toBe(own);
    sweep({ XDG_RUNTIME_DIR: root });
    expect(existsSync(folder)).toBe(true);
  }, root);
});

test('one of a container that shares the folder is kept: its processes cannot be seen from here', () => {
  const [, id, start] = ended.split('.');
  expect(isLeft(`fleetwright-${Number(namespace) + 1}.${id}.${start}-${random}`)).toBe(true);
});

test('a link is kept, and what it leads to', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'fleetwright-elsewhere-'));
  writeFileSync(join(elsewhere, 'file'), '');
  symlinkSync(elsewhere, join(root, `fleetwright-${ended}-${random}`));
  sweep({ XDG_RUNTIME_DIR: root });
  expect(existsSync(join(elsewhere, 'file'))).toBe(true);
  rmSync(elsewhere, { recursive: true });
});

const asRoot = isRoot ? describe : describe.skip;
asRoot('as root', () => {
  test("another user's is kept", () => {
    expect(isLeft(`fleetwright-${ended}-${random}`, (folder) => chownSync(folder, 65534, 65534))).toBe(true);
  });
});

test('no other name is taken for one of these', () => {
  const parts = fc.constantFrom(
    'fleetwright',
    'fleetwright-',
    '-',
    '.',
    ended,
    own,
    random,
    'sweep',
    '..',
    '/',
    '1',
    'A1'.repeat(9),
  );
  fc.assert(
    fc.property(
      fc.array(parts).map((each) => each.join('')),
      (name) => {
        const owner = ownerOf(name);
        expect(owner === undefined || name === `fleetwright-${owner}-${random}`).toBe(true);
      },
    ),
    { numRuns: 5000 },
  );
  expect(ownerOf(`fleetwright-${ended}-${random}`)).toBe(ended);
  expect(hasEnded(`${ended} `)).toBe(false);
});

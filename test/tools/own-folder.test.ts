// Where caches of code and programs may lie: whatever another user could have put there is refused before it is used.
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ownFolder } from '../../tools/own-folder.js';

let folder: string;
beforeEach(() => void (folder = realpathSync(mkdtempSync(join(tmpdir(), 'own-folder-')))));
afterEach(() => rmSync(folder, { recursive: true }));

const cache = (): string => join(folder, 'cache');
const own = (): string => ownFolder('jest', { XDG_CACHE_HOME: cache() });
const levels = ['cache', 'cache/fleetwright', 'cache/fleetwright/jest'] as const;
const modeOf = (path: string): number => lstatSync(path).mode & 0o7777;

describe('a folder of ours', () => {
  test('is made so that nobody else can enter it', () => {
    expect(own()).toBe(join(folder, levels[2]));
    expect(levels.slice(1).map((level) => modeOf(join(folder, level)))).toEqual([0o700, 0o700]);
  });

  test('that others could only read is closed to them', () => {
    mkdirSync(join(folder, levels[1]), { recursive: true, mode: 0o755 });
    own();
    expect(modeOf(join(folder, levels[1]))).toBe(0o700);
  });

  test('is in ~/.cache by default, also if the variable is a relative path', () => {
    const expected = join(folder, '.cache/fleetwright/jest');
    expect(ownFolder('jest', { HOME: folder })).toBe(expected);
    expect(ownFolder('jest', { HOME: folder, XDG_CACHE_HOME: 'elsewhere' })).toBe(expected);
  });

  test('may be reached by a link of the user, and is named without it', () => {
    mkdirSync(join(folder, 'disk'));
    symlinkSync(join(folder, 'disk'), cache());
    expect(own()).toBe(join(folder, 'disk/fleetwright/jest'));
  });
});

describe('refused, with what to do', () => {
  const remedy = /; fix: name a folder of yours in XDG_CACHE_HOME$/;

  test.each(levels.slice(1))('a link %s', (level) => {
    mkdirSync(join(folder, 'theirs'));
    mkdirSync(dirname(join(folder, level)), { recursive: true });
    symlinkSync(join(folder, 'theirs'), join(folder, level));
    expect(own).toThrow(`${join(folder, level)} is a link or a file, not a folder`);
    expect(own).toThrow(remedy);
  });

  test('a file', () => {
    writeFileSync(cache(), '');
    expect(own).toThrow(remedy);
  });

  test('whatever the rights on the way are: where another user can write, there is no folder of ours', () => {
    const modes = fc.tuple(...levels.map(() => fc.integer({ min: 0o700, max: 0o1777 }).map((mode) => mode | 0o700)));
    fc.assert(
      fc.property(modes, (modes) => {
        for (const level of levels) mkdirSync(join(folder, level), { recursive: true });
        for (const [index, level] of levels.entries()) chmodSync(join(folder, level), modes[index] ?? 0);
        const [above = 0, ...ours] = modes;
        // The group of these folders is this user's own: it has the user's number, or is root's.
        const { uid, gid } = lstatSync(cache());
        const foreign = gid === 0 || gid === uid ? 0o002 : 0o022;
        const isOpen = (mode: number): boolean => (mode & foreign) !== 0;
        const isRefused = (isOpen(above) && (above & 0o1000) === 0) || ours.some(isOpen);
        expect(refusal() !== undefined).toBe(isRefused);
      }),
      { numRuns: 300 },
    );
  });

  // Only the superuser can give a folder to somebody else.
  const asRoot = process.geteuid?.() === 0 ? describe : describe.skip;
  asRoot('of another user', () => {
    test.each(levels)('%s', (level) => {
      for (const level of levels) mkdirSync(join(folder, level), { recursive: true, mode: 0o700 });
      chownSync(join(folder, level), 4321, 4321);
      expect(own).toThrow(`${join(folder, level)} belongs to user 4321, who could put there what you would run`);
    });

    test('cache, although it is sticky: its owner can rename what is in it', () => {
      mkdirSync(cache());
      chmodSync(cache(), 0o1777);
      own();
      chownSync(cache(), 4321, 4321);
      expect(own).toThrow('belongs to user 4321');
    });

    test('cache, by its group', () => {
      mkdirSync(cache());
      chmodSync(cache(), 0o775);
      own();
      chownSync(cache(), 0, 4321);
      expect(own).toThrow(`${cache()} can be written to by other users`);
    });
  });
});

function refusal(): string | undefined {
  try {
    own();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

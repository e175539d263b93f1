// A package whose licence is not allowed is named, and so is an exception that has run out or is of no use.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { licenceFindings } from '../../../commands/scan/licences.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-licences-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const excepted = { maps: { licence: 'ODbL-1.0', because: 'data, shown as it is', until: '2027-06-30' } };

/** What is found of packages by their paths, as `code field: problem`. */
function found(
  packages: Readonly<Record<string, object>>,
  licences: object = { allowed: ['MIT', 'ISC'] },
  today = '2027-06-30',
): string[] {
  const [file, lock] = [join(folder, 'licences.yaml'), join(folder, 'package-lock.json')];
  writeFileSync(file, JSON.stringify(licences));
  writeFileSync(lock, JSON.stringify({ packages }));
  return licenceFindings(today, file, lock).map(
    ({ code, field, problem }) => `${code} ${field.replace(file, 'file')}: ${problem}`,
  );
}

describe('a licence', () => {
  test.each([
    ['that is allowed', 'MIT', true],
    ['of which one may be chosen', '(MIT OR GPL-3.0-only)', true],
    ['that is not allowed', 'GPL-3.0-only', false],
    ['with another one beside it', 'MIT AND GPL-3.0-only', false],
    ['that nobody can read', 'SEE LICENSE IN x', false],
    ['that is not there', undefined, false],
  ])('%s', (_name, license, isAllowed) => {
    const told = `licence-not-allowed node_modules/a: the licence of "a" is ${license ?? 'none'}`;
    expect(found({ 'node_modules/a': { license } })).toEqual(isAllowed ? [] : [told]);
  });

  test('of the fleet itself, and of its workspaces, is its own affair', () => {
    expect(found({ '': {}, app: { license: 'UNLICENSED' }, 'node_modules/app': { link: true } })).toEqual([]);
  });

  test('of a package in another repository beside this one counts, where its link leads', () => {
    const link = { 'node_modules/a': { link: true, resolved: '../a' } };
    expect(found({ ...link, '../a': { license: 'MIT' } })).toEqual([]);
    expect(found({ ...link, '../a': { license: 'GPL-3.0-only' } })).toEqual([
      'licence-not-allowed node_modules/a: the licence of "a" is GPL-3.0-only',
    ]);
    expect(found(link)).toEqual(['licence-not-allowed node_modules/a: the licence of "a" is none']);
  });

  test.each(['Apache 2', 'mit', 'MIT OR ISC', ''])('cannot be allowed as "%s", and the others still are', (id) => {
    expect(found({ 'node_modules/a': { license: 'ISC' } }, { allowed: [id, 'ISC'] })).toEqual([
      `invalid-setting allowed: "${id}" is not an SPDX id, so it allows nothing`,
    ]);
  });

  test('is in no lock file of version 1', () => {
    const [file, lock] = [join(folder, 'licences.yaml'), join(folder, 'package-lock.json')];
    writeFileSync(file, 'allowed: [MIT]');
    writeFileSync(lock, JSON.stringify({ lockfileVersion: 1, dependencies: { a: { version: '1.0.0' } } }));
    expect(licenceFindings('2027-06-30', file, lock)).toEqual([
      {
        code: 'invalid-setting',
        at: lock,
        field: 'packages',
        problem: 'is not there, so nobody sees a licence: the file is of version 1',
        write: 'what npm install --package-lock-only --lockfile-version 3 writes',
      },
    ]);
  });

  test('of a package inside another one counts', () => {
    expect(found({ 'node_modules/a/node_modules/@b/c': { license: 'GPL-3.0-only' } })).toEqual([
      'licence-not-allowed node_modules/a/node_modules/@b/c: the licence of "@b/c" is GPL-3.0-only',
    ]);
  });
});

describe('an exception', () => {
  const maps = { 'node_modules/maps': { license: 'ODbL-1.0' } };
  const licences = { allowed: ['MIT'], excepted };

  test('holds on its last day, and not on the next', () => {
    expect(found(maps, licences)).toEqual([]);
    expect(found(maps, licences, '2027-07-01')).toEqual([
      'accepted-too-long excepted.maps: was excepted until 2027-06-30, because data, shown as it is',
    ]);
  });

  test('is of one licence: a newer version may have another', () => {
    expect(found({ 'node_modules/maps': { license: 'GPL-3.0-only' } }, licences)).toEqual([
      'licence-not-allowed node_modules/maps: the licence of "maps" is GPL-3.0-only',
      'accepts-nothing excepted.maps: no package has that name and ODbL-1.0',
    ]);
  });

  test('of a package that is gone is to be taken out', () => {
    expect(found({}, licences)).toEqual(['accepts-nothing excepted.maps: no package has that name and ODbL-1.0']);
  });

  test.each([
    ['without a reason', { because: '' }],
    ['without a day', { until: 'some time' }],
    ['until a day that is none', { until: '2027-02-30' }],
    ['with a field of its own', { owner: 'ann' }],
  ])('%s is refused', (_name, change) => {
    const odd = { allowed: ['MIT'], excepted: { maps: { ...excepted.maps, ...change } } };
    expect(found(maps, odd)).toEqual([expect.stringMatching(/^invalid-setting file#excepted\.maps\./)]);
  });
});

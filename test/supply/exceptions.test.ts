// The file of exceptions is people's: a slip in it must not except anything.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readExceptions } from '../../supply/exceptions.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-exceptions-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lines = ['- id: CVE-2026-0001', '  image: registry.example.com', '  because: no caller', '  until: 2026-12-31'];

function read(text: string) {
  const file = join(folder, 'exceptions.yaml');
  writeFileSync(file, text);
  return readExceptions(file);
}

test('an exception is read as it stands', () => {
  const [id, image, because, until] = ['CVE-2026-0001', 'registry.example.com', 'no caller', '2026-12-31'];
  expect(read(lines.join('\n'))).toEqual({ data: [{ id, image, because, until }], faults: [] });
});

test('without a file there is none', () => expect(readExceptions(undefined)).toEqual({ data: [], faults: [] }));

test.each([
  ['without an end', lines.slice(0, 3)],
  ['without a reason', lines.filter((line) => !line.includes('because'))],
  ['with an empty reason', lines.map((line) => line.replace('no caller', "' '"))],
  ['of no image', lines.filter((line) => !line.includes('image'))],
  ['until a month that is none', lines.map((line) => line.replace('-12-', '-13-'))],
  ['with a field that nobody knows', [...lines, '  forever: true']],
])('an exception %s is refused, and so are the others', (_name, text) => {
  const { data, faults } = read(text.join('\n'));
  expect(data).toBeUndefined();
  expect(faults).toHaveLength(1);
});

test('a file that is not there is refused', () => {
  expect(readExceptions(join(folder, 'none.yaml')).faults).toEqual([
    expect.objectContaining({ problem: 'cannot be read' }),
  ]);
});

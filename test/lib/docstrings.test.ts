// Whoever uses a construct reads its docstrings, not its code: each setting is there, and what happens without it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { documentedFields } from '../support/docstrings.ts';

const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('lib', file));
const fields = files.flatMap((file) => documentedFields(file).map((field) => ({ file, ...field })));

/** What sops writes into its documents is not ours to explain. */
const leftOut = /^lib\/secrets\/sops-document\.ts/;
const ours = fields.filter(({ file }) => !leftOut.test(file));
const place = ({ file, interface: owner, name }: (typeof fields)[number]): string => `${file} ${owner}.${name}`;

test('every prop says what it is for', () => {
  expect(ours.length).toBeGreaterThan(70);
  expect(ours.filter(({ docstring }) => docstring === undefined).map(place)).toEqual([]);
});

test('every prop that may be left out says what happens then', () => {
  expect(ours.filter(({ optional, docstring }) => optional && !docstring?.includes('@default ')).map(place)).toEqual(
    [],
  );
});

test('no prop that is needed has a default', () => {
  expect(ours.filter(({ optional, docstring }) => !optional && docstring?.includes('@default ')).map(place)).toEqual(
    [],
  );
});

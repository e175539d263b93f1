// Where what Node compiled lies until the next command: what is there is run.
import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, test } from '@jest/globals';
import { keepCompiled } from '../../tools/compile-cache.js';

test('among the packages, where whoever can write runs code anyway', () => {
  const folders: string[] = [];
  keepCompiled({ enableCompileCache: (folder: string) => folders.push(folder) });
  expect(folders).toEqual([join(realpathSync('node_modules'), '.cache', 'fleetwright') + sep]);
});

test('nowhere in a Node that has none of it', () => {
  expect(() => keepCompiled({})).not.toThrow();
});

// Every cluster has its loop, and every promise is proven in one of them whenever the tests run.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadFleet } from '../../lib/load-fleet.ts';

const folder = import.meta.dirname;
const loops = readdirSync(folder).filter((file) => file.endsWith('.programs.test.ts'));

test('every cluster has a loop, a file of its name', async () => {
  const { clusters } = await loadFleet();
  expect(loops).toEqual(expect.arrayContaining(clusters.map(({ name }) => `${name}.programs.test.ts`)));
});

test('every promise is proven in one of them', () => {
  const texts = loops.map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n');
  const promises = ['upgrade', 'freeze', 'drift', 'prune', 'secrets', 'vault', 'scale', 'applications', 'failure'];
  expect(promises.filter((promise) => !texts.includes(`'${promise}'`))).toEqual([]);
});

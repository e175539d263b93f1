import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { metricSources } from '../../../commands/imports/metrics/sources.ts';
import { kubernetes, sources } from '../../../commands/imports/sources.ts';

const folder = 'imports/sources';
const pinned = readdirSync(folder).flatMap((pin) =>
  [...readFileSync(join(folder, pin, 'go.mod'), 'utf8').matchAll(/^(?:require)?\s+(\S+) (v\S+)$/gm)].map(
    ([, module = '', version = '']) => ({ pin, module, version }),
  ),
);

test('every source is pinned, and nothing else is', () => {
  const used = new Set([kubernetes, ...sources, ...metricSources].map(({ pin, module }) => `${pin}: ${module}`));
  expect(pinned.map(({ pin, module }) => `${pin}: ${module}`).toSorted()).toEqual([...used].toSorted());
});

test.each(pinned)('$module $version: go.sum vouches for its bytes', ({ pin, module, version }) => {
  expect(readFileSync(join(folder, pin, 'go.sum'), 'utf8')).toContain(`${module} ${version} h1:`);
});

test.each(metricSources)('the metrics of $name are read from the pinned version of $module', ({ name, module }) => {
  const version = pinned.find((pin) => pin.module === module)?.version;
  const file = JSON.parse(readFileSync(`imports/metrics/${name}.json`, 'utf8')) as { from: string; metrics: object };
  expect(file.from).toBe(`${module} ${version}, by: npm run imports`);
  expect(Object.keys(file.metrics).length).toBeGreaterThan(1);
});

describe('every group', () => {
  test.each(sources.flatMap(({ module, groups, classes }) => groups.map((group) => ({ module, group, classes }))))(
    '$group is generated from the pinned version of $module',
    ({ module, group }) => {
      const version = pinned.find((pin) => pin.module === module)?.version;
      const header = `# Generated from ${module} ${version} by: npm run imports\n`;
      expect(readFileSync(`imports/crds/${group}.yaml`, 'utf8').startsWith(header)).toBe(true);
      expect(existsSync(`imports/schemas/${group}.json`)).toBe(true);
    },
  );
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { metricSources } from '../../../commands/imports/metrics/sources.ts';
import { type Origin, tagOf } from '../../../commands/imports/origin.ts';
import { repositories } from '../../../commands/imports/repositories.ts';
import { kubernetes, sources } from '../../../commands/imports/sources.ts';
import { chartSources } from '../../../commands/imports/values.ts';
import { textsBelow } from '../../../lib/files.ts';

const folder = 'imports/sources';
const pinned = readdirSync(folder).flatMap((pin) =>
  [...readFileSync(join(folder, pin, 'go.mod'), 'utf8').matchAll(/^(?:require)?\s+(\S+) (v\S+)$/gm)].map(
    ([, module = '', version = '']) => ({ pin, module, version }),
  ),
);

const origins: readonly Origin[] = [kubernetes, ...sources, ...metricSources, ...chartSources];

/** What generated files say of their source, but for a checksum. */
function nameOf(origin: Origin): string {
  if ('repository' in origin) return `${origin.repository.path} ${tagOf(origin.repository)} sha256:`;
  const version = pinned.find(({ module }) => module === origin.module)?.version;
  return `${origin.module} ${version}`;
}

test('every module is pinned, and nothing else is', () => {
  const used = new Set(origins.flatMap((origin) => ('pin' in origin ? [`${origin.pin}: ${origin.module}`] : [])));
  expect(pinned.map(({ pin, module }) => `${pin}: ${module}`).toSorted()).toEqual([...used].toSorted());
});

test('every repository is a source', () => {
  const used = new Set(origins.flatMap((origin) => ('repository' in origin ? [origin.repository] : [])));
  expect([...used]).toEqual(repositories);
});

test.each(pinned)('$module $version: go.sum vouches for its bytes', ({ pin, module, version }) => {
  expect(readFileSync(join(folder, pin, 'go.sum'), 'utf8')).toContain(`${module} ${version} h1:`);
});

test.each(metricSources)('the metrics of $name are read from the pinned version', (source) => {
  const text = readFileSync(`imports/metrics/${source.name}.json`, 'utf8');
  const file = JSON.parse(text) as { from: string; metrics: object };
  expect(file.from.startsWith(nameOf(source))).toBe(true);
  expect(Object.keys(file.metrics).length).toBeGreaterThan(1);
});

test.each(chartSources)('the values of $name are read from the pinned version', (source) => {
  const file = JSON.parse(readFileSync(`imports/values/${source.name}.json`, 'utf8')) as { from: string };
  expect(file.from.startsWith(nameOf(source))).toBe(true);
});

describe('every group', () => {
  test.each(sources.flatMap((source) => source.groups.map((group) => ({ source, group }))))(
    '$group is generated from the pinned version of its source',
    ({ source, group }) => {
      const header = `# Generated from ${nameOf(source)}`;
      expect(readFileSync(`imports/crds/${group}.yaml`, 'utf8').startsWith(header)).toBe(true);
      expect(existsSync(`imports/schemas/${group}.json`)).toBe(true);
    },
  );
});

test('what came from one repository came from the same bytes', () => {
  for (const repository of repositories) {
    const name = `${repository.path} ${tagOf(repository)} `;
    const texts = [...textsBelow('imports').values()].filter((text) => text.includes(name));
    const checksums = texts.map((text) => /sha256:[0-9a-f]{64}\b/.exec(text.slice(text.indexOf(name)))?.[0]);
    expect(checksums.length).toBeGreaterThan(3);
    expect(new Set(checksums).size).toBe(1);
    expect(checksums[0]).toBeDefined();
  }
});

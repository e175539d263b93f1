import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { publishedIn } from '../../../commands/dashboards/published.ts';

let dist: string;
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'fleetwright-published-'));
});
afterEach(() => rmSync(dist, { recursive: true }));

function write(cluster: string, name: string, { labels, title }: { labels: object; title: string }): void {
  const folder = join(dist, cluster, 'apps', 'orders', 'orders');
  mkdirSync(folder, { recursive: true });
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'orders', labels },
    data: { [`${name}.json`]: JSON.stringify({ uid: name, title, panels: [] }) },
  };
  // JSON in the block style of dist/.
  const lines = Object.entries(object).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  writeFileSync(join(folder, `ConfigMap_${name}.yaml`), `${lines.join('\n')}\n`);
}

test('a dashboard is there once, with the clusters in which it is the same; other ConfigMaps are not', () => {
  const labels = { grafana_dashboard: '1' };
  for (const cluster of ['dev', 'staging']) write(cluster, 'overview', { labels, title: 'Orders' });
  write('production', 'overview', { labels, title: 'Orders, all of them' });
  write('production', 'settings', { labels: {}, title: 'Not one' });
  const found = publishedIn(dist, ['dev', 'production', 'staging']);
  expect(found.map(({ dashboard: { title }, namespace, clusters }) => [title, namespace, clusters])).toEqual([
    ['Orders', 'orders', ['dev', 'staging']],
    ['Orders, all of them', 'orders', ['production']],
  ]);
});

import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { ConfigFiles } from '../../../lib/workload/config-files.ts';
import type { Mount } from '../../../lib/workload/mount.ts';
import { objectsOf, only } from '../../support/synthesize.ts';
import { settingFaults, shop } from './service.ts';

const config =
  (files: Record<string, string>, id = 'links') =>
  (chart: Chart): ConfigFiles =>
    new ConfigFiles(chart, id, files);

function mountOf(files: Record<string, string>): Mount {
  const mounts: Mount[] = [];
  objectsOf(shop((chart) => void mounts.push(config(files)(chart).at('/etc/links'))));
  return mounts[0] as Mount;
}

test('files are the keys of a ConfigMap that is named as it is called, with no hash', () => {
  const files = { 'links.json': '{}\n', 'on.yaml': 'on: 09:00\n' };
  expect(only(objectsOf(shop((chart) => void config(files)(chart))), 'ConfigMap')).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'links', namespace: 'shop' },
    data: files,
  });
});

test('the mount names the ConfigMap, the folder and the content', () => {
  expect(mountOf({ 'a.txt': 'a' })).toEqual({
    name: 'links',
    path: '/etc/links',
    source: { configMap: 'links' },
    checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test.each([
  ['other content', { 'a.txt': 'b', 'b.txt': '' }],
  ['another name', { 'c.txt': 'a', 'b.txt': '' }],
  ['one more file', { 'a.txt': 'a', 'b.txt': '', 'c.txt': '' }],
  ['one file less', { 'a.txt': 'a' }],
  ['content that moved to the other file', { 'a.txt': '', 'b.txt': 'a' }],
])('%s rolls the pods', (_name, files: Record<string, string>) => {
  expect(mountOf(files).checksum).not.toBe(mountOf({ 'a.txt': 'a', 'b.txt': '' }).checksum);
});

test('the order in the code rolls nothing', () => {
  expect(mountOf({ 'b.txt': 'b', 'a.txt': 'a' })).toEqual(mountOf({ 'a.txt': 'a', 'b.txt': 'b' }));
});

test.each(['conf.d/a.txt', '..', '', 'ä.txt'])('a file named %j is refused', (name) => {
  expect(settingFaults(shop((chart) => void config({ [name]: '' })(chart)))).toEqual([
    `files: "${name}" is no key of a ConfigMap or Secret; write: letters, digits, "-", "_" and "."`,
  ]);
});

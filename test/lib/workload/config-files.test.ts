import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { vouchFor } from '../../../lib/vouch-for.ts';
import { ConfigFiles } from '../../../lib/workload/config-files.ts';
import { type Mount, secretMount } from '../../../lib/workload/mount.ts';
import { WebService } from '../../../lib/workload/web-service.ts';
import { at } from '../../../render/fields.ts';
import { findingsOf, objectsOf, only } from '../../support/synthesize.ts';
import { good, settingFaults, shop } from './service.ts';

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

test.each([
  ['links', 'links'],
  ['app.config', 'app-config-9ec9d39f'],
  ['app-config', 'app-config'],
  ['a'.repeat(64), `${'a'.repeat(54)}-ffe054fe`],
])('the files of %s are the volume %s, and nothing is wrong with it', (id, name) => {
  const charts = shop((chart) => {
    const mounts = [config({ 'a.txt': 'a' }, id)(chart).at('/etc/app')];
    new WebService(chart, 'shop', { ...good, mounts });
  });
  expect(findingsOf(charts)).toEqual([]);
  expect(at(only(objectsOf(charts), 'Deployment'), 'spec.template.spec.volumes')).toEqual([
    { name, configMap: { name: id } },
  ]);
});

test('one pod mounts files whose names differ in a dot alone, and a Secret of such a name', () => {
  const charts = shop((chart) => {
    const of = (id: string) => config({ 'a.txt': 'a' }, id)(chart).at(`/etc/${id}`);
    const secret = secretMount('app.tls', '/etc/tls');
    const service = new WebService(chart, 'shop', { ...good, mounts: [of('app.config'), of('app-config'), secret] });
    vouchFor(service, 'Deployment', { 'spec.template.spec.volumes.app-tls-924c4dff': 'a hand makes it' });
  });
  expect(findingsOf(charts)).toEqual([]);
});

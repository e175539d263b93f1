// One mistake is one finding, wherever its consequences show; two mistakes are two.
import { expect, test } from '@jest/globals';
import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { WebService, type WebServiceProps } from '../../lib/workload/web-service.ts';
import { vouchFor } from '../../lib/vouch-for.ts';
import { good, shop } from '../lib/workload/service.ts';
import { findingsOf } from '../support/synthesize.ts';

const { image, resources } = good;
const spec = 'spec.template.spec';

const told = (make: (chart: Chart) => void): string[] =>
  findingsOf(shop(make)).map(({ code, field, problem }) => `${code} ${field}: ${problem}`);

const service = (chart: Chart, change: object): WebService =>
  new WebService(chart, 'web', { ...good, ...change } as WebServiceProps);

const from = (secret: string): object => ({ secret, key: 'a', because: 'the image reads no file' });
const everywhere = {
  env: { A: from('gone'), B: from('gone') },
  mounts: [{ name: 'files', path: '/files', source: { secret: 'gone' } }],
  pullSecrets: ['gone'],
  sidecars: [{ name: 'helper', image, resources, env: { A: from('gone') } }],
};
const places = [
  'imagePullSecrets',
  'volumes.files',
  'initContainers[0].env.A',
  'containers[0].env.A',
  'containers[0].env.B',
].map((place) => `${spec}.${place}`);
const missing = (secret: string): string =>
  `no chart of test provides the Secret shop/${secret} that this Deployment uses`;

test('a Secret that is missing is told once, with every place that names it', () => {
  expect(told((chart) => void service(chart, everywhere))).toEqual([
    `no-provider ${places[0]}: ${missing('gone')}; the same at ${places.slice(1).join(', ')}`,
  ]);
});

test('two that are missing are told apart', () => {
  const env = { A: from('gone'), B: from('lost') };
  expect(told((chart) => void service(chart, { env }))).toEqual([
    `no-provider ${places[3]}: ${missing('gone')}`,
    `no-provider ${places[4]}: ${missing('lost')}`,
  ]);
});

test('each place is vouched for by itself', () => {
  const vouched = (fields: readonly string[]) =>
    told((chart) => {
      const web = service(chart, everywhere);
      vouchFor(web, 'Deployment', Object.fromEntries(fields.map((field) => [field, 'made by hand'])));
    });
  expect(vouched(places)).toEqual([]);
  expect(vouched(places.slice(1))).toEqual([`no-provider ${places[0]}: ${missing('gone')}`]);
});

test('a port that a container lost is missing once for its three probes', () => {
  const lost = told((chart) => {
    const deployment = service(chart, { ports: { http: 8080 } }).node.findChild('deployment');
    ApiObject.of(deployment).addJsonPatch(JsonPatch.replace(`/${spec.replaceAll('.', '/')}/containers/0/ports`, []));
  });
  expect(lost.filter((line) => line.startsWith('probe-port-missing'))).toEqual([
    `probe-port-missing ${spec}.containers[0].livenessProbe: the container has no port "http"; the same at ${spec}.containers[0].readinessProbe, ${spec}.containers[0].startupProbe`,
  ]);
});

test('a reason that is empty leaves nothing open that it was given for', () => {
  const route = { host: 'shop.example.com', paths: ['/*'], publicHealth: { because: ' ' } };
  // The Gateway is in no chart of this cluster.
  expect(told((chart) => void service(chart, { route })).filter((line) => !line.startsWith('no-provider'))).toEqual([
    'invalid-setting route.publicHealth.because: is empty, and the public may see what the probes ask',
  ]);
});

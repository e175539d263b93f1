// A Secret that Kubernetes itself fills with the token of an account: in Git nothing is in it, so the platform may have one.
import { expect, test } from '@jest/globals';
import { ApiObject, Chart } from 'cdk8s';
import { misplacedIn } from '../../sops/plain-text.ts';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { render } from '../../render/render.ts';
import { emptyCluster, renderCharts } from '../support/synthesize.ts';

const forAccount = (name: string): object => ({ 'kubernetes.io/service-account.name': name });
const secret = (change: object = {}, annotations: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'scraper-token', annotations: { ...forAccount('scraper'), ...annotations } },
  type: 'kubernetes.io/service-account-token',
  ...change,
});

function fill(chart: Chart, object: object, account = 'scraper'): void {
  new ApiObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account } });
  new ApiObject(chart, 'secret', object as never);
}

const rendered = (object: object, account?: string) =>
  renderCharts({
    a: (chart) => {
      new Namespace(chart, 'namespace', { name: 'a', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
      fill(chart, object, account);
    },
  });
const codes = (...args: Parameters<typeof rendered>): string[] =>
  rendered(...args).findings.map(({ code, field }) => `${code} ${field}`);

test('a chart of the platform may have it, and the gate for what is committed lets it pass', () => {
  const { files, findings } = rendered(secret());
  expect(findings).toEqual([]);
  const path = 'test/apps/a/a/Secret_scraper-token.yaml';
  const text = files.get(path) ?? '';
  expect(text).toContain('type: kubernetes.io/service-account-token');
  const held = { path: `dist/${path}`, place: path, text, isFile: true };
  expect(misplacedIn(held, ['test'])).toEqual([]);
  const commented = { ...held, text: `${text}# ${['ghp', 'x7Kq2Vd9LmR4tYw8BnZ3cJf6HsPa1GuEoT5i'].join('_')}\n` };
  expect(misplacedIn(commented, ['test'])).not.toEqual([]);
});

test.each([
  ['with data', { data: { token: 'aHVudGVy' } }],
  ['with an empty map of data', { data: {} }],
  ['with stringData', { stringData: { token: 'hunter2' } }],
  ['of another type', { type: 'Opaque' }],
  ['of no type', { type: undefined }],
])('one %s is refused', (_name, change) => {
  expect(codes(secret(change))).toContain('plaintext-secret kind');
  const text = JSON.stringify(secret(change));
  const held = { path: 'dist/test/apps/a/a/Secret_scraper-token.yaml', place: 'x', text, isFile: true };
  expect(misplacedIn(held, ['test']).map(({ problem }) => problem)).toContain('the file is not encrypted');
});

test('what stands beside is read for credentials', () => {
  expect(codes(secret({}, { password: 'hunter2' }))).toEqual(['plaintext-credential metadata.annotations.password']);
});

test('without its account it is refused: Kubernetes would delete it', () => {
  expect(codes(secret(), 'other')).toEqual(['no-provider metadata.annotations.kubernetes.io/service-account.name']);
});

test('a chart of an application may not, not even by an exception for the type', () => {
  const app = new FleetApp('dist');
  const cluster = emptyCluster(app);
  const team = class extends Chart {
    constructor(scope: ConstructorParameters<typeof Chart>[0]) {
      super(scope, 'team', { namespace: 'team' });
      fill(this, secret());
    }
  };
  cluster.applications('apps', {
    team: {
      chart: team,
      quota: { cpu: '1', memory: '1Gi', pods: 5 },
      exceptions: [
        { kind: '/Secret', field: 'type', because: 'a test' },
        { kind: '/Secret', field: 'metadata.annotations.kubernetes.io/service-account.name', because: 'a test' },
      ],
    },
  });
  expect(render(app).findings.map(({ code }) => code)).toEqual(['plaintext-secret']);
});

// What a route publishes is what it names, and never what probes or Prometheus ask.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { ServiceMonitor } from '../../../imports/monitoring.coreos.com.ts';
import { WebService, type WebServiceProps } from '../../../lib/workload/web-service.ts';
import { asArray, asRecord, at } from '../../../render/fields.ts';
import { findingsOf } from '../../support/synthesize.ts';
import { good, refusals, rendered, serviceWith, shop } from './service.ts';

const host = 'shop.example.com';
const withPaths = (...paths: string[]): Partial<WebServiceProps> => ({ route: { host, paths } });
const rules = (...paths: string[]) =>
  asArray(at(rendered('HTTPRoute', withPaths(...paths)), 'spec.rules')).map(asRecord);

/** What a Gateway lets through, by the words of Gateway API: exactly, or by whole segments. */
function letsThrough(paths: readonly string[], asked: string): boolean {
  return rules(...paths)
    .flatMap(({ matches }) => asArray(matches))
    .map((match) => asRecord(asRecord(match).path))
    .some(({ type, value }) =>
      type === 'Exact' ? asked === value : `${asked}/`.startsWith(value === '/' ? '/' : `${String(value)}/`),
    );
}

const publishedHealth = (charts: Parameters<typeof findingsOf>[0]) =>
  findingsOf(charts)
    .filter(({ code }) => code === 'route-publishes-health')
    .map(({ problem }) => problem);

test.each([
  ['a path is that path alone', ['/about'], ['/about'], ['/about/us', '/', '/abouts', '/livez']],
  ['a path that ends in a star is all below it', ['/go/*'], ['/go', '/go/a/b'], ['/gone', '/livez']],
  ['a star alone is everything', ['/*'], ['/', '/livez', '/a/b'], []],
])('%s', (_name, paths, through, kept) => {
  expect([...through, ...kept].filter((path) => letsThrough(paths, path))).toEqual(through);
});

test('64 paths are in a rule, as many as Gateway API takes', () => {
  const many = Array.from({ length: 100 }, (_, index) => `/${index}`);
  expect(rules(...many).map(({ matches }) => asArray(matches).length)).toEqual([64, 36]);
});

test.each([
  '',
  'about',
  '/a*',
  '/*/a',
  '/a//b',
  '/a/../livez',
  '/./livez',
  '/%6Civez',
  '/a?b',
  '/a#b',
  '/a b',
  '//*',
  '/ä',
])('the path %j is refused', (path) =>
  expect(refusals(withPaths(path))).toEqual([expect.stringMatching(/^route\.paths: ".*" is not a path/)]),
);

test.each([0, 129])('%d paths are refused', (count) => {
  const paths = Array.from({ length: count }, (_, index) => `/${index}`);
  expect(refusals(withPaths(...paths))).toEqual([expect.stringContaining(`route.paths: has ${count} paths`)]);
});

describe('a route is refused that publishes', () => {
  test.each([
    ['everything', ['/*'], ['/livez', '/readyz', '/startupz']],
    ['the path of a probe', ['/about', '/readyz'], ['/readyz']],
    ['all below the path of a probe', ['/livez/*'], ['/livez']],
  ])('%s', (_name, paths, published) => {
    const said = publishedHealth(serviceWith(withPaths(...paths)));
    expect(said.map((problem) => problem.split(/[ ,]+/)[1])).toEqual(published);
  });

  test.each<[string, readonly object[] | undefined]>([
    ['every path, for it names none', undefined],
    ['every path, for its list is empty', []],
    ['every path of a method', [{ method: 'GET' }]],
    ['every path, said as one that begins with nothing', [{ path: { type: 'PathPrefix', value: '/' } }]],
    [
      'what a regular expression lets through, which nobody reads',
      [{ path: { type: 'RegularExpression', value: '/x' } }],
    ],
    ['a path beside another', [{ path: { value: '/a' } }, { path: { type: 'Exact', value: '/livez' } }]],
  ])('%s, by hand', (_name, matches) => {
    const charts = (because: string) =>
      shop((chart) => {
        new WebService(chart, 'shop', good);
        new ApiObject(chart, 'by-hand', {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'by-hand', annotations: { 'fleetwright.dev/public-health-because': because } },
          spec: { rules: [{ ...(matches && { matches }), backendRefs: [{ name: 'shop', port: good.ports.http }] }] },
        });
      });
    expect(publishedHealth(charts(' '))).toContainEqual(expect.stringMatching(/^publishes \/livez, /));
    expect(publishedHealth(charts('a status page asks'))).toEqual([]);
  });

  test('what Prometheus asks, where metrics have no port of their own', () => {
    const charts = shop((chart: Chart) => {
      const service = new WebService(chart, 'shop', { ...good, ...withPaths('/metrics') });
      new ServiceMonitor(chart, 'monitor', {
        metadata: { name: 'shop' },
        spec: { selector: { matchLabels: { ...service.labels } }, endpoints: [{ port: 'http' }] },
      });
    });
    expect(publishedHealth(charts)).toEqual(['publishes /metrics, which Prometheus (ServiceMonitor shop) asks']);
  });

  test('a probe, but for a reason, which stands beside it', () => {
    const because = 'a status page of another company asks /livez';
    const route = { host, paths: ['/livez'], publicHealth: { because } };
    expect(publishedHealth(serviceWith({ route }))).toEqual([]);
    expect(rendered('HTTPRoute', { route }).metadata.annotations).toEqual({
      'fleetwright.dev/public-health-because': because,
    });
    expect(refusals({ route: { ...route, publicHealth: { because: ' ' } } })).toEqual([
      'route.publicHealth.because: is empty, and the public may see what the probes ask; write: why it may',
    ]);
  });
});

test('what passes lets no probe through, whatever paths and probes somebody writes', () => {
  const segment = fc.constantFrom('livez', 'a', 'api', 'health', 'b');
  const plain = fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);
  const path = fc.tuple(plain, fc.boolean()).map(([text, below]) => (below ? `${text.replace(/\/$/, '')}/*` : text));
  fc.assert(
    fc.property(
      fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(plain, { minLength: 3, maxLength: 3 }),
      (paths, [liveness = '', readiness = '', startup = '']) => {
        const health = { liveness, readiness, startup };
        const published = Object.values(health).filter((one) => letsThrough(paths, one));
        const said = publishedHealth(serviceWith({ health, ...withPaths(...paths) }));
        expect(said.map((problem) => problem.split(/[ ,]+/)[1])).toEqual(published);
      },
    ),
    { numRuns: 60 },
  );
});

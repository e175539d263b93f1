// What a service consists of, and that all of it hangs together by explicit names.
import { describe, expect, test } from '@jest/globals';
import { Construct } from 'constructs';
import { WebService, type WebServiceProps } from '../../../lib/workload/web-service.ts';
import { at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { objectsOf, renderCharts } from '../../support/synthesize.ts';
import { container, good, pod, refusals, rendered, serviceWith, shop } from './service.ts';

const named = (objects: readonly KubeObject[]) =>
  objects.filter(({ metadata }) => metadata.name === 'shop' && metadata.namespace === 'shop').map(({ kind }) => kind);

const labels = { 'app.kubernetes.io/name': 'shop' };

describe('names and selectors', () => {
  test.each<[string, Partial<WebServiceProps>, string[]]>([
    ['a service that scales', {}, []],
    ['a service of fixed size', { scale: { min: 1, max: 1 } }, []],
    ['a public service', { route: { host: 'shop.example.com', paths: ['/cart/*'] } }, ['HTTPRoute']],
  ])('%s: every object bears the construct id, and there are no others', (_name, change, more) => {
    const always = [
      'ServiceAccount',
      'Deployment',
      'HorizontalPodAutoscaler',
      'Service',
      'PodDisruptionBudget',
      'NetworkPolicy',
    ];
    const objects = renderCharts({ ...serviceWith(change) }).objects.filter(({ at }) =>
      at.startsWith('test/apps/shop/shop/'),
    );
    expect(named(objects.map(({ object }) => object)).toSorted()).toEqual([...always, ...more].toSorted());
    expect(objects).toHaveLength(always.length + more.length);
  });

  test('everything selects the pods by the one label that they bear', () => {
    expect(at(pod(), 'metadata.labels')).toEqual(labels);
    expect({
      deployment: at(rendered('Deployment'), 'spec.selector'),
      service: at(rendered('Service'), 'spec.selector'),
      budget: at(rendered('PodDisruptionBudget'), 'spec.selector'),
      network: at(rendered('NetworkPolicy'), 'spec.podSelector'),
    }).toEqual({
      deployment: { matchLabels: labels },
      service: labels,
      budget: { matchLabels: labels },
      network: { matchLabels: labels },
    });
  });

  test('moving the construct in the code changes no byte', () => {
    const make = (scope: Construct) =>
      void new WebService(scope, 'shop', { ...good, route: { host: 'shop.example.com', paths: ['/cart/*'] } });
    const there = renderCharts(shop(make));
    const moved = renderCharts(shop((chart) => make(new Construct(new Construct(chart, 'deeper'), 'shop'))));
    expect(moved.objects.map(({ object }) => object)).toEqual(there.objects.map(({ object }) => object));
    expect([...moved.files]).toEqual([...there.files]);
  });

  test('two services in one chart share nothing', () => {
    const charts = shop((chart) => {
      new WebService(chart, 'shop', good);
      new WebService(chart, 'cart', good);
    });
    expect(renderCharts(charts).findings).toEqual([]);
    const selectors = objectsOf(charts).filter(({ kind }) => kind === 'Service');
    expect(selectors.map((service) => at(service, 'spec.selector'))).toEqual([
      labels,
      { 'app.kubernetes.io/name': 'cart' },
    ]);
  });
});

describe('ports', () => {
  test('the Service finds the container by the name of its port, under the same number', () => {
    expect(container().ports).toEqual([
      { name: 'http', containerPort: 8080 },
      { name: 'metrics', containerPort: 9090 },
    ]);
    expect(at(rendered('Service'), 'spec.ports')).toEqual([
      { name: 'http', port: 8080, targetPort: 'http', appProtocol: 'http' },
      { name: 'metrics', port: 9090, targetPort: 'metrics', appProtocol: 'http' },
    ]);
  });

  test.each([
    [
      'a port for both',
      { http: 80, metrics: 80 },
      'ports: two names stand for one port; write: a port of its own for each',
    ],
    [
      'a port that is none',
      { http: 65_536 },
      'ports.http: 65536 is not a whole number from 1 to 65535; write: 1 to 65535',
    ],
    ['port 0', { http: 0 }, 'ports.http: 0 is not a whole number from 1 to 65535; write: 1 to 65535'],
  ])('%s is refused', (_name, ports, refusal) => {
    expect(refusals({ ports })).toEqual([refusal]);
  });
});

describe('a route', () => {
  const route = { host: 'shop.example.com', paths: ['/cart', '/assets/*', '/*'] };

  test('leads the host to the port http, through the listener that ends TLS', () => {
    expect(rendered('HTTPRoute', { route }).spec).toEqual({
      hostnames: ['shop.example.com'],
      parentRefs: [{ name: 'public', namespace: 'public-gateway', sectionName: 'https' }],
      rules: [
        {
          matches: [
            { path: { type: 'Exact', value: '/cart' } },
            { path: { type: 'PathPrefix', value: '/assets' } },
            { path: { type: 'PathPrefix', value: '/' } },
          ],
          backendRefs: [{ name: 'shop', port: 8080 }],
        },
      ],
    });
  });

  test.each(['shop', 'Shop.example.com', 'https://shop.example.com', '*.example.com', ''])(
    'to %j is refused',
    (host) => {
      expect(refusals({ route: { host, paths: ['/*'] } })).toEqual([
        `route.host: "${host}" is no host name (RFC 1123); write: a full host name such as "links.example.com"`,
      ]);
    },
  );
});

describe('who may talk to it', () => {
  const ingress = (change: Partial<WebServiceProps>) => at(rendered('NetworkPolicy', change), 'spec.ingress');
  const egress = (change: Partial<WebServiceProps>) => at(rendered('NetworkPolicy', change), 'spec.egress');

  test('nobody, unless it is public, scraped or says who', () => {
    expect(ingress({ ports: { http: 8080 } })).toBeUndefined();
  });

  test('Prometheus, on the port of the metrics alone', () => {
    expect(ingress({})).toMatchObject([{ ports: [{ port: 9090, protocol: 'TCP' }] }]);
  });

  test('the Gateway, on the port of the requests alone', () => {
    expect(ingress({ ports: { http: 8080 }, route: { host: 'shop.example.com', paths: ['/cart/*'] } })).toMatchObject([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'public-gateway' } } }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ]);
  });

  test('and whom it names, on the ports that it names', () => {
    const from = [{ peers: [{ namespace: 'cart' }], ports: [{ port: 'http' }] }];
    expect(ingress({ ports: { http: 8080 }, from })).toMatchObject([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cart' } } }],
        ports: [{ port: 'http' }],
      },
    ]);
  });

  test('it reaches names, and the API server only where it asks for it', () => {
    const https = expect.objectContaining({ ports: [{ port: 443, protocol: 'TCP' }] });
    expect(egress({})).toHaveLength(1);
    expect(egress({})).not.toContainEqual(https);
    expect(egress({ kubernetesApi: true })).toContainEqual(https);
  });

  test('a flow with nobody at the other end is refused: Kubernetes would let anybody in', () => {
    expect(refusals({ from: [{ peers: [], ports: [{ port: 'http' }] }] })).toEqual([
      'from.peers: is empty, which would allow anybody; write: a peer, or no flow',
    ]);
  });
});

test('environment variables are what is given, and strings', () => {
  expect(container({ env: { MODE: 'on', LEVEL: '007' } }).env).toEqual([
    { name: 'MODE', value: 'on' },
    { name: 'LEVEL', value: '007' },
  ]);
});

test('every fault of a service is named in one run', () => {
  const fields = refusals({
    ports: { http: 8080, metrics: 8080 },
    health: { liveness: 'livez', readiness: '/readyz', startup: '/readyz' },
    scale: { min: 0, max: 2 },
    resources: { cpu: 'much', memory: '1' },
    shutdown: { drainSeconds: -1 },
    route: { host: 'localhost', paths: ['/*'] },
  }).map((line) => line.split(': ')[0]);
  expect(fields).toEqual([
    'ports',
    'health',
    'health.liveness',
    'resources.cpu',
    'resources.memory',
    'scale.min',
    'shutdown.drainSeconds',
    'route.host',
  ]);
});

test('a name that no object can have is refused', () => {
  const charts = shop((chart) => void new WebService(chart, 'Web_Shop', good));
  expect(renderCharts(charts).findings.filter(({ field }) => field === 'name')).toMatchObject([
    { code: 'invalid-setting', at: 'test/apps/shop/Web_Shop', problem: '"Web_Shop" is no DNS label (RFC 1123)' },
  ]);
});

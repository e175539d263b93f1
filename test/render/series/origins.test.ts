// Where a series comes from is known: a rule that asks for it elsewhere is found, and so are two rules that make the same.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { findingsIn } from '../../../commands/check/series.ts';
import { above, rate, select, sum } from '../../../lib/monitoring/promql.ts';
import { Alerts, type Recording } from '../../../lib/monitoring/alerts.ts';
import { ServiceMetrics } from '../../../lib/monitoring/service-metrics.ts';
import { Slo } from '../../../lib/monitoring/slo/slo.ts';
import { WebService } from '../../../lib/workload/web-service.ts';
import { Worker } from '../../../lib/workload/worker.ts';
import { seriesIn, seriesOfExporters } from '../../../render/series/inventory.ts';
import { type Charts, objectsOf, pinnedImage } from '../../support/synthesize.ts';

const metrics = {
  requests: { name: 'http_requests_total', labels: ['method', 'route', 'status'] },
  duration: { name: 'http_seconds', labels: ['method', 'route', 'status'], buckets: [0.1, 0.5] },
} as const;

const exporters = seriesOfExporters();

const container = {
  image: pinnedImage,
  ports: { http: 8080, metrics: 9090 },
  scale: { min: 2, max: 2 },
  resources: { cpu: '100m', memory: '128Mi' },
};
const health = { liveness: '/livez', readiness: '/readyz', startup: '/startupz' };

const serviceIn = (scope: Chart): WebService => new WebService(scope, 'api', { ...container, health });

const scraped = (scope: Chart, service: WebService | Worker): void =>
  void new ServiceMetrics(scope, 'metrics', { service, measures: metrics });

const promise = (scope: Chart, id: string, service: WebService): void =>
  void new Slo(scope, id, { service, metrics, owner: 'orders', retentionDays: 30, availability: 99.9 });

const rules = (scope: Chart, where: object, ...recordings: readonly Recording[]): void =>
  void new Alerts(scope, 'rules', {
    owner: 'orders',
    recordings,
    alerts: [
      { name: 'Busy', severity: 'warning', expr: above(sum(rate(metrics.requests, where, '5m')), 9), summary: 'Busy.' },
    ],
  });

function found(charts: Charts): string[] {
  const objects = objectsOf(charts);
  const all = objects.map((object) => ({
    at: `${object.metadata.namespace}`,
    cluster: 'a',
    layer: 'a',
    chart: 'a',
    object,
  }));
  const view = { objects: all, brought: [] };
  const findings = findingsIn({ view, known: seriesIn(objects, exporters), exporters });
  return [...new Set(findings.map(({ code, at, problem }) => `${code} ${at}: ${problem.replace(/, without.*/, '')}`))];
}

const both = (scope: Chart): void => {
  const service = serviceIn(scope);
  scraped(scope, service);
  promise(scope, 'slo', service);
};

test('two services of one name, each with its objectives, are told apart', () => {
  expect(found({ shop: both, stock: both })).toEqual([]);
});

describe('an expression is refused that asks for a series', () => {
  test('of a service that nobody scrapes, though another has one of the name', () => {
    expect(found({ shop: both, stock: (scope) => promise(scope, 'slo', serviceIn(scope)) })).toEqual([
      'unknown-series stock: no "http_requests_total" has namespace="stock"',
    ]);
  });

  test.each<[string, object, string[]]>([
    ['of a job that is there', { job: 'api' }, []],
    ['of any job', { job: /ap.*/ }, []],
    ['of no job, though each has one', { job: '' }, ['no "http_requests_total" has job=""']],
    ['of a misspelt job', { job: 'apis' }, ['no "http_requests_total" has job="apis"']],
    [
      'of the job of one namespace in another',
      { namespace: 'stock', job: 'api' },
      ['no "http_requests_total" has namespace="stock", job="api"'],
    ],
    ['of the PodMonitor of a worker', { namespace: 'stock', job: 'mailer' }, []],
  ])('%s', (_what, where, problems) => {
    const worker = (scope: Chart): void => scraped(scope, new Worker(scope, 'mailer', { ...container, health }));
    const charts = {
      shop: (scope: Chart) => {
        scraped(scope, serviceIn(scope));
        rules(scope, where);
      },
      stock: worker,
    };
    expect(found(charts)).toEqual(problems.map((problem) => `unknown-series shop: ${problem}`));
  });

  test.each<[string, object]>([
    ['keeps the labels of its program', { endpoints: [{ port: 'metrics', honorLabels: true }] }],
    ['gives labels of its own', { endpoints: [{ port: 'metrics', relabelings: [{ targetLabel: 'job' }] }] }],
    ['looks into other namespaces', { endpoints: [{ port: 'metrics' }], namespaceSelector: { any: true } }],
  ])('but not where its monitor %s', (_what, spec) => {
    const charts = {
      shop: (scope: Chart) => {
        serviceIn(scope);
        new ApiObject(scope, 'monitor', {
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'ServiceMonitor',
          metadata: { name: 'm', annotations: { 'fleetwright.dev/measures': 'http_requests_total{status}' } },
          spec: { selector: {}, ...spec },
        } as never);
        rules(scope, { namespace: 'another', job: 'other' });
      },
    };
    expect(found(charts)).toEqual([]);
  });
});

describe('two rules that record a series', () => {
  const record = (where: object, labels: Readonly<Record<string, string>> = {}): Recording => ({
    record: 'job:http_requests:rate5m',
    expr: sum(rate(metrics.requests, where, '5m'), 'job'),
    labels,
  });
  const recorded = (one: Recording, other: Recording): string[] =>
    found({
      shop: (scope) => {
        scraped(scope, serviceIn(scope));
        rules(scope, {}, one);
      },
      stock: (scope) => {
        scraped(scope, new WebService(scope, 'stock', { ...container, health }));
        rules(scope, {}, other);
      },
    });
  const twice = ['duplicate-series stock: shop records it too, and no label tells the two apart'];

  test.each<[string, Recording, Recording, string[]]>([
    ['with labels of their own are two', record({}, { team: 'a' }), record({}, { team: 'b' }), []],
    ['of two jobs are two', record({ job: 'api' }), record({ job: 'stock' }), []],
    ['of all jobs are one', record({}), record({}), twice],
    ['of all jobs and of one are one', record({}), record({ job: 'stock' }), twice],
    [
      'of two namespaces, which are summed up, are one',
      record({ namespace: 'shop' }),
      record({ namespace: 'stock' }),
      twice,
    ],
    ['with labels of two names are one', record({}, { team: 'a' }), record({}, { squad: 'a' }), twice],
  ])('%s', (_what, one, other, problems) => expect(recorded(one, other)).toEqual(problems));

  test('as objectives of one service are one', () => {
    const charts = {
      shop: (scope: Chart) => {
        const service = serviceIn(scope);
        scraped(scope, service);
        promise(scope, 'slo', service);
        promise(scope, 'stricter', service);
      },
    };
    expect(found(charts)).toEqual([
      'duplicate-series shop: shop records it, and 9 more of its series, too, and no label tells the two apart',
    ]);
  });

  test('of labels that an expression makes are taken for one: nobody knows their values', () => {
    const made = (job: string): Recording => {
      const expr = select({ name: 'up', labels: [] }, { job });
      return { ...record({}), expr: `label_replace(${expr}, "job", "same", "", "")` as Recording['expr'] };
    };
    expect(recorded(made('api'), made('stock'))).toEqual(twice);
  });
});

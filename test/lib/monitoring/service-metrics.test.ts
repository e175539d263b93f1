import { describe, expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { ServiceMetrics, type ServiceMetricsProps } from '../../../lib/monitoring/service-metrics.ts';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { Agent } from '../../../lib/workload/agent.ts';
import type { Ports } from '../../../lib/workload/ports.ts';
import { StatefulService } from '../../../lib/workload/stateful-service.ts';
import { WebService } from '../../../lib/workload/web-service.ts';
import { Worker } from '../../../lib/workload/worker.ts';
import { asArray, at } from '../../../render/fields.ts';
import { type Charts, findingsOf, objectsOf, only, pinnedImage } from '../../support/synthesize.ts';
import { settingFaults } from '../workload/service.ts';

interface Settings extends Omit<ServiceMetricsProps, 'service'> {
  readonly ports?: Ports;
}

const chart = ({ ports = { http: 8080, metrics: 9090 }, ...rest }: Settings = {}) => ({
  app: (scope: Chart) => {
    const service = new WebService(scope, 'app', {
      image: pinnedImage,
      ports,
      health: { liveness: '/livez', readiness: '/readyz', startup: '/startupz' },
      scale: { min: 2, max: 2 },
      resources: { cpu: '100m', memory: '128Mi' },
    });
    new ServiceMetrics(scope, 'metrics', { service, ...rest });
  },
});

test('Prometheus scrapes the port "metrics" of the very Service that it belongs to', () => {
  const objects = objectsOf(chart({ path: '/stats', intervalSeconds: 15 }));
  const labels = only(objects, 'Service').metadata.labels;
  expect(only(objects, 'ServiceMonitor')).toMatchObject({
    metadata: { name: 'app', namespace: 'app' },
    spec: { selector: { matchLabels: labels }, endpoints: [{ port: 'metrics', path: '/stats', interval: '15s' }] },
  });
});

const container = {
  image: pinnedImage,
  health: { liveness: { command: ['/a'] }, readiness: { command: ['/b'] }, startup: { command: ['/c'] } },
  resources: { cpu: '100m', memory: '128Mi' },
};

describe.each<
  [string, 'ServiceMonitor' | 'PodMonitor', (scope: Chart, ports: Ports) => ServiceMetricsProps['service']]
>([
  [
    'a StatefulService',
    'ServiceMonitor',
    (scope, ports) => {
      const disk = { size: '1Gi', path: '/data' };
      return new StatefulService(scope, 'app', {
        ...container,
        copies: 1,
        disk,
        ports: { tcp: { store: 1 }, ...ports },
      });
    },
  ],
  [
    'a Worker',
    'PodMonitor',
    (scope, ports) => new Worker(scope, 'app', { ...container, scale: { min: 1, max: 1 }, ports }),
  ],
  ['an Agent', 'PodMonitor', (scope, ports) => new Agent(scope, 'app', { ...container, ports })],
])('%s', (_name, kind, make) => {
  const scraped = (ports: Ports): Charts => ({
    app: (scope) => {
      new Namespace(scope, 'namespace', { name: 'app', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
      new ServiceMetrics(scope, 'metrics', { service: make(scope, ports) });
    },
  });

  test(`has a ${kind}, which selects something, under its own name`, () => {
    const charts = scraped({ metrics: 9090 });
    expect(findingsOf(charts).filter(({ code }) => code === 'monitor-without-target')).toEqual([]);
    const objects = objectsOf(charts);
    expect(objects.filter((object) => object.kind.endsWith('Monitor')).map((object) => object.kind)).toEqual([kind]);
    const { metadata, spec } = only(objects, kind);
    const [endpoint] = asArray(at(spec, 'endpoints') ?? at(spec, 'podMetricsEndpoints'));
    expect([metadata, at(spec, 'selector'), endpoint]).toMatchObject([
      { name: 'app', namespace: 'app' },
      { matchLabels: { 'app.kubernetes.io/name': 'app' } },
      { port: 'metrics', path: '/metrics', interval: '30s' },
    ]);
    expect(at(spec, 'jobLabel')).toBe(kind === 'PodMonitor' ? 'app.kubernetes.io/name' : undefined);
  });

  test('lets Prometheus in on that port', () => {
    const rules = objectsOf(scraped({ metrics: 9090 })).find(
      (object) => object.kind === 'NetworkPolicy' && object.metadata.name === 'app',
    );
    const ports = asArray(at(rules, 'spec.ingress')).map((rule) =>
      asArray(at(rule, 'ports')).map((each) => at(each, 'port')),
    );
    expect(ports).toContainEqual([9090]);
  });

  test('is refused without that port', () => {
    expect(settingFaults(scraped({ http: 8080 }))).toEqual([
      'service: "app" has no port "metrics"; write: ports: { ..., metrics: 9090 }',
    ]);
  });
});

test.each<[string, Settings, string]>([
  [
    'of a service without the port',
    { ports: { http: 8080 } },
    'service: "app" has no port "metrics"; write: ports: { ..., metrics: 9090 }',
  ],
  ['without pause', { intervalSeconds: 0 }, 'intervalSeconds: 0 is not a whole number from 5 to 120; write: 5 to 120'],
  [
    'so rarely that a rate over five minutes sees one sample',
    { intervalSeconds: 300 },
    'intervalSeconds: 300 is not a whole number from 5 to 120; write: 5 to 120',
  ],
])('a scrape %s is refused', (_name, settings, fault) => {
  const faults = findingsOf(chart(settings))
    .filter(({ code, at }) => code === 'invalid-setting' && at === 'test/apps/app/metrics')
    .map(({ field, problem, write }) => `${field}: ${problem}; write: ${write}`);
  expect(faults).toEqual([fault]);
});

import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { ServiceMetrics, type ServiceMetricsProps } from '../../../lib/monitoring/service-metrics.ts';
import type { Ports } from '../../../lib/workload/ports.ts';
import { WebService } from '../../../lib/workload/web-service.ts';
import { findingsOf, objectsOf, only, pinnedImage } from '../../support/synthesize.ts';

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

test.each<[string, Settings, string]>([
  [
    'of a service without the port',
    { ports: { http: 8080 } },
    'service: "app" has no port "metrics"; write: ports: { ..., metrics: 9090 }',
  ],
  ['without pause', { intervalSeconds: 0 }, 'intervalSeconds: 0 is not a whole number from 5 to 300; write: 5 to 300'],
])('a scrape %s is refused', (_name, settings, fault) => {
  const faults = findingsOf(chart(settings))
    .filter(({ code, at }) => code === 'invalid-setting' && at === 'test/apps/app/metrics')
    .map(({ field, problem, write }) => `${field}: ${problem}; write: ${write}`);
  expect(faults).toEqual([fault]);
});

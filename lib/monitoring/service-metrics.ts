// Prometheus learns of a service from the service itself, so a scrape target cannot select nothing.
import type { TypeMeta } from '@kubernetes-models/base';
import type { Construct } from 'constructs';
import { ServiceMonitor } from '../../imports/monitoring.coreos.com.ts';
import { ModelObject } from '../model-object.ts';
import { addRules } from '../validation/rules.ts';
import { wholeNumber } from '../validation/limits.ts';
import type { WebService } from '../workload/web-service.ts';

export interface ServiceMetricsProps {
  /** A service with a port `metrics`. */
  readonly service: WebService;
  /** The path that Prometheus asks. @default '/metrics' */
  readonly path?: string;
  /** Seconds between two scrapes, 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
}

/** A ServiceMonitor of a service's port `metrics`. Its name is the service's. */
export class ServiceMetrics extends ModelObject {
  constructor(scope: Construct, id: string, { service, path = '/metrics', intervalSeconds = 30 }: ServiceMetricsProps) {
    const model: TypeMeta = ServiceMonitor.manifest({
      metadata: { name: service.name, namespace: service.namespace },
      spec: {
        selector: { matchLabels: { ...service.labels } },
        endpoints: [{ port: 'metrics', path, interval: `${intervalSeconds}s` }],
      },
    });
    super(scope, id, model);
    addRules(this, () => [
      ...wholeNumber('intervalSeconds', intervalSeconds, 5, 300),
      ...(service.ports.metrics === undefined
        ? [
            {
              field: 'service',
              problem: `"${service.name}" has no port "metrics"`,
              write: 'ports: { ..., metrics: 9090 }',
            },
          ]
        : []),
    ]);
  }
}

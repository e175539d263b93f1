// Prometheus learns of a workload from the workload itself, so a scrape target cannot select nothing.
import type { TypeMeta } from '@kubernetes-models/base';
import { Construct } from 'constructs';
import { PodMonitor, ServiceMonitor } from '../../imports/monitoring.coreos.com.ts';
import { ModelObject } from '../model-object.ts';
import { measured } from './measures.ts';
import type { Metric } from './metric.ts';
import { madeBy, mapOf, misfitsOf, needed, number, propsOf, text } from '../validation/props.ts';
import { listOf } from '../validation/shape.ts';
import { addRules } from '../validation/rules.ts';
import { wholeNumber } from '../validation/limits.ts';
import { Agent } from '../workload/agent.ts';
import { StatefulService } from '../workload/stateful-service.ts';
import { WebService } from '../workload/web-service.ts';
import { Worker } from '../workload/worker.ts';
import { nameLabel } from '../workload/workload.ts';

export interface ServiceMetricsProps {
  /** What has a port `metrics`. */
  readonly service: WebService | StatefulService | Worker | Agent;
  /** The path that Prometheus asks. @default '/metrics' */
  readonly path?: string;
  /** Seconds between two scrapes, 5 to 120: rates here look back over five minutes, and need two samples there. @default 30 */
  readonly intervalSeconds?: number;
  /** What it measures, such as the metrics of its contract: `npm run check` holds alerts and panels against it. @default nobody knows */
  readonly measures?: Readonly<Record<string, Metric>>;
}

const workload = madeBy('a WebService, StatefulService, Worker or Agent', WebService, StatefulService, Worker, Agent);

const metric = propsOf<Metric & { readonly buckets?: readonly number[] }>({
  name: needed(text),
  labels: needed(listOf(text)),
  buckets: listOf(number),
});

const shape = propsOf<ServiceMetricsProps>({
  service: needed(workload),
  path: text,
  intervalSeconds: number,
  measures: mapOf(metric),
});

/**
 * A ServiceMonitor of the port `metrics` of what has a Service, and a PodMonitor of what has none. Its name is the workload's, and
 * so is the label `job` of what is scraped.
 */
export class ServiceMetrics extends Construct {
  constructor(scope: Construct, id: string, props: ServiceMetricsProps) {
    const unknown = misfitsOf(scope, id, props, shape);
    super(scope, id);
    const { service, path = '/metrics', intervalSeconds = 30, measures } = props;
    const metadata = {
      name: service.name,
      namespace: service.namespace,
      ...(measures && { annotations: measured(Object.values(measures)) }),
    };
    const selector = { matchLabels: { ...service.labels } };
    const endpoints = [{ port: 'metrics', path, interval: `${intervalSeconds}s` }];
    const monitor: TypeMeta =
      service instanceof WebService || service instanceof StatefulService
        ? ServiceMonitor.manifest({ metadata, spec: { selector, endpoints } })
        : PodMonitor.manifest({
            metadata,
            // By default it would be `<namespace>/<name>`. Source: Prometheus Operator's API reference, "PodMonitorSpec", `jobLabel`.
            spec: { jobLabel: nameLabel, selector, podMetricsEndpoints: endpoints },
          });
    new ModelObject(this, 'monitor', monitor);
    addRules(this, () => [
      ...unknown,
      ...wholeNumber('intervalSeconds', intervalSeconds, 5, 120),
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

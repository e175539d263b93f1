// A service that nothing is wrong with, changed in one prop at a time; what it renders, and what is refused.
import type { Chart } from 'cdk8s';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { WebService, type WebServiceProps } from '../../../lib/workload/web-service.ts';
import { asArray, asRecord, at } from '../../../render/fields.ts';
import type { Fault } from '../../../lib/validation/rules.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { type Charts, findingsOf, objectsOf, only, pinnedImage } from '../../support/synthesize.ts';

export const good: WebServiceProps = {
  image: pinnedImage,
  ports: { http: 8080, metrics: 9090 },
  health: { liveness: '/livez', readiness: '/readyz', startup: '/startupz' },
  scale: { min: 3, max: 12 },
  resources: { cpu: '250m', memory: '256Mi' },
  zones: ['1', '2', '3'],
};

/** A chart `shop` with its namespace and what is added to it. */
export function shop(add: (chart: Chart) => void): Charts {
  return {
    shop: (chart) => {
      new Namespace(chart, 'namespace', { name: 'shop', quota: { cpu: '8', memory: '8Gi', pods: 30 } });
      add(chart);
    },
  };
}

/** The good service `shop`, but for these props. */
export function serviceWith(change: Partial<WebServiceProps> = {}): Charts {
  return shop((chart) => void new WebService(chart, 'shop', { ...good, ...change }));
}

/** The object of a kind that bears the service's name. */
export function rendered(kind: string, change: Partial<WebServiceProps> = {}): KubeObject {
  return only(
    objectsOf(serviceWith(change)).filter(({ metadata }) => metadata.name === 'shop'),
    kind,
  );
}

/** The pod of its Deployment: `metadata` and `spec`. */
export function pod(change: Partial<WebServiceProps> = {}): Record<string, unknown> {
  return asRecord(at(rendered('Deployment', change), 'spec.template'));
}

/** The pod's one container. */
export function container(change: Partial<WebServiceProps> = {}): Record<string, unknown> {
  return asRecord(asArray(at(pod(change), 'spec.containers'))[0]);
}

/** What is wrong with the service's settings, as field, problem and remedy. */
export function refusals(change: Partial<WebServiceProps>): string[] {
  return settingFaults(serviceWith(change));
}

/** What the constructs say is wrong with themselves. What the rendering adds to it is the rendering's own to test. */
export function settingFaults(charts: Charts): string[] {
  return findingsOf(charts)
    .filter(({ code }) => code === 'invalid-setting')
    .map(asLine);
}

export function asLine({ field, problem, write }: Fault): string {
  return `${field}: ${problem}; write: ${write}`;
}

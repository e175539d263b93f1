// What a policy must take and what it must refuse, in every kind that it looks at.
import type { Policy, PodPolicy, Sample } from '../../lib/policy/policy.ts';
import type { KubeObject } from '../../render/rendered.ts';

/** An object, and what it is. */
export interface Named {
  readonly name: string;
  readonly object: KubeObject;
}

const container = {
  name: 'web',
  image: `registry.example/shop:1.0.0@sha256:${'0'.repeat(64)}`,
  ports: [{ containerPort: 8080 }],
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '128Mi' } },
  readinessProbe: { httpGet: { path: '/readyz', port: 8080 } },
  livenessProbe: { httpGet: { path: '/livez', port: 8080 } },
};
/** A container that every policy takes. */
export function aContainer(): { readonly image: string } {
  return container;
}

const labels = { app: 'web' };

type Mutant = PodPolicy['mutants'][string];

function podSpec({ pod = {}, container: change = {} }: Mutant): Record<string, unknown> {
  const merged = { containers: [{ ...container, ...change }], ...pod };
  const first = (merged as { initContainers?: object[] }).initContainers;
  return first
    ? { ...merged, initContainers: first.map((each) => ({ ...container, ports: [], ...probeless, ...each })) }
    : merged;
}
const probeless = { readinessProbe: undefined, livenessProbe: undefined };

/** The pod, and each kind that makes such pods. */
function everyMaker(spec: Record<string, unknown>): Sample[] {
  const template = { metadata: { labels }, spec };
  const selector = { matchLabels: labels };
  const job = { template: { metadata: { labels }, spec: { ...spec, restartPolicy: 'Never' } } };
  return [
    { apiVersion: 'v1', kind: 'Pod', spec },
    { apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector, template } },
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: { selector, template } },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { selector, template, serviceName: 'web' } },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { selector, template } },
    { apiVersion: 'v1', kind: 'ReplicationController', spec: { selector: labels, template } },
    { apiVersion: 'batch/v1', kind: 'Job', spec: job },
    { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '0 0 * * *', jobTemplate: { spec: job } } },
  ];
}

/** Kinds whose pods end: nobody calls them, so they need no probes. */
const ending = new Set(['Job', 'CronJob']);

/** What a policy refuses, by what it is and in which kind. */
export function mutantsOf(policy: Policy, namespace: string): Named[] {
  if (!('ofPod' in policy))
    return Object.entries(policy.mutants).map(([name, sample]) => ({ name, object: placed(sample, namespace) }));
  return Object.entries(policy.mutants).flatMap(([name, mutant]) =>
    everyMaker(podSpec(mutant))
      .filter(({ kind }) => policy.name !== 'container-probes' || !ending.has(kind))
      .map((sample) => ({ name: `${name}, as ${sample.kind}`, object: placed(sample, namespace) })),
  );
}

/** What a policy takes. */
export function neighboursOf(policy: Policy, namespace: string): Named[] {
  const samples = 'ofPod' in policy ? everyMaker(podSpec({})) : policy.neighbours;
  return samples.map((sample, index) => ({
    name: `${sample.kind} ${index}`,
    object: placed(sample, namespace),
  }));
}

/** @param name of the object. @default 'web' */
export function placed(sample: Sample, namespace: string, name = 'web'): KubeObject {
  return { ...sample, metadata: { ...(sample.metadata as object | undefined), name, namespace } };
}

import { expect, test } from '@jest/globals';
import { CertManager } from '../../lib/platform/cert-manager.ts';
import { ExternalSecrets } from '../../lib/platform/external-secrets.ts';
import { PrometheusCrds } from '../../lib/platform/prometheus-crds.ts';
import { PrometheusStack } from '../../lib/platform/prometheus-stack.ts';
import { type Cluster, clusters } from '../../clusters/index.ts';
import { asRecord, at } from '../../render/fields.ts';
import { amount } from '../../render/quantity.ts';
import { objectsIn, one, valuesOf } from './platform.ts';

/** Pods that may be there at once, and the resources of each container in one. */
type Pods = readonly [count: number, ...containers: readonly unknown[]];

function sum(pods: readonly Pods[], field: string): bigint {
  return pods.reduce(
    (total, [count, ...containers]) =>
      total +
      BigInt(count) * containers.reduce<bigint>((inner, resources) => inner + (amount(at(resources, field)) ?? 0n), 0n),
    0n,
  );
}

/** A Deployment adds one pod before it takes one away. */
function controllers(values: Record<string, unknown>, ...keys: readonly string[]): Pods[] {
  return [values, ...keys.map((key) => asRecord(values[key]))].map(({ replicaCount, resources }): Pods => [
    Number(replicaCount) + 1,
    resources,
  ]);
}

/** StatefulSets take one pod away before they add one; each has a reloader beside it. */
function stack(cluster: Cluster): Pods[] {
  const values = valuesOf(cluster, PrometheusStack);
  const reloader = at(values, 'prometheusOperator.prometheusConfigReloader.resources');
  const sidecar = at(values, 'grafana.sidecar.resources');
  const { replicas } = cluster.monitoring;
  return [
    [replicas, at(values, 'prometheus.prometheusSpec.resources'), reloader],
    [replicas, at(values, 'alertmanager.alertmanagerSpec.resources'), reloader],
    [2, at(values, 'prometheusOperator.resources')],
    [2, at(values, 'grafana.resources'), sidecar, sidecar],
    [2, at(values, 'kube-state-metrics.resources')],
  ];
}

const cases = clusters.flatMap((cluster) => [
  [
    cluster.name,
    'cert-manager',
    objectsIn(cluster, CertManager),
    controllers(valuesOf(cluster, CertManager), 'webhook', 'cainjector'),
  ] as const,
  [
    cluster.name,
    'external-secrets',
    objectsIn(cluster, ExternalSecrets),
    controllers(valuesOf(cluster, ExternalSecrets), 'webhook', 'certController'),
  ] as const,
  [cluster.name, 'monitoring', objectsIn(cluster, PrometheusCrds), stack(cluster)] as const,
]);

test.each(cases)(
  'in %s the quota of %s has room for all pods while they are replaced',
  (_cluster, _name, objects, pods) => {
    const hard = asRecord(at(one(objects, 'ResourceQuota', 'quota'), 'spec.hard'));
    const over = [
      ['requests.cpu', 'requests.cpu'],
      ['requests.memory', 'requests.memory'],
      ['limits.memory', 'limits.memory'],
    ].filter(([limit = '', field = '']) => !(sum(pods, field) > 0n && sum(pods, field) <= (amount(hard[limit]) ?? 0n)));
    expect(over).toEqual([]);
    expect(Number(hard.pods)).toBeGreaterThanOrEqual(pods.reduce((total, [count]) => total + count, 0));
  },
);

// The inventory of a release: of each object that Helm makes what the rules ask for, and no more, so that it is small and tells no value.
import { scopeOf } from '../../render/schema/index.ts';
import { asArray, asRecord } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { type Inventory, nameOf, type ObjectOfKind } from '../../render/inventory.ts';
import { append } from '../../render/multimap.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { Release } from './releases.ts';

/** What is kept of a value: all of it, these fields of it, or of each element of a list these. */
type Shape = true | { readonly [field: string]: Shape } | readonly [Shape];

const container: Shape = { name: true, ports: true, resources: true, restartPolicy: true };
const claim: Shape = { metadata: { name: true }, spec: { resources: true, storageClassName: true } };
const podSpec: Shape = {
  containers: [container],
  initContainers: [container],
  overhead: true,
  resources: true,
  volumes: [{ ephemeral: { volumeClaimTemplate: claim } }],
};
const template: Shape = { metadata: { labels: true }, spec: podSpec };
const labelled: Shape = { labels: true };
const workload: Shape = {
  spec: { ordinals: true, replicas: true, strategy: true, template, volumeClaimTemplates: [claim] },
};
const job: Shape = { completions: true, parallelism: true, suspend: true, template };

/** By kind; of any other it is known that it is there. */
const shapes: Readonly<Record<string, { readonly [field: string]: Shape }>> = {
  '/Namespace': { metadata: labelled },
  '/PersistentVolumeClaim': claim,
  '/Pod': { metadata: labelled, spec: podSpec },
  '/ReplicationController': workload,
  '/Service': {
    metadata: labelled,
    spec: { allocateLoadBalancerNodePorts: true, ports: true, selector: true, type: true },
  },
  'apps/DaemonSet': workload,
  'apps/Deployment': workload,
  'apps/ReplicaSet': workload,
  'apps/StatefulSet': workload,
  'autoscaling/HorizontalPodAutoscaler': { spec: { maxReplicas: true, minReplicas: true, scaleTargetRef: true } },
  'batch/CronJob': { spec: { jobTemplate: { spec: job }, suspend: true } },
  'batch/Job': { spec: job },
  'cert-manager.io/Certificate': { spec: { secretName: true } },
  'external-secrets.io/ExternalSecret': {
    spec: { data: [{ secretKey: true }], dataFrom: true, target: { creationPolicy: true, name: true } },
  },
  'gateway.networking.k8s.io/Gateway': { spec: { listeners: true } },
  'gateway.networking.k8s.io/ReferenceGrant': { spec: true },
  // What the loop has the real operator run, with the rights that the chart gives.
  'monitoring.coreos.com/Alertmanager': { spec: true },
  'monitoring.coreos.com/Prometheus': { spec: true },
  'monitoring.coreos.com/PrometheusRule': { spec: { groups: [{ rules: [{ alert: true, record: true }] }] } },
  'rbac.authorization.k8s.io/ClusterRole': { rules: true },
  'rbac.authorization.k8s.io/ClusterRoleBinding': { roleRef: true, subjects: true },
};

/** What a release brings that stays: what belongs to one action of Helm comes and goes, and `provides` tells of definitions. */
export function inventoryOf(
  release: Pick<Release, 'chart' | 'told' | 'namespace'>,
  objects: readonly KubeObject[],
  values: Pick<Inventory, 'values' | 'read'>,
): Inventory {
  const stays = objects
    .flatMap((object) => (object.kind === 'List' ? (asArray(object.items) as readonly KubeObject[]) : [object]))
    .filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] === undefined)
    .filter(({ kind }) => kind !== 'CustomResourceDefinition');
  return {
    from: nameOf(release.chart),
    told: release.told,
    objects: byKind(
      stays.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)),
      release.namespace,
    ),
    ...values,
  };
}

function byKind(objects: readonly KubeObject[], target: string): Inventory['objects'] {
  const kinds = new Map<string, ObjectOfKind[]>();
  for (const object of objects) append(kinds, kindOf(object), small(object, target));
  return Object.fromEntries(kinds);
}

function kindOf({ apiVersion, kind }: KubeObject): string {
  return `${apiVersion}/${kind}`;
}

function placeOf(object: KubeObject): string {
  return `${kindOf(object)} ${object.metadata.namespace ?? ''} ${object.metadata.name}`;
}

/** An object or a value a line. */
export function textOf({ from, told, objects, values, read }: Inventory): string {
  const lines = (rows: readonly string[]): string => `\n${rows.join(',\n')}\n`;
  return `{${lines([
    `"from":${JSON.stringify(from)}`,
    `"told":${JSON.stringify(told)}`,
    `"objects":{${lines(
      Object.entries(objects).map(
        ([kind, ofKind]) => `${JSON.stringify(kind)}:[${lines(ofKind.map((each) => JSON.stringify(each)))}]`,
      ),
    )}}`,
    `"values":{${lines(Object.entries(values).map(([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner)}`))}}`,
    `"read":${JSON.stringify(read)}`,
  ])}}\n`;
}

function small(object: KubeObject, target: string): ObjectOfKind {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace = scopeOf(apiVersion, kind) === 'Cluster' ? undefined : target } = metadata;
  const kept = asRecord(keep(object, shapes[kindKey(object)] ?? {}));
  return {
    metadata: { name, ...(namespace !== undefined && { namespace }), ...asRecord(kept.metadata) },
    ...(keysKept.has(kindKey(object)) && keysIn(object)),
    ...withoutMetadata(kept),
  };
}

function withoutMetadata({ metadata: _metadata, ...rest }: Readonly<Record<string, unknown>>): object {
  return rest;
}

const keysKept = new Set(['/ConfigMap', '/Secret']);

/** Which keys there are, and not what is under them. */
function keysIn({ type, data, stringData, binaryData }: KubeObject): object {
  const keys = [data, stringData, binaryData].flatMap((map) => Object.keys(asRecord(map)));
  return {
    ...(type !== undefined && { type }),
    ...(keys.length > 0 && { data: Object.fromEntries(keys.toSorted().map((key) => [key, ''])) }),
  };
}

/** Undefined where nothing of a value is kept. */
function keep(value: unknown, shape: Shape): unknown {
  if (value === undefined || shape === true) return value;
  if (isList(shape)) {
    const kept = asArray(value).flatMap((each) => keep(each, shape[0]) ?? []);
    return kept.length > 0 ? kept : undefined;
  }
  const map = asRecord(value);
  const kept = Object.entries(shape)
    .map(([field, inner]) => [field, keep(map[field], inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

// What objects take of their namespace's quota beside what pods take: themselves, ports of nodes, disks. Amounts are in billionths.
// Source: Kubernetes, "Resource Quotas", and pkg/quota/v1/evaluator/core of its source.
import { asArray, asRecord, asString, at } from './fields.ts';
import { apiGroup, kindKey } from './identity.ts';
import { keptOf } from './kept-objects.ts';
import { amount } from './quantity.ts';
import type { KubeObject } from './rendered.ts';
import type { Workload } from './selection.ts';

/** An amount of a quota's line: `count/configmaps`, `services.nodeports`, `requests.storage`. */
export type Taken = readonly [line: string, amount: bigint];

export const one = 1_000_000_000n;

/** What the objects of a namespace take of each line, claims that a StatefulSet of it makes left out: its pods take those. */
export function takenByAll(objects: readonly KubeObject[]): ReadonlyMap<string, bigint> {
  const prefixes = new Set(objects.flatMap(claimPrefixes));
  const isMade = ({ kind, metadata: { name } }: KubeObject): boolean =>
    kind === 'PersistentVolumeClaim' && prefixes.has(name.replace(/\d+$/, ''));
  const taken = new Map<string, bigint>();
  for (const object of [...objects, ...madeByKubernetes(objects)])
    if (!isMade(object)) for (const [line, each] of takenBy(object)) taken.set(line, (taken.get(line) ?? 0n) + each);
  return taken;
}

/** What every namespace has, where Git does not hold it. */
function madeByKubernetes(objects: readonly KubeObject[]): KubeObject[] {
  const all = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } },
  ];
  return all.filter(
    ({ kind, metadata: { name } }) => !objects.some((object) => object.kind === kind && object.metadata.name === name),
  );
}

/** What an object takes by being there, and what is kept of it. */
export function takenBy(object: KubeObject): readonly Taken[] {
  return [...takenByItself(object), ...keptOf(object).map(({ line, count }): Taken => [line, one * BigInt(count)])];
}

function takenByItself(object: KubeObject): readonly Taken[] {
  const resource = resourceOf(object);
  const itself: Taken[] = [[`count/${resource}`, one]];
  if (countedByName.has(resource)) itself.push([resource, one]);
  switch (kindKey(object)) {
    case '/PersistentVolumeClaim':
      return takenByClaim(object);
    case '/Service':
      return [...itself, ...takenByService(asRecord(object.spec))];
    default:
      return itself;
  }
}

/** What one pod of a workload claims of disks: by templates of a StatefulSet, and by volumes that live as long as the pod. */
export function takenByClaimsOf({ rendered, pod }: Workload): readonly Taken[] {
  const volumes = asArray(pod.spec.volumes).map((volume) => at(volume, 'ephemeral.volumeClaimTemplate'));
  return [...claimTemplates(rendered.object), ...volumes.filter(Boolean)].flatMap(takenByClaim);
}

/** How the claims that a StatefulSet makes are called, but for the pod's number: a claim in Git may be one of them. */
function claimPrefixes(object: KubeObject): string[] {
  return claimTemplates(object).map((claim) => `${asString(at(claim, 'metadata.name'))}-${object.metadata.name}-`);
}

function claimTemplates(object: KubeObject): readonly unknown[] {
  return kindKey(object) === 'apps/StatefulSet' ? asArray(at(object, 'spec.volumeClaimTemplates')) : [];
}

/** A claim that names no class is given one in the cluster. */
function takenByClaim(claim: unknown): readonly Taken[] {
  const storageClass = asString(at(claim, 'spec.storageClassName'));
  const taken: readonly Taken[] = [
    ['persistentvolumeclaims', one],
    ['requests.storage', amount(at(claim, 'spec.resources.requests.storage') ?? undefined) ?? 0n],
  ];
  return [
    ...taken,
    ['count/persistentvolumeclaims', one],
    ...(storageClass === ''
      ? []
      : taken.map(([line, each]): Taken => [`${storageClass}.storageclass.storage.k8s.io/${line}`, each])),
  ];
}

function takenByService(spec: Readonly<Record<string, unknown>>): readonly Taken[] {
  const { type, allocateLoadBalancerNodePorts } = spec;
  const ports = asArray(spec.ports).map(asRecord);
  if (type === 'NodePort') return [['services.nodeports', one * BigInt(ports.length)]];
  if (type !== 'LoadBalancer') return [];
  const own = allocateLoadBalancerNodePorts === false ? ports.filter(({ nodePort }) => Boolean(nodePort)) : ports;
  return [
    ['services.loadbalancers', one],
    ['services.nodeports', one * BigInt(own.length)],
  ];
}

/** Kinds that a quota also counts without `count/`. */
const countedByName = new Set(['configmaps', 'replicationcontrollers', 'resourcequotas', 'secrets', 'services']);

/** As the API names a kind, with its group: `deployments.apps`. Of a custom kind, which may be named otherwise, it is a guess. */
function resourceOf({ apiVersion, kind }: KubeObject): string {
  const name = kind.toLowerCase();
  const group = apiGroup(apiVersion);
  return `${name.replace(/(?<=[^aeiou])y$/, 'ie').replace(/s$/, 'se')}s${group && `.${group}`}`;
}

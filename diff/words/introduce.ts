// What a new object brings, and what goes with one that is removed: a kind and a name say little.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { type Pod, podTemplateOf } from '../../render/pods.ts';
import { isKept, lossOf } from '../../render/removals.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { introduceAccess } from './access.ts';
import { imageName } from './image.ts';
import { plural } from '../../lib/plural.ts';
import { allowed } from './network.ts';
import { podsOf } from './restarts.ts';
import type { Sentence } from './rule.ts';
import { recipients } from './secret.ts';
import { inWords } from './workload.ts';

type Others = (kind: string) => readonly KubeObject[];

/** Sentences about a new object; none where its kind and name say it all. @param inChart the objects of its chart */
export function introduce(object: KubeObject, inChart: Others): Sentence[] {
  const workload = podTemplateOf(object);
  if (workload) return [{ text: `runs ${images(workload, object.metadata.name)} ${when(object, inChart)}` }];
  return (introductions[kindKey(object)] ?? (() => []))(object);
}

const introductions: Readonly<Record<string, (object: KubeObject) => Sentence[]>> = {
  'gateway.networking.k8s.io/HTTPRoute': (route) =>
    asArray(at(route, 'spec.hostnames')).map((host) => ({ text: `answers at https://${String(host)}` })),
  'source.toolkit.fluxcd.io/HelmChart': ({ spec }) => [
    { text: `brings the Helm chart ${asString(at(spec, 'chart'))} ${asString(at(spec, 'version'))}` },
  ],
  'source.toolkit.fluxcd.io/HelmRepository': (source) => [
    { text: `has Flux look for charts at ${asString(at(source, 'spec.url'))}` },
  ],
  'source.toolkit.fluxcd.io/OCIRepository': (source) => [
    { text: `brings the Helm chart ${asString(at(source, 'spec.url'))} ${asString(at(source, 'spec.ref.tag'))}` },
  ],
  'monitoring.coreos.com/PrometheusRule': (rules) => {
    const all = asArray(at(rules, 'spec.groups')).flatMap((group) => asArray(asRecord(group).rules));
    return [{ text: `brings ${plural(all.length, 'rule')}` }];
  },
  '/Secret': (secret) => {
    const keys = recipients(secret.sops).size;
    return [{ text: keys === 0 ? 'is not encrypted' : `can be decrypted with ${plural(keys, 'key')}` }];
  },
  'rbac.authorization.k8s.io/ClusterRole': introduceAccess,
  'rbac.authorization.k8s.io/ClusterRoleBinding': introduceAccess,
  'rbac.authorization.k8s.io/Role': introduceAccess,
  'rbac.authorization.k8s.io/RoleBinding': introduceAccess,
  '/Namespace': ({ metadata }) => {
    const level = metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? 'privileged';
    return level === 'restricted' ? [] : [{ text: `holds its pods to Pod Security "${level}" only`, danger: 'weaker' }];
  },
};

const policyKinds = new Set(['cilium.io/CiliumNetworkPolicy', 'networking.k8s.io/NetworkPolicy']);

/** What a new policy lets through that the namespace refused before. */
export function introducePolicy(policy: KubeObject): Sentence[] {
  return policyKinds.has(kindKey(policy)) ? [...allowed(policy)] : [];
}

/** Sentences about an object that a chart no longer holds. */
export function farewell(object: KubeObject): Sentence[] {
  if (isKept(object))
    return [
      {
        text: 'is removed from Git, but Flux leaves it in the cluster (prune: disabled), cared for by nobody',
        danger: 'left-behind',
      },
    ];
  const loss = lossOf(object) ?? consequences[kindKey(object)];
  return [{ text: `is removed${loss ? `: ${loss}` : ''}`, danger: 'removal' }];
}

const consequences: Readonly<Record<string, string>> = {
  'autoscaling/HorizontalPodAutoscaler': 'nothing scales its pods any more',
  'keda.sh/ScaledObject': 'nothing scales its pods any more',
  'policy/PodDisruptionBudget': 'nodes are drained without regard to its pods',
  'cilium.io/CiliumNetworkPolicy': 'what it refused is let through, unless another policy refuses it',
  'networking.k8s.io/NetworkPolicy': 'what it refused is let through, unless another policy refuses it',
  'monitoring.coreos.com/PrometheusRule': 'its alerts never fire again',
};

function images({ containers }: Pod, workload: string): string {
  const names = containers.map(({ spec }) => imageName(asString(spec.image), workload));
  return names.join(' and ');
}

function when(workload: KubeObject, inChart: Others): string {
  const schedule = at(workload, 'spec.schedule');
  if (schedule !== undefined) return inWords(schedule);
  return workload.kind === 'Job' ? 'once' : `in ${podsOf({ after: workload, inChart })}`;
}

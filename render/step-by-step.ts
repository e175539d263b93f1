// How long a rollout may take that replaces pods one after the other: no deadline of its own says it, as a Deployment's does.
import { asArray, asRecord, at } from './fields.ts';
import { kindKey } from './identity.ts';
import { type Container, podTemplateOf } from './pods.ts';
import type { KubeObject } from './rendered.ts';

/** Nodes that a DaemonSet is taken to run on, where it says how many of them it leaves without at a time: Git shows none. */
const assumedNodes = 30;
/** Seconds until disks have followed their pod. Source: Kubernetes, pkg/kubelet/volumemanager, `podAttachAndMountTimeout`. */
const diskSeconds = 123;
/** Source: Kubernetes API, "PodSpec", `terminationGracePeriodSeconds`. */
const defaultGrace = 30;

/**
 * Seconds that all steps take together, each of one or some pods: the old one ends, the new one starts and stays ready. 0 for what
 * rolls out otherwise. Source: Kubernetes, "StatefulSets", Rolling Updates; "Perform a Rolling Update on a DaemonSet".
 */
export function stepSeconds(object: KubeObject): number {
  return stepsOf(object) * secondsOfStep(object);
}

function stepsOf(object: KubeObject): number {
  switch (kindKey(object)) {
    case 'apps/StatefulSet':
      return numberOr(1, at(object, 'spec.replicas'));
    case 'apps/DaemonSet':
      return Math.min(...['maxUnavailable', 'maxSurge'].map((field) => stepsBy(shareOf(object, field))));
    default:
      return 0;
  }
}

function shareOf(object: KubeObject, field: string): unknown {
  return at(object, `spec.updateStrategy.rollingUpdate.${field}`) ?? (field === 'maxUnavailable' ? 1 : 0);
}

/** Of as many nodes at a time, or of a share of them. */
function stepsBy(share: unknown): number {
  const [all, some] =
    typeof share === 'string' ? [100, Number.parseInt(share, 10)] : [assumedNodes, numberOr(1, share)];
  return some > 0 ? Math.ceil(all / some) : Infinity;
}

function secondsOfStep(object: KubeObject): number {
  const pod = podTemplateOf(object);
  if (!pod) return 0;
  const hasDisks = asArray(at(object, 'spec.volumeClaimTemplates')).length > 0;
  return [
    numberOr(defaultGrace, pod.spec.terminationGracePeriodSeconds),
    hasDisks ? diskSeconds : 0,
    numberOr(0, at(object, 'spec.minReadySeconds')),
    ...pod.containers.map(startSeconds),
  ].reduce((sum, each) => sum + each);
}

/** Until a container is ready, or has failed to be; sidecars start one after the other. Source: Kubernetes API, "Probe". */
function startSeconds({ spec }: Container): number {
  const probe = asRecord(spec.startupProbe ?? spec.readinessProbe);
  const { initialDelaySeconds, periodSeconds, failureThreshold } = probe;
  if (Object.keys(probe).length === 0) return 0;
  return numberOr(0, initialDelaySeconds) + numberOr(10, periodSeconds) * numberOr(3, failureThreshold);
}

function numberOr(usual: number, value: unknown): number {
  return typeof value === 'number' ? value : usual;
}

// Priority, tolerations and nodes by name take room that other teams count on.
import { together, where } from './cel.ts';
import type { PodPolicy } from './policy.ts';

/** The longest that AKS' autoscaler waits for a pod before it removes the node: `max-graceful-termination-sec`. */
const longestGrace = 600;

export const podPlacement: PodPolicy = {
  name: 'pod-placement',
  problem: 'takes room that other teams count on',
  write: "no such field; with a reason, an exception in the grant of the fleet's main.ts",
  ofPod: together(
    where(`pod.?priorityClassName.orValue('') != ''`, `'priorityClassName=' + string(pod.priorityClassName)`),
    where(`pod.?nodeName.orValue('') != ''`, `'nodeName=' + string(pod.nodeName)`),
    where(
      `pod.?schedulerName.orValue('default-scheduler') != 'default-scheduler'`,
      `'schedulerName=' + string(pod.schedulerName)`,
    ),
    where(
      `pod.?terminationGracePeriodSeconds.orValue(0) > ${longestGrace}`,
      `'terminationGracePeriodSeconds=' + string(pod.terminationGracePeriodSeconds)`,
    ),
    // Kubernetes itself gives every pod some of these.
    `pod.?tolerations.orValue([]).filter(t, !t.?key.orValue('').startsWith('node.kubernetes.io/')).map(t, 'tolerations=' + string(t.?key.orValue('*')))`,
  ),
  mutants: {
    'high priority': { pod: { priorityClassName: 'system-cluster-critical' } },
    'a node by name': { pod: { nodeName: 'node-1' } },
    'another scheduler': { pod: { schedulerName: 'mine' } },
    'hours to end': { pod: { terminationGracePeriodSeconds: 86_400 } },
    'a place where no other may run': { pod: { tolerations: [{ operator: 'Exists' }] } },
  },
};

// Without a readiness probe a Service sends requests to a process that has not started; without a liveness probe a hung one stays.
import { together } from './cel.ts';
import type { PodPolicy } from './policy.ts';

/** Of what somebody calls: containers with ports, in pods that run all the time. */
export const containerProbes: PodPolicy = {
  name: 'container-probes',
  problem: 'missing, and the container has ports, so others rely on it',
  write: 'a readinessProbe and a livenessProbe, on different paths',
  ofPod: together(
    ...['readinessProbe', 'livenessProbe'].map(
      (probe) =>
        `(pod.?restartPolicy.orValue('Always') == 'Always' ? pod.containers.filter(c, size(c.?ports.orValue([])) > 0 && !has(c.${probe})) : []).map(c, 'containers[' + string(c.name) + '].${probe}')`,
    ),
  ),
  mutants: {
    'no readiness probe': { container: { readinessProbe: undefined } },
    'no liveness probe': { container: { livenessProbe: undefined } },
  },
};

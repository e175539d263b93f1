// A container that reserves nothing is evicted first, one without limits starves its neighbours.
import { ofContainers, together } from './cel.ts';
import type { PodPolicy } from './policy.ts';

const amounts = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'].map((amount) => amount.split('.'));

/** Of containers that stay or run first: an ephemeral one may not have any. What the pod says for all of them counts, too. */
export const containerResources: PodPolicy = {
  name: 'container-resources',
  problem: 'missing',
  write: 'an amount for CPU and for memory, in requests and in limits',
  ofPod: together(
    ...amounts.map(([list, name]) => {
      const amount = (holder: string): string => `${holder}.?resources.?${list}.?${name}.hasValue()`;
      const broken = `!${amount('c')} && !${amount('pod')}`;
      return ofContainers(['containers', 'initContainers'], broken, `'resources.${list}.${name}'`);
    }),
  ),
  mutants: {
    'no resources': { container: { resources: undefined } },
    'no limit of memory': {
      container: { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1' } } },
    },
    'nothing said of CPU': {
      container: { resources: { requests: { memory: '128Mi' }, limits: { memory: '128Mi' } } },
    },
  },
};

// What the folders of a pod may hold is held against the point at which the kubelet evicts it.
import { expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { restrictedContainer, restrictedPod } from '../../lib/workload/security.ts';
import { findingsOf, pinnedImage } from '../support/synthesize.ts';

/** A pod of containers with these limits of ephemeral storage, and folders of these sizes. */
interface Pod {
  readonly limits: readonly (string | undefined)[];
  readonly before?: string;
  readonly folders: readonly object[];
  /** The default limit of its namespace. */
  readonly given?: string;
}

const container = (name: string, limit?: string): object => {
  const same = { cpu: '100m', memory: '128Mi', ...(limit !== undefined && { 'ephemeral-storage': limit }) };
  return {
    name,
    image: pinnedImage,
    securityContext: restrictedContainer,
    resources: { requests: same, limits: same },
  };
};

const said = ({ limits, before, folders, given }: Pod): string[] =>
  findingsOf({
    a: (chart: Chart) => {
      new Namespace(chart, 'namespace', { name: 'a', quota: { cpu: '4', memory: '8Gi', pods: 30 } });
      if (given !== undefined)
        new ApiObject(chart, 'limits', {
          apiVersion: 'v1',
          kind: 'LimitRange',
          metadata: { name: 'scratch' },
          spec: { limits: [{ type: 'Container', default: { 'ephemeral-storage': given } }] },
        } as never);
      const spec = {
        securityContext: restrictedPod,
        ...(before !== undefined && { initContainers: [container('before', before)] }),
        containers: limits.map((limit, index) => container(`c${index}`, limit)),
        volumes: folders.map((emptyDir, index) => ({ name: `v${index}`, emptyDir })),
      };
      new ApiObject(chart, 'web', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: { metadata: { labels: { app: 'web' } }, spec },
        },
      } as never);
    },
  })
    .filter(({ code }) => code === 'scratch-above-limit')
    .map(({ problem }) => problem);

const evicted = (folders: string, most: string): string[] => [
  `${folders} may hold more than the ${most} after which the pod is evicted`,
];

test.each<[string, Pod, string[]]>([
  ['as large as the limit', { limits: ['1Gi'], folders: [{ sizeLimit: '1Gi' }] }, []],
  ['larger', { limits: ['1Gi'], folders: [{ sizeLimit: '1025Mi' }] }, evicted('v0 (1025Mi)', '1024Mi')],
  ['that fit together', { limits: ['1Gi'], folders: [{ sizeLimit: '512Mi' }, { sizeLimit: '512Mi' }] }, []],
  [
    'that fit alone',
    { limits: ['1Gi'], folders: [{ sizeLimit: '512Mi' }, { sizeLimit: '600Mi' }] },
    evicted('v0 (512Mi) and v1 (600Mi)', '1024Mi'),
  ],
  ['within the limits of two containers', { limits: ['1Gi', '1Gi'], folders: [{ sizeLimit: '2Gi' }] }, []],
  ['within that of what ran before', { limits: ['1Gi'], before: '2Gi', folders: [{ sizeLimit: '2Gi' }] }, []],
  ['within what the namespace gives', { limits: [undefined], given: '2Gi', folders: [{ sizeLimit: '2Gi' }] }, []],
  [
    'above what the namespace gives',
    { limits: [undefined], given: '2Gi', folders: [{ sizeLimit: '3Gi' }] },
    evicted('v0 (3Gi)', '2048Mi'),
  ],
  ['where nobody says a limit', { limits: [undefined], folders: [{ sizeLimit: '9Ti' }] }, []],
  ['in memory', { limits: ['1Gi'], folders: [{ sizeLimit: '2Gi', medium: 'Memory' }] }, []],
  ['of no size', { limits: ['1Gi'], folders: [{}] }, []],
  ['of a size that is refused elsewhere', { limits: ['1Gi'], folders: [{ sizeLimit: 'much' }] }, []],
])('folders %s', (_what, pod, problems) => expect(said(pod)).toEqual(problems));

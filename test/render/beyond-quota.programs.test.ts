// The real API server counts pods against quotas and limits, and synth counts as it does.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bareServerPrograms } from '../../loop/bare-server.ts';
import { checks } from '../../render/checks/index.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { Admission } from '../support/admission.ts';

const metadata = { name: 'a', namespace: 'a' };

const hard = {
  'requests.cpu': '1500m',
  'requests.memory': '1Gi',
  'limits.memory': '2Gi',
  'limits.cpu': '3',
  pods: '3',
};

/** What the namespaces give and ask for: the first is what `Namespace` makes, the others say less, or other things. */
const limitRanges: readonly (readonly object[])[] = [
  [
    {
      type: 'Container',
      defaultRequest: { cpu: '100m', memory: '128Mi' },
      default: { cpu: '1', memory: '256Mi' },
    },
  ],
  [],
  [{ type: 'Container', default: { cpu: '500m', memory: '0.25Gi' } }],
  [{ type: 'Container', max: { cpu: '1', memory: '512Mi' } }],
  [{ type: 'Container', min: { cpu: '300m' }, max: { memory: '1Gi', 'ephemeral-storage': '1Gi' } }],
];

const quantity = (...among: readonly string[]) => fc.option(fc.constantFrom(...among), { nil: undefined });
const amounts = (cpus: readonly string[], memories: readonly string[]) =>
  fc
    .record({ cpu: quantity(...cpus), memory: quantity(...memories) })
    .map(({ cpu, memory }) => ({ ...(cpu && { cpu }), ...(memory && { memory }) }));
const withMore = (of: ReturnType<typeof amounts>, storage: readonly string[]) =>
  fc.tuple(of, fc.option(fc.constantFrom(...storage), { nil: undefined, freq: 4 })).map(([rest, disk]) => ({
    ...rest,
    ...(disk && { 'ephemeral-storage': disk }),
  }));
const container = fc.record({
  requests: withMore(amounts(['100m', '0.5', '1', '1100m'], ['64Mi', '0.25Gi', '300e6', '600Mi']), ['100Mi', '3Gi']),
  limits: withMore(amounts(['0.5', '1000m', '2'], ['256Mi', '600Mi', '1G', '2e9']), ['200Mi', '3Gi']),
});
const ofPod = fc.option(
  fc.record({
    requests: amounts(['100m', '1', '1500m'], ['256Mi', '1Gi']),
    limits: amounts(['1', '2'], ['256Mi', '1Gi']),
  }),
  { nil: undefined, freq: 4 },
);
const pods = fc.record({
  resources: ofPod,
  containers: fc.array(container, { minLength: 1, maxLength: 2 }),
  initContainers: fc.array(fc.record({ resources: container, isSidecar: fc.boolean() }), { maxLength: 2 }),
});

type Drawn = typeof pods extends fc.Arbitrary<infer T> ? T : never;

function podOf({ containers, initContainers, resources: all }: Drawn): KubeObject {
  const spec = {
    ...(all && { resources: all }),
    initContainers: initContainers.map(({ resources, isSidecar }, index) => ({
      name: `i${index}`,
      image: 'a',
      resources,
      ...(isSidecar && { restartPolicy: 'Always' }),
    })),
    containers: containers.map((resources, index) => ({ name: `c${index}`, image: 'a', resources })),
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

/** What synth says to a pod in a namespace with that LimitRange and the quota. */
function saidBySynth(pod: KubeObject, limits: readonly object[]): string[] {
  const objects: KubeObject[] = [
    pod,
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard } },
    { apiVersion: 'v1', kind: 'LimitRange', metadata, spec: { limits } },
  ];
  const view = new ClusterView(
    'test',
    objects.map((object) => ({ at: object.kind, cluster: 'test', layer: 'apps', chart: 'a', object })),
    { provided: { apiGroups: [], objects: [] }, gitRepository: 'a', releases: 'a' } as never,
  );
  return ['beyond-quota', 'request-above-limit'].flatMap((code) =>
    (checks[code]?.(view) ?? []).map(({ problem }) => problem),
  );
}

describeWith(bareServerPrograms, 'quotas and limits', (paths) => {
  let admission: Admission;
  beforeAll(async () => {
    admission = await Admission.start(paths);
    const { rest } = admission;
    for (const [index, limits] of limitRanges.entries()) {
      const namespace = await admission.namespace(`n${index}`);
      if (limits.length > 0)
        await rest.call('POST', `${namespace}/limitranges`, { metadata: { name: 'a' }, spec: { limits } });
      await admission.quota(`n${index}`, 'a', hard);
    }
  }, 120_000);
  afterAll(() => admission.close());

  test('a pod is refused by both, or by neither', async () => {
    const verdicts = { 'exceeded quota': 0, 'must specify': 0, 'must be less than or equal to': 0, '': 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(limitRanges.length - 1), pods, async (index, drawn) => {
        const pod = podOf(drawn);
        const theirs = await admission.refusal(pod, `n${index}`);
        const ours = saidBySynth(pod, limitRanges[index] ?? []);
        expect({ ours, theirs, isRefused: ours.length > 0 }).toEqual({ ours, theirs, isRefused: theirs !== '' });
        for (const words of ['exceeded quota', 'must specify', 'must be less than or equal to'] as const)
          if (theirs.includes(words)) verdicts[words]++;
        if (theirs === '') verdicts['']++;
      }),
      { numRuns: 600 },
    );
    // Each verdict was among them.
    expect(Math.min(...Object.values(verdicts))).toBeGreaterThan(0);
  });
});

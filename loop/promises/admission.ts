// What the real API server says to dist/: yes to each of its objects and to their pods, no to what breaks a rule.
import { describe, expect, test } from '@jest/globals';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { apiGroup } from '../../render/identity.ts';
import { podTemplateOf } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { chartReference } from '../loop.ts';
import { published } from '../published.ts';

type Spec = Readonly<Record<string, unknown>>;

/** One broken rule a row: the pod's spec with it, and the words of the refusal. */
const mutants: readonly (readonly [name: string, breakRule: (spec: Spec) => Spec, reason: RegExp])[] = [
  ['a privileged container', secured({ privileged: true, allowPrivilegeEscalation: true }), /privileged/],
  ['a container that may gain rights', secured({ allowPrivilegeEscalation: true }), /allowPrivilegeEscalation/],
  ['a container with a capability', secured({ capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } }), /capabilities/],
  ['a container that runs as root', secured({ runAsUser: 0 }), /runAsUser=0/],
  ['a container without a seccomp profile', secured({ seccompProfile: { type: 'Unconfined' } }), /seccompProfile/],
  ["the node's network", (spec) => ({ ...spec, hostNetwork: true }), /host namespaces/],
  [
    'a folder of the node',
    (spec) => ({ ...spec, volumes: [...asArray(spec.volumes), { name: 'node', hostPath: { path: '/' } }] }),
    /hostPath/,
  ],
];

function secured(change: object): (spec: Spec) => Spec {
  return (spec) => ({
    ...spec,
    containers: asArray(spec.containers).map((container) => ({
      ...asRecord(container),
      securityContext: { ...asRecord(asRecord(container).securityContext), ...change },
    })),
  });
}

/** The tests of one cluster, all of whose charts are ready. */
export function testAdmission({ cluster, loop }: LoopUnderTest): void {
  const objects = published(cluster).filter(({ layer }) => layer !== 'flux');
  const pods = objects.flatMap(({ object }) => podOf(object) ?? []);

  test('every object of dist/ is there, and in the inventory of its chart', async () => {
    for (const chart of loop().charts) {
      const mine = objects.filter((placed) => placed.chart === chart).map(({ object }) => object);
      const inventory = asArray(
        at(await loop().cluster.objects.get(chartReference(chart)), 'status.inventory.entries'),
      );
      expect(inventory.map((entry) => asString(asRecord(entry).id)).toSorted()).toEqual(
        mine.map(inventoryId).toSorted(),
      );
    }
    const found = await Promise.all(objects.map(({ object }) => loop().cluster.objects.get(object)));
    expect(objects.filter((_placed, index) => !found[index]).map((placed) => placed.at)).toEqual([]);
  });

  test('a field that no schema knows is refused, in every kind that has a spec', async () => {
    const withSpec = objects.map(({ object }) => object).filter(({ spec }) => spec !== undefined);
    expect(withSpec).not.toEqual([]);
    for (const object of withSpec) {
      const typo = { ...object, spec: { ...asRecord(object.spec), unheardOf: 'yes' } };
      await expect(loop().cluster.objects.apply(typo, { dryRun: true })).rejects.toThrow(
        'field not declared in schema',
      );
    }
  });

  if (pods.length === 0) test.todo(`what takes a pod: dist/ of ${cluster} has no workload`);
  for (const pod of pods)
    describe(`the pod ${pod.metadata.name}`, () => {
      test('is admitted', async () => {
        await expect(loop().cluster.objects.apply(pod, { dryRun: true })).resolves.toMatchObject({ kind: 'Pod' });
      });

      test.each(mutants)('is refused with %s', async (_rule, breakRule, reason) => {
        const mutant = { ...pod, spec: breakRule(asRecord(pod.spec)) };
        const refusal = await loop()
          .cluster.objects.apply(mutant, { dryRun: true })
          .then(() => '', String);
        expect(refusal).toMatch(/violates PodSecurity "restricted/);
        expect(refusal).toMatch(reason);
      });
    });
}

/** The pod that a workload would make. Pod Security looks at pods alone: a Deployment that breaks a rule is let in. */
function podOf(object: KubeObject): KubeObject | undefined {
  const template = podTemplateOf(object);
  if (!template) return undefined;
  const { name, namespace } = object.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-trial`,
      ...(namespace && { namespace }),
      labels: template.labels as Record<string, string>,
    },
    spec: template.spec,
  };
}

/** How Flux writes an object down in a Kustomization's status. */
function inventoryId({ apiVersion, kind, metadata: { name, namespace = '' } }: KubeObject): string {
  return [namespace, name, apiGroup(apiVersion), kind].join('_');
}

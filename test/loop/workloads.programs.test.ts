// One of each workload, brought up by Flux on simulated nodes; what has a disk finds it again.
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { release } from '../../loop/commits.ts';
import { isReady } from '../../loop/conditions.ts';
import { oneLoop } from '../../loop/describe-loop.ts';
import { allReady, loopPrograms, startLoop } from '../../loop/loop.ts';
import { Rest } from '../../loop/rest.ts';
import { until } from '../../loop/until.ts';
import { asArray, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { workloads } from '../fixtures/workloads.ts';
import { publishFleet } from '../support/publish-fleet.ts';

describeWith([...loopPrograms, 'kustomize-controller'], 'one of each workload', (programs) => {
  const dist = publishFleet(workloads);
  afterAll(() => rmSync(dist, { recursive: true }));
  const loop = oneLoop(async () => startLoop({ fleet: workloads, cluster: 'lab', dist, programs }), 120_000);
  const file = 'dist/lab/apps/shop/shop/StatefulSet.apps_store.yaml';

  const copies = async (): Promise<KubeObject[]> =>
    (await loop().cluster.objects.list('v1', 'Pod', 'shop')).filter(
      ({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === 'store',
    );
  const claimsOf = (pod: KubeObject | undefined): string[] =>
    asArray(at(pod, 'spec.volumes')).map((volume) => asString(at(volume, 'persistentVolumeClaim.claimName')));
  /** Both copies, of which none is the one that was there before. */
  const renewed = async (before: readonly KubeObject[]): Promise<KubeObject[]> =>
    until(
      async () => {
        const uids = new Set(before.map((pod) => at(pod, 'metadata.uid')));
        const now = await copies();
        return now.length === 2 && now.every((pod) => isReady(pod) && !uids.has(at(pod, 'metadata.uid'))) && now;
      },
      { what: 'both copies are new, and ready', seconds: 120 },
    );

  test('all of them come up', async () => {
    await allReady(loop(), { seconds: 240 });
    expect((await copies()).map(({ metadata }) => metadata.name).toSorted()).toEqual(['store-0', 'store-1']);
  }, 300_000);

  test('each copy with a disk has it again after a rolling update', async () => {
    const before = await copies();
    const { workTree } = loop();
    const document = parseDocument(workTree.read(file));
    document.setIn(['spec', 'template', 'metadata', 'annotations', 'version'], 'two');
    workTree.write(file, document.toString({ lineWidth: 0 }));
    await release(loop(), 'Roll out');
    const after = await renewed(before);
    for (const { metadata } of before) {
      const [old, now] = [before, after].map((pods) => pods.find((pod) => pod.metadata.name === metadata.name));
      expect(claimsOf(now)).toEqual(claimsOf(old));
    }
  }, 300_000);

  test('one copy at a time may be evicted, and comes back to its disk', async () => {
    const rest = new Rest(loop().cluster.api.server);
    const before = await copies();
    const [first, second] = before;
    const evict = async (pod: KubeObject | undefined): Promise<unknown> =>
      rest.call('POST', `/api/v1/namespaces/shop/pods/${pod?.metadata.name ?? ''}/eviction`, {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: pod?.metadata.name, namespace: 'shop' },
      });
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'store', namespace: 'shop' },
    };
    await until(async () => at(await loop().cluster.objects.get(budget), 'status.disruptionsAllowed') === 1, {
      what: 'one may be evicted',
    });
    // As in a drain: what goes finds no room, or it would be back before the other one is asked for.
    const nodes = await loop().cluster.objects.list('v1', 'Node');
    const cordon = async (unschedulable: boolean): Promise<unknown> =>
      Promise.all(nodes.map(async (node) => loop().cluster.objects.merge(node, { spec: { unschedulable } })));
    await cordon(true);
    try {
      await evict(first);
      await expect(evict(second)).rejects.toThrow(/disruption budget/);
    } finally {
      await cordon(false);
    }
    const back = await until(
      async () => {
        const pod = (await copies()).find(({ metadata }) => metadata.name === first?.metadata.name);
        return pod !== undefined && isReady(pod) && at(pod, 'metadata.uid') !== at(first, 'metadata.uid') && pod;
      },
      { what: 'the copy is back', seconds: 120 },
    );
    expect(claimsOf(back)).toEqual(claimsOf(first));
    rest.close();
  }, 300_000);
});

// However the number of pods is changed in Git, those that serve stay: no more go than Git takes away.
import { rmSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { zone } from '../../lib/workload/spread.ts';
import { asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { type Application, mark, setField, withApplication } from './application.ts';
import { release, takingBack } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { Rest } from '../rest.ts';
import { until } from '../until.ts';

const replicas = ['spec', 'replicas'] as const;

/** Simulated pods stay ready: to wait until that is sure proves nothing here, and each rollout waits as often as it adds a pod. */
const sureAtOnce = 0;

export function testScale(under: LoopUnderTest): void {
  withApplication(under.cluster, ['Deployment', 'HorizontalPodAutoscaler'], (application) =>
    testScaleOf(application, under),
  );
}

function testScaleOf({ first }: Application, { loop }: LoopUnderTest): void {
  const [deployment, autoscaler] = [first('Deployment'), first('HorizontalPodAutoscaler')];
  const reference = deployment.object;

  describe('the pods of a service', () => {
    takingBack(loop, async () => {
      between(3, 3);
      setField(loop().workTree, deployment, ['spec', 'minReadySeconds'], sureAtOnce);
      await release(loop(), 'Have three');
      await ready(3);
    });
    // What a test before this one pushed is taken back in Git; the autoscaler follows a little later.
    beforeEach(async () => ready(3));

    test.each([
      ['are held to a number, and may become more', 3, 6],
      ['become more', 5, 6],
    ])('%s: none goes on the way', async (_what, min, max) => {
      const lowest = await lowestWhile(async () => {
        between(min, max);
        await release(loop(), `Have ${min} to ${max}`);
        await ready(min);
      });
      expect(lowest).toBe(3);
    });

    test('are replaced by a rollout also where a zone has no room for more', async () => {
      const { objects } = loop().cluster;
      const nodes = await objects.list('v1', 'Node');
      const zones = new Set(nodes.map(zoneOf));
      const full = nodes.filter((node) => zones.size > 1 && zoneOf(node) === zoneOf(nodes[0]));
      for (const node of full) await allow(node, '0');
      try {
        setField(loop().workTree, deployment, ['spec', 'template', ...mark], 'rolled');
        const rollOut = async (): Promise<void> => {
          await release(loop(), 'Roll out');
          await ready(3);
        };
        expect(await lowestWhile(rollOut)).toBe(3);
      } finally {
        for (const node of full) await allow(node, '110');
      }
      const pods = (await objects.list('v1', 'Pod', reference.metadata.namespace)).filter(
        ({ metadata: { annotations } }) => annotations?.[mark[2]] === 'rolled',
      );
      const names = new Set(full.map(({ metadata: { name } }) => name));
      expect(pods.filter((pod) => names.has(asString(at(pod, 'spec.nodeName'))))).toEqual([]);
      expect(pods).toHaveLength(3);
    });

    test('that had their number in Git stay as an autoscaler takes over, where the number has a second owner', async () => {
      const { objects } = loop().cluster;
      const now = await withNumberInGit();
      const { apiVersion, kind, metadata } = reference;
      const { name, namespace = '' } = metadata;
      await objects.apply(
        { apiVersion, kind, metadata: { name, namespace }, spec: { replicas: 3 } },
        { manager: 'handover' },
      );
      expect(await lowestWhile(async () => takeOver(now))).toBe(3);
      expect(at(await objects.get(reference), 'spec.replicas')).toBe(3);
    });

    test('that had their number in Git are one on the way without that: so synth refuses it', async () => {
      const now = await withNumberInGit();
      expect(await lowestWhile(async () => takeOver(now))).toBeLessThan(3);
    });
  });

  const zoneOf = (node: KubeObject | undefined): string => node?.metadata.labels?.[zone] ?? '';

  /** Sets how many pods a node takes. */
  async function allow(node: KubeObject, pods: string): Promise<void> {
    await loop().cluster.objects.merge(node, { status: { allocatable: { pods } } }, { part: 'status' });
  }

  function between(min: number, max: number): void {
    setField(loop().workTree, autoscaler, ['spec', 'minReplicas'], min);
    setField(loop().workTree, autoscaler, ['spec', 'maxReplicas'], max);
  }

  /** As it would be without an autoscaler. @returns the commit with one */
  async function withNumberInGit(): Promise<string> {
    const { workTree } = loop();
    const now = workTree.git('rev-parse', 'HEAD');
    rmSync(`${workTree.folder}/${autoscaler.at}`);
    setField(workTree, deployment, replicas, 3);
    // Made anew: nobody but Flux has ever owned the number.
    await loop().cluster.objects.delete(reference);
    await release(loop(), 'Have three, in Git');
    await ready(3);
    return now;
  }

  async function takeOver(commit: string): Promise<void> {
    loop().workTree.git('read-tree', '--reset', '-u', commit);
    await release(loop(), 'Leave the number to the autoscaler');
    await ready(3);
  }

  /** What was there before the controllers have looked proves nothing. */
  async function ready(count: number): Promise<void> {
    const { objects } = loop().cluster;
    const isSeen = async (): Promise<boolean> => {
      const [made, scaler] = await Promise.all([objects.get(reference), objects.get(autoscaler.object)]);
      const hasLooked = at(made, 'status.observedGeneration') === at(made, 'metadata.generation');
      const isScaled = scaler === undefined || at(scaler, 'status.currentReplicas') !== undefined;
      return hasLooked && isScaled && at(made, 'status.readyReplicas') === count;
    };
    await until(isSeen, { what: `${count} pods are ready` });
  }

  /** The lowest number of ready pods that anybody could see while something is done. */
  async function lowestWhile(change: () => Promise<void>): Promise<number> {
    const { metadata } = reference;
    const rest = new Rest(loop().cluster.api.server);
    const end = new AbortController();
    const seen: number[] = [];
    let newest = '';
    const path = `/apis/apps/v1/namespaces/${metadata.namespace ?? ''}/deployments`;
    const watch = rest.watch(
      path,
      (event) => {
        const { object } = JSON.parse(event) as { object: unknown };
        if (at(object, 'metadata.name') !== metadata.name) return;
        newest = asString(at(object, 'metadata.resourceVersion'));
        seen.push(Number(at(object, 'status.readyReplicas') ?? 0));
      },
      end.signal,
    );
    const isTold = async (): Promise<boolean> =>
      newest === asString(at(await loop().cluster.objects.get(reference), 'metadata.resourceVersion'));
    await until(isTold, { what: 'the watch has begun' });
    await change();
    await until(isTold, { what: 'the watch has told the last change' });
    end.abort();
    await watch.catch(() => undefined);
    rest.close();
    return Math.min(...seen);
  }
}

// What is removed from Git goes from the cluster, and nothing else does.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { allowedIgnore } from '../../render/flux-view.ts';
import { ignoreFile } from '../../lib/flux/file-names.ts';
import { neverPrune } from '../../lib/platform.ts';
import { at } from '../../render/fields.ts';
import { identity } from '../../render/identity.ts';
import { readObjects } from '../../render/removals.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { offer, release, takingBack, uids } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import type { Reference } from '../objects.ts';
import { Rest } from '../rest.ts';
import { until } from '../until.ts';
import { type Application, withApplication } from './application.ts';

interface PolicyEvent {
  readonly type: string;
  readonly kind: string;
  readonly version: number;
}

const place = ({ metadata: { name, namespace } }: KubeObject) => ({ name, namespace });

export function testPrune(under: LoopUnderTest): void {
  withApplication(under.cluster, ['PodDisruptionBudget'], (application) => testPruneOf(application, under));
}

function testPruneOf({ first }: Application, { cluster, loop }: LoopUnderTest): void {
  // Nothing of the application waits for it.
  const { at: budgetFile, object: budget } = first('PodDisruptionBudget');
  const placed = readObjects('dist', [cluster]).filter(({ layer }) => layer !== 'flux');
  const objects = placed.map(({ object }) => object);

  describe('what is removed from Git', () => {
    takingBack(loop);

    test('goes from the cluster, and only that', async () => {
      const before = await uids(loop(), objects);
      remove(budgetFile);
      await release(loop(), 'Remove the disruption budget');
      expect(await uids(loop(), objects)).toEqual({ ...before, [identity(budget)]: '' });
    });

    withApplication(cluster, ['CiliumNetworkPolicy'], ({ first: policy }) => {
      test('goes after what takes its place is there: a policy that becomes one of another kind leaves no gap', async () => {
        const { workTree, cluster: running } = loop();
        const { at: now, object } = policy('CiliumNetworkPolicy');
        const text = workTree.read(now);
        const metadata = place(object);
        const other = now.replace('CiliumNetworkPolicy.cilium.io', 'NetworkPolicy.networking.k8s.io');
        const plain = {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata,
          spec: { podSelector: {} },
        };
        remove(now);
        add(other, stringify(plain));
        await release(loop(), 'Let a plain policy have its place');

        const events: PolicyEvent[] = [];
        const end = new AbortController();
        const rest = new Rest(running.api.server);
        const watches = (['networking.k8s.io/v1/networkpolicies', 'cilium.io/v2/ciliumnetworkpolicies'] as const).map(
          (path) =>
            rest.watch(
              `/apis/${path}`,
              (event) => {
                const { type, object: seenNow } = JSON.parse(event) as { type: string; object: KubeObject };
                const version = Number(at(seenNow, 'metadata.resourceVersion'));
                if (isDeepStrictEqual(place(seenNow), metadata)) events.push({ type, kind: seenNow.kind, version });
              },
              end.signal,
            ),
        );
        remove(other);
        add(now, text);
        await release(loop(), "Let Cilium's have it");
        const made = await seen(events, 'ADDED', 'CiliumNetworkPolicy');
        const gone = await seen(events, 'DELETED', 'NetworkPolicy');
        end.abort();
        await Promise.allSettled(watches);
        rest.close();
        expect(made).toBeLessThan(gone);
      });
    });

    test('stays there with the one .sourceignore that synth allows, which leaves out all else of the repository', async () => {
      const before = await uids(loop(), objects);
      loop().workTree.write('README.md', 'not for Flux');
      loop().workTree.write(ignoreFile, allowedIgnore);
      await release(loop(), 'Leave out what is not in dist/');
      expect(await uids(loop(), objects)).toEqual(before);
    });

    test('goes although it is in Git, where the object tells kustomize to leave it out: synth refuses to say so', async () => {
      const before = await uids(loop(), objects);
      const annotations = '  annotations:\n    config.kubernetes.io/local-config: "true"\n';
      loop().workTree.write(
        budgetFile,
        loop().workTree.read(budgetFile).replace('metadata:\n', `metadata:\n${annotations}`),
      );
      await release(loop(), 'Tell kustomize to leave the budget out');
      expect(await uids(loop(), objects)).toEqual({ ...before, [identity(budget)]: '' });
    });

    test('stays where the object says prune: disabled', async () => {
      const namespace: Reference = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'node-exporter' } };
      const before = await uids(loop(), objects);
      remove(dist('controllers/prometheus-stack/_cluster/Namespace_node-exporter.yaml'));
      await release(loop(), 'Remove a namespace');
      expect(await uids(loop(), objects)).toEqual(before);
      expect(at(await loop().cluster.objects.get(namespace), 'status.phase')).toBe('Active');
    });

    test('goes with its whole chart, but for what says prune: disabled', async () => {
      const chart = placed.filter(({ chart: name }) => name === 'prometheus-stack').map(({ object }) => object);
      const kept = chart.filter(({ metadata }) =>
        isDeepStrictEqual({ ...metadata.annotations, ...neverPrune }, metadata.annotations),
      );
      expect(kept.map(({ kind }) => kind)).toEqual(['Namespace']);
      const before = await uids(loop(), objects);
      remove(dist('controllers/prometheus-stack'), dist('flux/prometheus-stack.yaml'));
      await offer(loop(), 'Remove the chart');
      const lost = chart.filter((object) => !kept.includes(object)).map((object) => [identity(object), '']);
      const after = { ...before, ...Object.fromEntries(lost) };
      await until(async () => isDeepStrictEqual(await uids(loop(), objects), after), {
        what: 'the chart is gone, and nothing else',
      });
    });

    test('is not lost when it moves to another chart with prune: disabled on it first', async () => {
      const { workTree, cluster: running } = loop();
      const before = await uids(loop(), objects);
      const elsewhere = dist(['platform/public-gateway', ...budgetFile.split('/').slice(4)].join('/'));
      const text = workTree.read(budgetFile);
      const annotations = `  annotations:\n    ${stringify(neverPrune)}`;
      const safe = text.replace('metadata:\n', `metadata:\n${annotations}`);
      workTree.write(budgetFile, safe);
      await release(loop(), 'Protect the budget');
      remove(budgetFile);
      await release(loop(), 'Take the budget out of its chart');
      add(elsewhere, safe);
      await release(loop(), 'Put the budget into another chart');
      add(elsewhere, text);
      await release(loop(), 'Protect the budget no more');
      expect(await uids(loop(), objects)).toEqual(before);
      expect((await running.objects.get(budget))?.metadata.labels).toMatchObject({
        'kustomize.toolkit.fluxcd.io/name': 'public-gateway',
      });
      // It goes back unprotected: were it taken out and put in on one commit, its new chart might see it deleted.
      remove(elsewhere);
      await release(loop(), 'Remove the disruption budget');
    });
  });

  /** Versions count up over all objects of a cluster, so they tell what came first. */
  async function seen(events: readonly PolicyEvent[], type: string, kind: string): Promise<number> {
    const event = await until(async () => events.find((one) => one.type === type && one.kind === kind), {
      what: `a ${kind} is ${type}`,
    });
    return event.version;
  }

  function remove(...paths: readonly string[]): void {
    for (const path of paths) rmSync(join(loop().workTree.folder, path), { recursive: true });
  }

  function add(path: string, text: string): void {
    mkdirSync(dirname(join(loop().workTree.folder, path)), { recursive: true });
    loop().workTree.write(path, text);
  }

  function dist(path: string): string {
    return `dist/${cluster}/${path}`;
  }
}

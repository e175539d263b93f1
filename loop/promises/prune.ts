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

const overview: Reference = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'overview', namespace: 'shortener' },
};
const overviewFile = 'shortener/ConfigMap_overview.yaml';

interface PolicyEvent {
  readonly type: string;
  readonly kind: string;
  readonly version: number;
}

const place = ({ metadata: { name, namespace } }: KubeObject) => ({ name, namespace });

export function testPrune({ cluster, loop }: LoopUnderTest): void {
  const placed = readObjects('dist', [cluster]).filter(({ layer }) => layer !== 'flux');
  const objects = placed.map(({ object }) => object);

  describe('what is removed from Git', () => {
    takingBack(loop);

    test('goes from the cluster, and only that', async () => {
      const before = await uids(loop(), objects);
      remove(`apps/shortener/${overviewFile}`);
      await release(loop(), 'Remove the dashboard');
      expect(await uids(loop(), objects)).toEqual({ ...before, [identity(overview)]: '' });
    });

    test('goes after what takes its place is there: a policy that becomes one of another kind leaves no gap', async () => {
      const { workTree, cluster: running } = loop();
      const now = 'apps/shortener/shortener/CiliumNetworkPolicy.cilium.io_shortener.yaml';
      const text = workTree.read(dist(now));
      const metadata = { name: 'shortener', namespace: 'shortener' };
      const plain = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: { podSelector: {} } };
      remove(now);
      add('apps/shortener/shortener/NetworkPolicy.networking.k8s.io_shortener.yaml', stringify(plain));
      await release(loop(), 'Let a plain policy have its place');

      const events: PolicyEvent[] = [];
      const end = new AbortController();
      const rest = new Rest(running.api.server);
      const watches = (['networking.k8s.io/v1/networkpolicies', 'cilium.io/v2/ciliumnetworkpolicies'] as const).map(
        (path) =>
          rest.watch(
            `/apis/${path}`,
            (event) => {
              const { type, object } = JSON.parse(event) as { type: string; object: KubeObject };
              const version = Number(at(object, 'metadata.resourceVersion'));
              if (isDeepStrictEqual(place(object), metadata)) events.push({ type, kind: object.kind, version });
            },
            end.signal,
          ),
      );
      remove('apps/shortener/shortener/NetworkPolicy.networking.k8s.io_shortener.yaml');
      add(now, text);
      await release(loop(), "Let Cilium's have it");
      const made = await seen(events, 'ADDED', 'CiliumNetworkPolicy');
      const gone = await seen(events, 'DELETED', 'NetworkPolicy');
      end.abort();
      await Promise.allSettled(watches);
      rest.close();
      expect(made).toBeLessThan(gone);
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
      const path = dist(`apps/shortener/${overviewFile}`);
      const annotations = '  annotations:\n    config.kubernetes.io/local-config: "true"\n';
      loop().workTree.write(path, loop().workTree.read(path).replace('metadata:\n', `metadata:\n${annotations}`));
      await release(loop(), 'Tell kustomize to leave the dashboard out');
      expect(await uids(loop(), objects)).toEqual({ ...before, [identity(overview)]: '' });
    });

    test('stays where the object says prune: disabled', async () => {
      const namespace: Reference = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'node-exporter' } };
      const before = await uids(loop(), objects);
      remove('controllers/prometheus-stack/_cluster/Namespace_node-exporter.yaml');
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
      remove('controllers/prometheus-stack', 'flux/prometheus-stack.yaml');
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
      const path = dist(`apps/shortener/${overviewFile}`);
      const text = workTree.read(path);
      const annotations = `  annotations:\n    ${stringify(neverPrune)}`;
      const safe = text.replace('metadata:\n', `metadata:\n${annotations}`);
      workTree.write(path, safe);
      await release(loop(), 'Protect the dashboard');
      remove(`apps/shortener/${overviewFile}`);
      await release(loop(), 'Take the dashboard out of its chart');
      add(`platform/public-gateway/${overviewFile}`, safe);
      await release(loop(), 'Put the dashboard into another chart');
      add(`platform/public-gateway/${overviewFile}`, text);
      await release(loop(), 'Protect the dashboard no more');
      expect(await uids(loop(), objects)).toEqual(before);
      expect((await running.objects.get(overview))?.metadata.labels).toMatchObject({
        'kustomize.toolkit.fluxcd.io/name': 'public-gateway',
      });
      // It goes back unprotected: were it taken out and put in on one commit, its new chart might see it deleted.
      remove(`platform/public-gateway/${overviewFile}`);
      await release(loop(), 'Remove the dashboard');
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
    for (const path of paths) rmSync(join(loop().workTree.folder, dist(path)), { recursive: true });
  }

  function add(path: string, text: string): void {
    mkdirSync(dirname(join(loop().workTree.folder, dist(path))), { recursive: true });
    loop().workTree.write(dist(path), text);
  }

  function dist(path: string): string {
    return `dist/${cluster}/${path}`;
  }
}

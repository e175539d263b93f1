// From an empty cluster every chart becomes ready, none begins before what it uses, and a provider that fails holds back
// those alone that cannot do without it.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { failure, offer } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { allReady, type Loop } from '../loop.ts';
import { type ChartProgress, progressOf } from '../progress.ts';
import { published } from '../published.ts';
import { until } from '../until.ts';
import type { WorkTree } from '../work-tree.ts';

const provider = 'cert-manager';

/** What Flux gets to see first: the rendered commit, with a provider that fails on top of it. */
export function breakProvider(cluster: string): (workTree: WorkTree) => void {
  return (workTree) => {
    workTree.push('Render dist/');
    const path = release(cluster);
    workTree.write(path, workTree.read(path).replace(/^ {4}replicaCount: /m, '    replicaCounts: '));
  };
}

/** The tests of a loop that began with `breakProvider`; they leave it with all charts ready at what was rendered. */
export function testOrder({ cluster, loop }: LoopUnderTest): void {
  describe('from an empty cluster', () => {
    const providers = dependencies(cluster);
    const waiting = dependents(providers, provider);
    /** Each pair seen of a chart that had begun and a provider of it that had not been applied. */
    const tooEarly = new Set<string>();
    let behindIt: readonly ChartProgress[];
    let ready: readonly ChartProgress[];

    beforeAll(async () => {
      await failure(loop(), provider, loop().workTree.git('rev-parse', 'HEAD'));
      // A chart that does not need it may wait too, for a while, for another one.
      const settled = (chart: ChartProgress): boolean => chart.ready || (waiting.includes(chart.name) && waits(chart));
      const others = await seen(loop(), tooEarly, (chart) => chart.name === provider || settled(chart));
      behindIt = others.filter(({ name }) => name !== provider);
      loop().workTree.git('checkout', '--quiet', 'HEAD~1', '--', release(cluster));
      const commit = await offer(loop(), 'Mend the provider');
      ready = await seen(loop(), tooEarly, (chart) => chart.ready);
      await allReady(loop(), { commit });
    }, 300_000);

    test('the charts that depend on a provider that fails wait, and the others go on', () => {
      expect(waiting).not.toEqual([]);
      expect(namesOf(behindIt.filter(waits))).toEqual(waiting);
      const others = [...providers.keys()].filter((name) => name !== provider && !waiting.includes(name));
      expect(others).not.toEqual([]);
      expect(namesOf(behindIt.filter((chart) => chart.ready))).toEqual(others.toSorted());
    });

    test('every chart becomes ready, none begun before all that it depends on was applied', () => {
      expect([...providers.keys()].toSorted()).toEqual(loop().charts.toSorted());
      expect(namesOf(ready)).toEqual(loop().charts.toSorted());
      expect([...tooEarly]).toEqual([]);
    });

    /** Watches until all charts are as wanted, and notes each that begins too early. */
    async function seen(
      { cluster: running, charts }: Loop,
      notes: Set<string>,
      wanted: (chart: ChartProgress) => boolean,
    ): Promise<ChartProgress[]> {
      return until(
        async () => {
          const all = await running.kustomizations();
          for (const chart of all) for (const pair of begunTooEarly(chart, all)) notes.add(pair);
          const found = all.map(progressOf).filter(({ name }) => charts.includes(name));
          return found.length === charts.length && found.every(wanted) && found;
        },
        { what: 'the charts come up', seconds: 180, hopeless: () => running.sandbox.casualty() },
      );
    }

    function begunTooEarly(chart: KubeObject, all: readonly KubeObject[]): string[] {
      if (at(chart, 'status.lastAttemptedRevision') === undefined) return [];
      const { name } = chart.metadata;
      const applied = (other: string): boolean =>
        all.some(({ metadata, status }) => metadata.name === other && at({ status }, 'status.lastAppliedRevision'));
      return (providers.get(name) ?? []).filter((other) => !applied(other)).map((other) => `${name} before ${other}`);
    }
  });
}

/** What each chart waits for, as dist/ says it. */
function dependencies(cluster: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    published(cluster)
      .filter(({ layer }) => layer === 'flux')
      .map(({ object }) => [
        object.metadata.name,
        asArray(at(object, 'spec.dependsOn')).map((dependency) => asString(asRecord(dependency).name)),
      ]),
  );
}

/** The charts that depend on one, themselves or through others, sorted. */
function dependents(providers: ReadonlyMap<string, readonly string[]>, name: string): string[] {
  const direct = [...providers].filter(([, needed]) => needed.includes(name)).map(([chart]) => chart);
  return [...new Set([...direct, ...direct.flatMap((chart) => dependents(providers, chart))])].toSorted();
}

function release(cluster: string): string {
  return `dist/${cluster}/controllers/${provider}/cluster-config/HelmRelease.helm.toolkit.fluxcd.io_${provider}.yaml`;
}

function waits({ message }: ChartProgress): boolean {
  return message.startsWith('dependency ');
}

function namesOf(charts: readonly ChartProgress[]): string[] {
  return charts.map(({ name }) => name).toSorted();
}

// From an empty cluster every chart becomes ready, none begins before what it uses, and the API server takes all of it.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { testAdmission } from './admission.ts';
import { describeLoop } from './describe-loop.ts';
import { progressOf } from './progress.ts';
import { published } from './published.ts';
import { until } from './until.ts';

describe.each(clusters.map(({ name }) => name))('%s', (cluster) => {
  /** What each chart waits for, as dist/ says it. */
  const providers = new Map(
    published(cluster)
      .filter(({ layer }) => layer === 'flux')
      .map(({ object }) => [object.metadata.name, asArray(at(object, 'spec.dependsOn')).map(nameOf)]),
  );

  describeLoop('from nothing', { cluster, ready: false }, ({ loop }) => {
    /** Each pair seen of a chart that had begun and a provider of it that had not been applied. */
    const tooEarly = new Set<string>();

    beforeAll(async () => {
      await until(
        async () => {
          const charts = await loop().cluster.kustomizations();
          for (const chart of charts) noteBegun(chart, charts);
          const ready = charts.map(progressOf).filter((chart) => chart.ready);
          return loop().charts.every((name) => ready.some((chart) => chart.name === name));
        },
        { what: 'all charts are ready', seconds: 180, hopeless: () => loop().cluster.sandbox.casualty() },
      );
    }, 200_000);

    test('every chart becomes ready, none begun before all that it depends on was applied', () => {
      expect([...providers.keys()].toSorted()).toEqual(loop().charts.toSorted());
      expect([...providers.values()].flat()).not.toEqual([]);
      expect([...tooEarly]).toEqual([]);
    });

    testAdmission(cluster, { loop });

    function noteBegun(chart: KubeObject, all: readonly KubeObject[]): void {
      if (at(chart, 'status.lastAttemptedRevision') === undefined) return;
      for (const provider of providers.get(chart.metadata.name) ?? []) {
        const other = all.find(({ metadata }) => metadata.name === provider);
        if (at(other, 'status.lastAppliedRevision') === undefined)
          tooEarly.add(`${chart.metadata.name} before ${provider}`);
      }
    }
  });
});

function nameOf(dependency: unknown): string {
  return asString(asRecord(dependency).name);
}

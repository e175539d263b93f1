// From an empty cluster every chart becomes ready, and none before what it uses.
import { expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { describeLoop } from './describe-loop.ts';
import { allReady } from './loop.ts';

for (const { name } of clusters)
  describeLoop(`an empty cluster ${name}`, { cluster: name, ready: false }, ({ loop }) => {
    test('comes up whole, each chart after those that it depends on', async () => {
      const order: string[] = [];
      await allReady(loop(), {
        seconds: 180,
        onChange: (chart) => chart.ready && !order.includes(chart.name) && order.push(chart.name),
      });
      expect(order.toSorted()).toEqual(loop().charts.toSorted());
      const kustomizations = await loop().cluster.kustomizations();
      for (const kustomization of kustomizations) {
        const before = asArray(at(kustomization, 'spec.dependsOn')).map((dependency) =>
          asString(asRecord(dependency).name),
        );
        const position = order.indexOf(kustomization.metadata.name);
        expect(before.filter((dependency) => order.indexOf(dependency) > position)).toEqual([]);
      }
    }, 240_000);
  });

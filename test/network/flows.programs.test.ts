import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { asArray, asRecord, at } from '../../render/fields.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { committed, namespaceLabels } from './committed.ts';
import { engines } from './engine.ts';
import { type Flow, keyOf } from './flow.ts';
import { tables } from './flows.ts';
import { governed } from './peers.ts';
import { ofClusters, ofProduction } from './policies.ts';

describe.each([...new Set([...ofClusters, ...ofProduction])])('$title', ({ cluster, network, policies }) => {
  const { program, evaluate } = engines[network];
  const { rows, flows, isAllowed } = tables[network];

  describeWith([program], `the network policies, asked of ${program}`, (paths) => {
    const verdicts = new Map<string, boolean>();
    const kept = (flow: Flow, allowed: boolean) => verdicts.get(keyOf(flow)) === allowed;

    beforeAll(async () => {
      const answers = await evaluate(paths[program], policies, namespaceLabels(cluster), flows);
      for (const [index, flow] of flows.entries()) verdicts.set(keyOf(flow), answers[index] ?? false);
    });

    test.each(rows)('$promise', ({ flows, allowed }) => {
      expect(flows.filter((flow) => !kept(flow, allowed)).map(keyOf)).toEqual([]);
    });

    test('what no row allows is refused', () => {
      expect(flows.filter((flow) => !isAllowed(flow) && !kept(flow, false)).map(keyOf)).toEqual([]);
    });
  });
});

describe.each(clusters)('$name', ({ name }) => {
  test('the pods of every committed workload stand in the table, with their labels and port names', () => {
    const seen = governed.map(({ pod }) => pod);
    const missing = committed(name, 'Deployment', 'StatefulSet', 'DaemonSet')
      .map((workload) => {
        const ports = asArray(at(workload, 'spec.template.spec.containers')).flatMap((container) =>
          asArray(asRecord(container).ports).map(asRecord),
        );
        return {
          namespace: workload.metadata.namespace,
          labels: at(workload, 'spec.template.metadata.labels'),
          portNames: Object.fromEntries(ports.map(({ name, containerPort }) => [containerPort, name])),
        };
      })
      .filter((pod) => !seen.some((known) => isDeepStrictEqual(known, pod)));
    expect(missing).toEqual([]);
  });
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import { describeWith } from '../../tools/describe-with.ts';
import { engines } from './engine.ts';
import { type Flow, keyOf } from './flow.ts';
import { ofClusters, ofProduction, ofTwoApplications } from './policies.ts';

const all = [...new Set([...ofClusters, ...ofProduction, ...ofTwoApplications])];

describe.each(all)('$title', ({ network, policies, labelsOf, table }) => {
  const { program, evaluate } = engines[network];
  const { rows, flows, isAllowed } = table;

  describeWith([program], `the network policies, asked of ${program}`, (paths) => {
    const verdicts = new Map<string, boolean>();
    const kept = (flow: Flow, allowed: boolean) => verdicts.get(keyOf(flow)) === allowed;

    beforeAll(async () => {
      const answers = await evaluate(paths[program], policies, labelsOf, flows);
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

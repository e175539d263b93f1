// Flux' Kustomization of a chart: what it waits for, and whether it cleans up.
import type { Rule } from './rule.ts';

export const kustomizationRules: readonly Rule[] = [
  {
    at: 'spec dependsOn *',
    say: ({ before, after, names: [chart] }) => {
      if (before === undefined) return `waits for ${chart} to be there first`;
      return after === undefined ? `no longer waits for ${chart}` : undefined;
    },
  },
  // It follows from the kinds in the chart, which are told of themselves.
  {
    at: 'spec healthCheckExprs *',
    say: ({ before, after }) => (before === undefined || after === undefined ? [] : undefined),
  },
  {
    at: 'spec prune',
    say: ({ after }) =>
      after === true
        ? 'deletes what its chart no longer holds'
        : { text: 'no longer deletes what its chart no longer holds', danger: 'left-behind' },
  },
  {
    at: 'spec suspend',
    say: ({ after }) =>
      after === true ? { text: 'applies nothing until it is resumed', danger: 'weaker' } : 'applies again',
  },
];

// Flux' Kustomization of a chart: what it waits for, and whether it cleans up.
import type { Rule, Sentence } from './rule.ts';

/** With whose rights Flux applies a chart. @param account in Flux' namespace; without one it is the extension's */
export function appliedAs(account: unknown): Sentence {
  return account === undefined
    ? { text: 'is applied with all rights in the cluster', danger: 'opened' }
    : { text: `is applied with the rights of the account ${String(account)} alone` };
}

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
    at: 'spec serviceAccountName',
    say: ({ after }) => appliedAs(after),
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

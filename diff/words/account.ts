// What the account of an application is granted stands in its annotations: a change of it is a change of rights.
import type { Rule } from './rule.ts';

const facts: Readonly<Record<string, string>> = {
  'fleetwright.dev/application': 'the application that it applies',
  'fleetwright.dev/hosts': 'the public hosts of its application',
  'fleetwright.dev/exceptions': 'what its application may do beside the list',
};

export const accountRules: readonly Rule[] = Object.entries(facts).map(([annotation, words]) => ({
  at: `metadata annotations ${annotation}`,
  say: ({ before, after }) => ({
    text: `changes ${words} from ${shown(before)} to ${shown(after)}`,
    danger: 'opened',
  }),
}));

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : `"${String(value).trim().replaceAll('\n', '; ')}"`;
}

// What a claim asks for: more of it is all that Kubernetes grants later.
import type { Rule } from './rule.ts';

export const claimRules: readonly Rule[] = [
  {
    at: 'spec resources requests storage',
    say: ({ before, after }) => `asks for a disk of ${String(after)} instead of ${String(before)}`,
  },
];

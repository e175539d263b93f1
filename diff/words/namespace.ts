// What a namespace grants to all pods in it together: how privileged they may be, and how much they may use.
import { neverPrune } from '../../lib/platform.ts';
import { type Rule, valueRule } from './rule.ts';

const levels = ['privileged', 'baseline', 'restricted'];
const podSecurity = 'pod-security.kubernetes.io';

export const namespaceRules: readonly Rule[] = [
  {
    at: `metadata labels ${podSecurity}/enforce`,
    say: ({ before, after }) => {
      const text = `holds its pods to Pod Security "${after ?? 'privileged'}" instead of "${before ?? 'privileged'}"`;
      const isLower = levels.indexOf(String(after)) < levels.indexOf(String(before));
      return isLower ? { text, danger: 'weaker' } : text;
    },
  },
  // They follow the level that counts.
  ...['audit', 'warn'].map((mode): Rule => ({
    at: `metadata labels ${podSecurity}/${mode}`,
    say: ({ after, subject }) => (after === subject.after.metadata.labels?.[`${podSecurity}/enforce`] ? [] : undefined),
  })),
];

const quotas: Readonly<Record<string, string>> = {
  pods: 'pods',
  'limits.memory': 'of memory',
  'requests.memory': 'of reserved memory',
  'limits.cpu': 'of CPU',
  'requests.cpu': 'of reserved CPU',
  'requests.storage': 'of disk in claims',
};

export const quotaRules: readonly Rule[] = Object.entries(quotas).map(([resource, words]) =>
  valueRule(`spec hard ${resource}`, (amount) => `allows all pods together ${amount} ${words}`),
);

/** For every kind: whether it stays when Git no longer holds it. */
export const pruneRules: readonly Rule[] = Object.entries(neverPrune).map(([annotation, value]) => ({
  at: `metadata annotations ${annotation}`,
  say: ({ before, after }) => {
    if (after === value) return 'stays in the cluster when Git no longer holds it (prune: disabled)';
    return before === value
      ? { text: 'is deleted by Flux when Git no longer holds it (prune: disabled is gone)', danger: 'weaker' }
      : undefined;
  },
}));

// A full quota is seen as pods that never come: this says so while there is still room.
import type { Rule } from '../rule.ts';

const each = 'max by (namespace, resourcequota, resource)';

/**
 * In place of two of the chart's, whose severity `info` reaches nobody (default-rules.ts). What is opened to the outside is granted
 * one by one, so its quota is full as it should be.
 */
const nearlyFull: Rule = {
  alert: 'QuotaNearlyFull',
  expr: [
    `${each} (kube_resourcequota{type="used", resource!~"services[.].+"})`,
    `/ (${each} (kube_resourcequota{type="hard"}) > 0) >= 0.9`,
  ].join(' '),
  for: '15m',
  summary:
    '{{ $labels.namespace }} uses {{ $value | humanizePercentage }} of {{ $labels.resource }} in its quota "{{ $labels.resourcequota }}": a rollout may find no room.',
};

export const quotas: readonly Rule[] = [nearlyFull];

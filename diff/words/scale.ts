// What keeps enough pods running: the autoscaler and the disruption budget. Less of it is a danger.
import { type Rule, type Spot, valueRule } from './rule.ts';
import { plural } from '../../lib/plural.ts';

export const autoscalerRules: readonly Rule[] = [
  valueRule('spec minReplicas', (count) => `keeps at least ${plural(Number(count), 'pod')}`, isLess),
  valueRule('spec maxReplicas', (count) => `starts at most ${plural(Number(count), 'pod')}`, isLess),
  valueRule(
    'spec metrics * resource target averageUtilization',
    (percent) => `holds the pods at ${percent} % of what they reserve`,
  ),
];

export const queueScalerRules: readonly Rule[] = [
  valueRule('spec minReplicaCount', (count) => `keeps at least ${plural(Number(count), 'pod')}`, isLess),
  valueRule('spec maxReplicaCount', (count) => `starts at most ${plural(Number(count), 'pod')}`, isLess),
];

export const budgetRules: readonly Rule[] = [
  valueRule('spec minAvailable', (count) => `keeps ${count} of its pods when nodes are drained`, isLess),
  valueRule('spec maxUnavailable', (count) => `lets ${count} of its pods be away when nodes are drained`, isMore),
];

/** Of two numbers or two percentages; where they cannot be compared it is taken for less. */
function isLess({ before, after }: Spot): boolean {
  return before !== undefined && !(isComparable(before, after) && amount(after) > amount(before));
}

function isMore({ before, after }: Spot): boolean {
  return before !== undefined && !(isComparable(before, after) && amount(after) < amount(before));
}

function isComparable(before: unknown, after: unknown): boolean {
  return String(before).endsWith('%') === String(after).endsWith('%');
}

function amount(value: unknown): number {
  return value === undefined ? Number.NaN : Number.parseFloat(String(value));
}

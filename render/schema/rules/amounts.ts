// Amounts that must fit each other. Source: Kubernetes API, "HorizontalPodAutoscalerSpec", "LimitRangeItem",
// "PersistentVolumeClaimSpec".
import { asRecord, asString, at } from '../../fields.ts';
import { amount } from '../../quantity.ts';
import type { Fault } from '../words.ts';
import { type AnyMap, memberOf, type Rule } from './rule.ts';

export const autoscalerSpec: Rule = ({ minReplicas = 1, maxReplicas }) =>
  typeof maxReplicas === 'number' && maxReplicas < Number(minReplicas)
    ? [
        {
          field: 'maxReplicas',
          problem: `is ${maxReplicas}, below minReplicas`,
          write: `${String(minReplicas)} or more`,
        },
      ]
    : [];

const parts = new Set(['containerResource', 'external', 'object', 'pods', 'resource']);

/** The part of a metric is called as its type. */
export const metricSpec: Rule = (value) => {
  const type = asString(value.type);
  const part = type.charAt(0).toLowerCase() + type.slice(1);
  return value[part] !== undefined || !parts.has(part)
    ? []
    : [{ field: part, problem: 'is missing', write: `what a metric of the type ${type} is` }];
};

export const claimSpec: Rule = ({ resources }) => {
  const storage = at(resources, 'requests.storage');
  if (storage !== undefined && amount(storage) !== 0n) return [];
  return [{ field: 'resources.requests.storage', problem: 'is nothing', write: 'an amount such as 1Gi' }];
};

/** Each is at most as large as the next. */
const ascending = ['min', 'defaultRequest', 'default', 'max'];

export const limitRangeItem: Rule = (value) =>
  ascending.flatMap((lower, index) =>
    ascending.slice(index + 1).flatMap((higher): Fault[] => aboveOther(value, lower, higher)),
  );

function aboveOther(value: AnyMap, lower: string, higher: string): Fault[] {
  return Object.entries(asRecord(value[lower]))
    .filter(([name, quantity]) => {
      const [low, high] = [amount(quantity), amount(asRecord(value[higher])[name])];
      return low !== undefined && high !== undefined && low > high;
    })
    .map(([name, quantity]) => ({
      field: memberOf(lower, name),
      problem: `${String(quantity)} is above ${higher}`,
      write: `${String(asRecord(value[higher])[name])} or less`,
    }));
}

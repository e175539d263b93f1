// What a namespace allows each of its containers, pods and claims. Source: Kubernetes API, "LimitRangeItem";
// `ValidateLimitRange` of `pkg/apis/core/validation/validation.go`.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asRecord } from '../../fields.ts';
import { amount } from '../../quantity.ts';
import { isContainerResource, isResource } from './resources.ts';
import { type AnyMap, entries, memberOf, repeated, type Rule } from './rule.ts';

export const limitRangeSpec: Rule = (value) =>
  repeated(entries(value, 'limits'), ({ entry }) => entry.type).map(({ field, entry }) => ({
    field: `${field}.type`,
    problem: `another entry is for ${String(entry.type)}`,
    write: 'one entry for each type',
  }));

/** Each is at most as large as the next. */
const ascending = ['min', 'defaultRequest', 'default', 'max'];
const amounts = [...ascending, 'maxLimitRequestRatio'];

export const limitRangeItem: Rule = (value) => [
  ...amounts.flatMap((field) => nameFaults(value, field)),
  ...ascending.flatMap((lower, index) => aboveOthers(value, lower, ascending.slice(index + 1))),
  ...ratioFaults(value),
  ...wholeFaults(value),
  ...['default', 'defaultRequest']
    .filter((field) => value.type === 'Pod' && Object.keys(asRecord(value[field])).length > 0)
    .map((field) => ({
      field,
      problem: 'is what a container is given, and a pod is not',
      write: 'it at the type Container',
    })),
  ...unless(
    value.type !== 'PersistentVolumeClaim' ||
      [value.min, value.max].some((side) => asRecord(side).storage !== undefined),
    { field: 'max.storage', problem: 'is missing, and so is min.storage', write: 'one of them' },
  ),
];

function nameFaults(value: AnyMap, field: string): Fault[] {
  const isKnown = value.type === 'Container' || value.type === 'Pod' ? isContainerResource : isResource;
  return Object.keys(asRecord(value[field]))
    .filter((name) => !isKnown(name))
    .map((name) => ({
      field: memberOf(field, name),
      problem: `is nothing that a ${String(value.type)} has`,
      write: 'cpu, memory, ephemeral-storage, or a device such as example.com/gpu; of a claim storage',
    }));
}

function aboveOthers(value: AnyMap, lower: string, others: readonly string[]): Fault[] {
  return Object.entries(asRecord(value[lower])).flatMap(([name, quantity]) => {
    const low = amount(quantity);
    const exceeded = others.find((higher) => {
      const high = amount(asRecord(value[higher])[name]);
      return low !== undefined && high !== undefined && low > high;
    });
    return exceeded === undefined
      ? []
      : [
          {
            field: memberOf(lower, name),
            problem: `${String(quantity)} is above ${exceeded}`,
            write: `${String(asRecord(value[exceeded])[name])} or less`,
          },
        ];
  });
}

const one = amount('1') ?? 1n;

/** How much more than it asks for a container may take: no less than that, and no more than the ends leave. */
function ratioFaults({ min, max, maxLimitRequestRatio }: AnyMap): Fault[] {
  return Object.entries(asRecord(maxLimitRequestRatio)).flatMap(([name, quantity]) => {
    const field = memberOf('maxLimitRequestRatio', name);
    const [ratio, low, high] = [quantity, asRecord(min)[name], asRecord(max)[name]].map(amount);
    if (ratio === undefined) return [];
    if (ratio < one) return [{ field, problem: `${String(quantity)} is below 1`, write: '1 or more' }];
    return unless(low === undefined || high === undefined || low > high || ratio * low <= high * one, {
      field,
      problem: `${String(quantity)} is above what max and min leave`,
      write: 'max divided by min, or less',
    });
  });
}

/** What is one container's alone is asked for as it is limited. */
function wholeFaults({ type, defaultRequest, default: given, max }: AnyMap): Fault[] {
  if (type === 'Pod') return [];
  // Where no default is given, the most is it.
  const limits = { ...(type === 'Container' && asRecord(max)), ...asRecord(given) };
  return Object.entries(asRecord(defaultRequest))
    .filter(([name]) => name.startsWith('hugepages-') || name.includes('/'))
    .filter(([name, quantity]) => {
      const [request, limit] = [amount(quantity), amount(limits[name])];
      return request !== undefined && limit !== undefined && request < limit;
    })
    .map(([name]) => ({
      field: memberOf('defaultRequest', name),
      problem: `is below what a container gets at most, and nobody else may use what is left`,
      write: String(limits[name]),
    }));
}

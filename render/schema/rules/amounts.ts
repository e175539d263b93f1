// Amounts that must fit each other. Source: Kubernetes API, "HorizontalPodAutoscalerSpec", "LimitRangeItem",
// "PersistentVolumeClaimSpec".
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { amount } from '../../quantity.ts';
import { type AnyMap, memberOf, type Rule } from './rule.ts';

export const autoscalerSpec: Rule = ({ minReplicas = 1, maxReplicas, scaleTargetRef }) => [
  ...unless(typeof maxReplicas !== 'number' || maxReplicas >= Number(minReplicas), {
    field: 'maxReplicas',
    problem: `is ${String(maxReplicas)}, below minReplicas`,
    write: `${String(minReplicas)} or more`,
  }),
  ...unless(/^[^/]+\/[^/]+$/.test(asString(asRecord(scaleTargetRef).apiVersion)), {
    field: 'scaleTargetRef.apiVersion',
    problem: `"${asString(asRecord(scaleTargetRef).apiVersion)}" has no group`,
    write: 'a group and a version, such as apps/v1',
  }),
];

const parts = new Set(['containerResource', 'external', 'object', 'pods', 'resource']);

/** The part of a metric is called as its type. */
export const metricSpec: Rule = (value) => {
  const type = asString(value.type);
  const part = type.charAt(0).toLowerCase() + type.slice(1);
  if (!parts.has(part)) return [];
  return [
    ...unless(value[part] !== undefined, {
      field: part,
      problem: 'is missing',
      write: `what a metric of the type ${type} is`,
    }),
    ...[...parts]
      .filter((other) => other !== part && value[other] !== undefined)
      .map((field) => ({ field, problem: `stands beside the type ${type}`, write: `${part} alone` })),
  ];
};

/** What the target of a metric is compared with. @param forms one of them must be set */
export const targetBy =
  (...forms: readonly string[]): Rule =>
  ({ target }) => {
    const set = ['averageUtilization', 'averageValue', 'value'].filter((form) => asRecord(target)[form] !== undefined);
    // Of none and of several another rule tells.
    return unless(set.length !== 1 || forms.includes(set[0] ?? ''), {
      field: `target.${set[0] ?? ''}`,
      problem: 'is nothing that this metric has',
      write: forms.join(' or '),
    });
  };

/** A target of nothing would be met by no number of pods. */
export const metricTarget: Rule = (value) =>
  ['averageValue', 'value']
    .filter((field) => value[field] !== undefined && amount(value[field]) === 0n)
    .map((field) => ({ field, problem: 'is nothing', write: 'an amount above 0' }));

export const claimSpec: Rule = ({ resources, accessModes }) => {
  const storage = at(resources, 'requests.storage');
  return [
    ...unless(storage !== undefined && amount(storage) !== 0n, {
      field: 'resources.requests.storage',
      problem: 'is nothing',
      write: 'an amount such as 1Gi',
    }),
    ...modeFaults(accessModes),
  ];
};

function modeFaults(accessModes: unknown): Fault[] {
  return unless(!asArray(accessModes).includes('ReadWriteOncePod') || asArray(accessModes).length === 1, {
    field: 'accessModes',
    problem: 'has others beside ReadWriteOncePod, which is for one pod alone',
    write: 'ReadWriteOncePod alone, or the others',
  });
}

/** What a volume has beside the one place that it comes from. */
const ofVolume = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

export const volumeSpec: Rule = (value) => {
  const sources = Object.keys(value).filter((field) => !ofVolume.has(field));
  const { capacity, accessModes, csi } = value;
  return [
    ...unless(sources.length === 1, {
      field: '',
      problem: sources.length === 0 ? 'says not where the volume is' : `has ${sources.join(' and ')}`,
      write: 'one source, such as csi',
    }),
    ...unless((amount(at(capacity, 'storage') ?? undefined) ?? 0n) > 0n, {
      field: 'capacity.storage',
      problem: 'is nothing',
      write: 'an amount such as 1Gi',
    }),
    ...unless(asArray(accessModes).length > 0, { field: 'accessModes', problem: 'are none', write: 'one at least' }),
    ...modeFaults(accessModes),
    ...unless(csi === undefined || asString(at(csi, 'volumeHandle')) !== '', {
      field: 'csi.volumeHandle',
      problem: 'is empty',
      write: 'how the driver calls the volume',
    }),
  ];
};

/** Each is at most as large as the next. */
const ascending = ['min', 'defaultRequest', 'default', 'max'];

export const limitRangeItem: Rule = (value) => [
  ...ascending.flatMap((lower, index) =>
    ascending.slice(index + 1).flatMap((higher): Fault[] => aboveOther(value, lower, higher)),
  ),
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

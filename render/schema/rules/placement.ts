// Where pods may run: nodes, taints, and other pods. Source: Kubernetes API, "Affinity", "Toleration", "TopologySpreadConstraint";
// `pkg/apis/core/validation/validation.go`.
import { plural } from '../../../lib/plural.ts';
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { isLabelValue, isQualified } from './metadata.ts';
import { type AnyMap, entries, type Rule } from './rule.ts';

export const toleration: Rule = ({ key = '', operator = '', value = '', effect, tolerationSeconds }) => {
  const isAny = operator === 'Exists';
  return [
    ...unless(key !== '' || isAny, {
      field: 'key',
      problem: 'is missing',
      write: 'the key of a taint; or the operator Exists, for all of them',
    }),
    ...unless(!isAny || value === '', {
      field: 'value',
      problem: 'stands beside the operator Exists, which takes any',
      write: 'nothing, or the operator Equal',
    }),
    ...unless(!(operator === 'Equal' || operator === '') || isLabelValue(asString(value)), {
      field: 'value',
      problem: `"${asString(value)}" is no value of a taint`,
      write: 'letters, digits, "-", "_" and ".", 63 characters at most',
    }),
    // Only behind a feature gate, which is off. Source: Kubernetes, "Feature Gates", TaintTolerationComparisonOperators.
    ...unless(operator !== 'Lt' && operator !== 'Gt', {
      field: 'operator',
      problem: `${asString(operator)} is not yet served`,
      write: 'Equal or Exists',
    }),
    ...unless(tolerationSeconds === undefined || effect === 'NoExecute', {
      field: 'tolerationSeconds',
      problem: 'is how long a pod may stay, and only NoExecute sends it away',
      write: 'nothing, or the effect NoExecute',
    }),
  ];
};

export const nodeSelectorTerm: Rule = (term, around) => {
  // A preference may name what no node can have.
  const isRequired = around[0]?.preference === undefined;
  return [
    ...entries(term, 'matchExpressions').flatMap(({ field, entry }) => ofLabel(field, entry, isRequired)),
    ...entries(term, 'matchFields').flatMap(({ field, entry }) => ofField(field, entry)),
  ];
};

/** How many values each operator compares with. */
const takes: Readonly<Record<string, readonly [least: number, most: number]>> = {
  In: [1, Infinity],
  NotIn: [1, Infinity],
  Exists: [0, 0],
  DoesNotExist: [0, 0],
  Gt: [1, 1],
  Lt: [1, 1],
};

function ofLabel(field: string, { key, operator, values }: AnyMap, isRequired: boolean): Fault[] {
  const given = asArray(values).map(asString);
  const [least, most] = takes[asString(operator)] ?? [0, Infinity];
  return [
    ...unless(isQualified(asString(key)), {
      field: `${field}.key`,
      problem: `"${asString(key)}" is no key of a label`,
      write: 'one such as topology.kubernetes.io/zone',
    }),
    ...unless(least <= given.length && given.length <= most, {
      field: `${field}.values`,
      problem: given.length < least ? 'is empty' : `has ${plural(given.length, 'value')}`,
      write: most === 0 ? `nothing: ${asString(operator)} takes none` : most === 1 ? 'one number' : 'one value or more',
    }),
    ...given
      .filter((value) => isRequired && !isLabelValue(value))
      .map((value) => ({
        field: `${field}.values`,
        problem: `"${value}" is no value of a label`,
        write: 'letters, digits, "-", "_" and ".", 63 characters at most',
      })),
  ];
}

function ofField(field: string, { key, operator, values }: AnyMap): Fault[] {
  return [
    ...unless(key === 'metadata.name', {
      field: `${field}.key`,
      problem: `"${asString(key)}" is no field that nodes are chosen by`,
      write: 'metadata.name',
    }),
    ...unless(operator === 'In' || operator === 'NotIn', {
      field: `${field}.operator`,
      problem: `"${asString(operator)}" compares no field`,
      write: 'In or NotIn',
    }),
    ...unless(asArray(values).length === 1, {
      field: `${field}.values`,
      problem: `has ${plural(asArray(values).length, 'value')}`,
      write: 'the name of one node',
    }),
  ];
}

export const spreadConstraint: Rule = (value, around) => [
  ...unless(value.minDomains === undefined || value.whenUnsatisfiable === 'DoNotSchedule', {
    field: 'minDomains',
    problem: 'holds no pod back where the spread may fail',
    write: 'nothing, or whenUnsatisfiable: DoNotSchedule',
  }),
  ...labelKeyFaults(value, around),
];

export const podAffinityTerm: Rule = (value, around) => labelKeyFaults(value, around);

/** Labels whose value is that of the pod itself: for each the API server adds an expression to the selector. */
function labelKeyFaults({ labelSelector, ...value }: AnyMap, around: readonly AnyMap[]): Fault[] {
  const keysOf = (field: string): string[] => asArray(value[field]).map(asString);
  const other = new Set(keysOf('mismatchLabelKeys'));
  const named = new Set([
    ...Object.keys(asRecord(at(labelSelector, 'matchLabels'))),
    ...entries(asRecord(labelSelector), 'matchExpressions').map(({ entry }) => asString(entry.key)),
  ]);
  const labels = labelsOfPod(around);
  if (labelSelector === undefined)
    return ['matchLabelKeys', 'mismatchLabelKeys']
      .filter((field) => keysOf(field).length > 0)
      .slice(0, 1)
      .map((field) => ({ field, problem: 'stands without a labelSelector', write: 'nothing, or a labelSelector' }));
  return keysOf('matchLabelKeys').flatMap((key) => [
    ...unless(!other.has(key), {
      field: 'matchLabelKeys',
      problem: `has "${key}", as mismatchLabelKeys has`,
      write: 'it in one of them',
    }),
    // The template is taken, and its pods are not.
    ...unless(!named.has(key) || !Object.hasOwn(labels, key), {
      field: 'matchLabelKeys',
      problem: `has "${key}", as labelSelector has`,
      write: 'it in one of them',
    }),
  ]);
}

function labelsOfPod(around: readonly AnyMap[]): AnyMap {
  const pod = around.findIndex((outer) => outer.containers !== undefined);
  return asRecord(at(around[pod + 1], 'metadata.labels'));
}

// Which pods or claims a quota counts. Source: Kubernetes documentation, "Resource Quotas", Quota scopes;
// pkg/apis/core/validation/validation.go of its source, `validateResourceQuotaScopes`.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString } from '../../fields.ts';
import { type AnyMap, entries, memberOf, type Rule } from './rule.ts';

const ofPods = /^(?:pods|(?:(?:requests|limits)\.)?(?:cpu|memory))$/;
/** What is counted of no matter what, and only of all. */
const standard =
  /^(?:pods|(?:(?:requests|limits)\.)?(?:cpu|memory|ephemeral-storage)|requests\.storage|persistentvolumeclaims|resourcequotas|services(?:\..*)?|replicationcontrollers|secrets|configmaps|(?:requests\.)?hugepages-.*)$/;

/** What a quota of each scope can count. */
const countedIn: Readonly<Record<string, RegExp>> = {
  BestEffort: /^pods$/,
  CrossNamespacePodAffinity: ofPods,
  NotBestEffort: ofPods,
  NotTerminating: ofPods,
  PriorityClass: ofPods,
  Terminating: ofPods,
  VolumeAttributesClass: /^(?:persistentvolumeclaims|requests\.storage)$/,
};

/** Of these there is a value to compare with. */
const withValues = new Set(['PriorityClass', 'VolumeAttributesClass']);

const operators = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

const opposites = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

export const quotaScopes: Rule = ({ hard, scopes, scopeSelector }) => {
  const selected = entries(asRecord(scopeSelector), 'matchExpressions');
  return [
    ...scopeFaults('scopes', asArray(scopes).map(asString), hard),
    ...scopeFaults(
      'scopeSelector',
      selected.map(({ entry }) => asString(entry.scopeName)),
      hard,
    ),
    ...selected.flatMap(({ field, entry }) => operatorFaults(`scopeSelector.${field}`, entry)),
  ];
};

function scopeFaults(field: string, scopes: readonly string[], hard: unknown): Fault[] {
  const pair = opposites.find((both) => both.every((scope) => scopes.includes(scope)));
  if (pair) return [{ field, problem: `has both ${pair.join(' and ')}, which no pod is`, write: 'one of them' }];
  return scopes.flatMap((scope) =>
    Object.keys(asRecord(hard))
      .filter((name) => countedIn[scope] !== undefined && standard.test(name) && !countedIn[scope].test(name))
      .map((name) => ({
        field: memberOf('hard', name),
        problem: `is nothing that a quota of the scope ${scope} counts`,
        write: 'it in another ResourceQuota, without that scope',
      })),
  );
}

function operatorFaults(field: string, { scopeName, operator, values }: AnyMap): Fault[] {
  const compares = operator === 'In' || operator === 'NotIn';
  if (countedIn[asString(scopeName)] === undefined) return [];
  if (!withValues.has(asString(scopeName)) && operator !== 'Exists')
    return [
      {
        field: `${field}.operator`,
        problem: `${asString(operator)} asks for a value, and ${asString(scopeName)} has none`,
        write: 'Exists',
      },
    ];
  // Of a word that is none the schema tells.
  return unless(!operators.has(asString(operator)) || compares === asArray(values).length > 0, {
    field: `${field}.values`,
    problem: compares ? 'is empty' : 'has entries',
    write: compares ? `what ${asString(operator)} compares with` : `nothing: ${asString(operator)} takes none`,
  });
}

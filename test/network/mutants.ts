// Policies with one fault each, of the two kinds that matter: something is taken out, or something is opened too wide.
import { asArray, asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';

export interface Mutant {
  /** What was done to which part of which policy. */
  readonly name: string;
  readonly policies: readonly KubeObject[];
  readonly namespace: string;
}

type Rule = Readonly<Record<string, unknown>>;
/** What is left of the list of rules after a change to one of them. */
type Change = readonly [name: string, rules: readonly Rule[]];

/** Each policy, each of its rules, and each peer and port of a rule left out, one at a time. */
export function withoutOne(policies: readonly KubeObject[]): Mutant[] {
  return mutants(policies, (policy) => [
    ['', undefined],
    ...changes(policy, (rule) => [
      ['', []],
      ...withoutEach(rule, 'from'),
      ...withoutEach(rule, 'to'),
      ...withoutEach(rule, 'ports'),
    ]),
  ]);
}

/** Each rule, one at a time, open to any peer, or on any port. */
export function tooWide(policies: readonly KubeObject[]): Mutant[] {
  return mutants(policies, (policy) =>
    changes(policy, (rule) =>
      ['from', 'to', 'ports']
        .filter((list) => asArray(rule[list]).length > 0)
        .map((list) => [`.${list}`, [without(rule, list)]] as const),
    ),
  );
}

type Replacement = readonly [part: string, policy: KubeObject | undefined];

function mutants(
  policies: readonly KubeObject[],
  replacements: (policy: KubeObject) => readonly Replacement[],
): Mutant[] {
  return policies.flatMap((policy) =>
    replacements(policy).map(([part, replacement]) => ({
      name: `${policy.metadata.namespace}/${policy.metadata.name}${part}`,
      namespace: policy.metadata.namespace ?? '',
      policies: policies.flatMap((other) => (other === policy ? (replacement ?? []) : other)),
    })),
  );
}

/** The policy once for each change to a rule of it. */
function changes(policy: KubeObject, changed: (rule: Rule) => readonly Change[]): Replacement[] {
  return ['ingress', 'egress'].flatMap((direction) => {
    const rules = asArray(at(policy, `spec.${direction}`)).map(asRecord);
    return rules.flatMap((rule, index) =>
      changed(rule).map(([part, left]) => {
        const spec = { ...asRecord(policy.spec), [direction]: rules.toSpliced(index, 1, ...left) };
        return [`.${direction}[${index}]${part}`, { ...policy, spec }] as const;
      }),
    );
  });
}

/** An empty list would mean all, so the last entry of a list is not taken out: the rule itself is. */
function withoutEach(rule: Rule, list: string): Change[] {
  const entries = asArray(rule[list]);
  if (entries.length < 2) return [];
  return entries.map((_, index) => [`.${list}[${index}]`, [{ ...rule, [list]: entries.toSpliced(index, 1) }]]);
}

function without(rule: Rule, list: string): Rule {
  return Object.fromEntries(Object.entries(rule).filter(([key]) => key !== list));
}

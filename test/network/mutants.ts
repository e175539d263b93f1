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
    ...changes(policy, (rule) => [['', []], ...lists(rule).flatMap((list) => withoutEach(rule, list))]),
  ]);
}

/** Each rule, one at a time, open to any peer, or on any port. */
export function tooWide(policies: readonly KubeObject[]): Mutant[] {
  return mutants(policies, (policy) =>
    changes(policy, (rule) =>
      lists(rule)
        .filter((list) => entriesOf(rule, list).length > 0 && !isOpen(rule, list))
        .map((list) => [`.${list}`, [opened(rule, list)]] as const),
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
    // Cilium's rule without a list lets nobody through: what it closes is shown in `peers.programs.test.ts`.
    return rules.flatMap((rule, index) =>
      (lists(rule).length === 0 ? [] : changed(rule)).map(([part, left]) => {
        const spec = { ...asRecord(policy.spec), [direction]: rules.toSpliced(index, 1, ...left) };
        return [`.${direction}[${index}]${part}`, { ...policy, spec }] as const;
      }),
    );
  });
}

/** The fields of a rule that list peers or ports: Kubernetes' `to`, and what Cilium has for it, such as `toEntities`. */
function lists(rule: Rule): readonly string[] {
  return Object.keys(rule).filter((field) => Array.isArray(rule[field]));
}

/** Cilium's ports are a list in the only entry of a list. */
function entriesOf(rule: Rule, list: string): readonly unknown[] {
  const entries = asArray(rule[list]);
  return list === 'toPorts' ? asArray(asRecord(entries[0]).ports) : entries;
}

/** An empty list would mean all, so the last entry of a list is not taken out: the rule itself is. */
function withoutEach(rule: Rule, list: string): Change[] {
  const entries = entriesOf(rule, list);
  if (entries.length < 2) return [];
  return entries.map((_, index) => {
    const left = entries.toSpliced(index, 1);
    return [`.${list}[${index}]`, [{ ...rule, [list]: list === 'toPorts' ? [{ ports: left }] : left }]];
  });
}

/** Kubernetes reads a rule without peers as all of them; Cilium has a word for it, and reads none at all as nobody. */
function opened(rule: Rule, list: string): Rule {
  const { [list]: _, ...others } = rule;
  const direction = ciliumPeers.exec(list)?.[1];
  return direction === undefined ? others : { ...others, [`${direction}Entities`]: ['all'] };
}

function isOpen(rule: Rule, list: string): boolean {
  return ciliumPeers.test(list) && entriesOf(rule, list).includes('all');
}

const ciliumPeers = /^(from|to)(?:Endpoints|CIDRSet|Entities)$/;

// A NetworkPolicy as what it lets through: peers and ports, whichever rule of it they stand in.
import { asArray, asRecord, at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { labelsIn, type Rule, type Sentence } from './rule.ts';

/** The label that the API server puts on every namespace. */
const namespaceName = 'kubernetes.io/metadata.name';

const directions = {
  Ingress: { field: 'ingress', peers: 'from', anyone: 'anyone', words: 'lets in' },
  Egress: { field: 'egress', peers: 'to', anyone: 'anywhere', words: 'lets its pods call' },
} as const;

export const networkPolicyRules: readonly Rule[] = ['ingress', 'egress', 'policyTypes'].map((field, index) => ({
  at: `spec ${field} **`,
  // What one field opens another may close, so all is said at once: by the first of the fields that differs.
  say: ({ subject }) =>
    index === firstDifferent(subject.before, subject.after) ? passages(subject.before, subject.after) : [],
}));

function firstDifferent(before: KubeObject, after: KubeObject): number {
  return ['ingress', 'egress', 'policyTypes'].findIndex(
    (field) => JSON.stringify(at(before, `spec.${field}`)) !== JSON.stringify(at(after, `spec.${field}`)),
  );
}

function passages(before: KubeObject, after: KubeObject): Sentence[] {
  const [old, now] = [allowed(before), allowed(after)];
  return [
    ...[...now].filter((passage) => !old.has(passage)).map((text): Sentence => ({ text, danger: 'opened' })),
    ...[...old].filter((passage) => !now.has(passage)).map((passage): Sentence => ({ text: `no longer ${passage}` })),
  ];
}

/** All that a policy lets through, a sentence for each pair of peer and port. */
export function allowed(policy: KubeObject): Set<string> {
  const spec = asRecord(policy.spec);
  const types = Array.isArray(spec.policyTypes) ? (spec.policyTypes as string[]) : defaultTypes(spec);
  return new Set(
    Object.entries(directions).flatMap(([type, { field, peers, anyone, words }]) => {
      if (!types.includes(type)) return [`${words} ${anyone} on every port: it says nothing of ${type.toLowerCase()}`];
      return asArray(spec[field]).flatMap((rule) => {
        const names = orAll(asArray(asRecord(rule)[peers]).map(peerName), anyone);
        const ports = orAll(asArray(asRecord(rule).ports).map(portName), 'every port');
        return names.flatMap((name) => ports.map((port) => `${words} ${name} on ${port}`));
      });
    }),
  );
}

/** Source: the API's own default for `policyTypes`. */
function defaultTypes(spec: Record<string, unknown>): string[] {
  return spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
}

function orAll(names: readonly string[], all: string): readonly string[] {
  return names.length === 0 ? [all] : names;
}

function peerName(peer: unknown): string {
  const { ipBlock, namespaceSelector, podSelector } = asRecord(peer);
  if (ipBlock !== undefined) {
    const except = asArray(asRecord(ipBlock).except).join(', ');
    return `addresses ${String(asRecord(ipBlock).cidr)}${except && ` without ${except}`}`;
  }
  const pods = selected(podSelector);
  return `${pods ? `pods ${pods}` : 'all pods'} ${namespacesOf(namespaceSelector)}`;
}

function namespacesOf(selector: unknown): string {
  if (selector === undefined) return 'of its namespace';
  const name = asRecord(asRecord(selector).matchLabels)[namespaceName];
  if (name !== undefined) return `of namespace ${String(name)}`;
  return selected(selector) ? `of namespaces ${selected(selector)}` : 'of all namespaces';
}

function selected(selector: unknown): string {
  const { matchLabels, matchExpressions } = asRecord(selector);
  return [...labelsIn(matchLabels), ...asArray(matchExpressions).map((expression) => JSON.stringify(expression))].join(
    ', ',
  );
}

function portName(rule: unknown): string {
  const { port, endPort, protocol = 'TCP' } = asRecord(rule);
  if (port === undefined) return `every ${String(protocol)} port`;
  return endPort === undefined
    ? `${String(protocol)} port ${String(port)}`
    : `${String(protocol)} ports ${String(port)} to ${String(endPort)}`;
}

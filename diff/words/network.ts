// A network policy as what it lets through: peers and ports, whichever rule of it they stand in. Cilium's kind and Kubernetes'
// own are told in the same words, so that one that takes the other's place can be compared with it.
import { asArray, asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { labelsIn, type Rule, type Sentence } from './rule.ts';

/** The label that the API server puts on every namespace. */
const namespaceName = 'kubernetes.io/metadata.name';
const ciliumNamespaceName = 'io.kubernetes.pod.namespace';
const ciliumNamespaceLabels = 'io.cilium.k8s.namespace.labels.';

const directions = {
  Ingress: { field: 'ingress', from: 'from', anyone: 'anyone', words: 'lets in' },
  Egress: { field: 'egress', from: 'to', anyone: 'anywhere', words: 'lets its pods call' },
} as const;

type Direction = (typeof directions)[keyof typeof directions];

/** A pair of peer and port that gets through. */
interface Passage {
  readonly words: string;
  readonly peer: string;
  readonly port: string;
}

const everyPort = 'every port';
const theApiServer = 'the API server';
const everyAddress = 'addresses 0.0.0.0/0';

/** Of either kind. */
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

/** Whether one policy has the place of the other: the same name and namespace, but Cilium's kind instead of Kubernetes'. */
export function isSuccessor(before: KubeObject, after: KubeObject): boolean {
  const kinds = [before.kind, after.kind].toSorted();
  return (
    kinds[0] === 'CiliumNetworkPolicy' &&
    kinds[1] === 'NetworkPolicy' &&
    before.metadata.name === after.metadata.name &&
    before.metadata.namespace === after.metadata.namespace
  );
}

/** Sentences about a policy that takes another one's place. */
export function succession(before: KubeObject, after: KubeObject): Sentence[] {
  const text = `takes the place of the ${before.kind} of its name: Flux makes the new one before it deletes the old one`;
  const [old, now] = [before, after].map(about);
  const pods = old === now ? [] : [{ text: `is about ${now} instead of ${old}`, danger: 'opened' as const }];
  return [{ text }, ...pods, ...passages(before, after)];
}

function about({ spec }: KubeObject): string {
  const { podSelector, endpointSelector = podSelector } = asRecord(spec);
  return podsIn(endpointSelector, namespacesOf(undefined));
}

function passages(before: KubeObject, after: KubeObject): Sentence[] {
  const [old, now] = [passagesOf(before), passagesOf(after)];
  const texts = { old: new Set(old.map(textOf)), now: new Set(now.map(textOf)) };
  return [
    ...now
      .filter((passage) => !texts.old.has(textOf(passage)))
      .map((passage) => (isWithin(passage, old) ? { text: textOf(passage) } : opened(passage))),
    ...[...texts.old].filter((text) => !texts.now.has(text)).map((text): Sentence => ({ text: `no longer ${text}` })),
  ];
}

/** What a policy lets through, a sentence for each pair of peer and port. */
export function allowed(policy: KubeObject): readonly Sentence[] {
  return passagesOf(policy)
    .filter(({ port }) => !port.includes(saysNothing))
    .map(opened);
}

const opened = (passage: Passage): Sentence => ({ text: textOf(passage), danger: 'opened' });
const textOf = ({ words, peer, port }: Passage): string => `${words} ${peer} on ${port}`;

/** Whether what was open before holds it: to all peers, on all ports. The API server of AKS is an address outside. */
function isWithin({ words, peer, port }: Passage, before: readonly Passage[]): boolean {
  const wider = new Set([peer, 'anyone', 'anywhere', ...(peer === theApiServer ? [everyAddress] : [])]);
  return before.some(
    (old) => old.words === words && wider.has(old.peer) && (old.port === port || old.port.startsWith(everyPort)),
  );
}

const saysNothing = ': it says nothing of';

function passagesOf(policy: KubeObject): readonly Passage[] {
  const spec = asRecord(policy.spec);
  const isCilium = policy.kind === 'CiliumNetworkPolicy';
  const types = isCilium ? closedByCilium(spec) : closedByKubernetes(spec);
  const all = Object.entries(directions).flatMap(([type, direction]) => {
    const { field, anyone, words } = direction;
    if (!types.includes(type))
      return [{ words, peer: anyone, port: `${everyPort}${saysNothing} ${type.toLowerCase()}` }];
    return asArray(spec[field])
      .map(asRecord)
      .flatMap((rule) => {
        const peers = isCilium ? ciliumPeers(rule, direction) : peersOf(rule, direction);
        const ports = isCilium ? ciliumPorts(rule) : orAll(asArray(rule.ports).map(portName), everyPort);
        return peers.flatMap((peer) => ports.map((port) => ({ words, peer, port })));
      });
  });
  return [...new Map(all.map((passage) => [textOf(passage), passage])).values()];
}

/** Source: the API's own default for `policyTypes`. */
function closedByKubernetes({ policyTypes, egress }: Record<string, unknown>): readonly string[] {
  if (Array.isArray(policyTypes)) return policyTypes as string[];
  return egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
}

/** Source: Cilium documentation, "Policy enforcement modes": a direction is closed once a rule is about it. */
function closedByCilium(spec: Record<string, unknown>): readonly string[] {
  return Object.entries(directions).flatMap(([type, { field }]) => (asArray(spec[field]).length > 0 ? [type] : []));
}

function orAll(names: readonly string[], all: string): readonly string[] {
  return names.length === 0 ? [all] : names;
}

function peersOf(rule: Record<string, unknown>, { from, anyone }: Direction): readonly string[] {
  return orAll(asArray(rule[from]).map(peerName), anyone);
}

function peerName(peer: unknown): string {
  const { ipBlock, namespaceSelector, podSelector } = asRecord(peer);
  return ipBlock === undefined ? podsIn(podSelector, namespacesOf(namespaceSelector)) : rangeName(ipBlock);
}

function podsIn(selector: unknown, namespaces: string): string {
  const pods = selected(selector);
  return `${pods ? `pods ${pods}` : 'all pods'} ${namespaces}`;
}

function rangeName(block: unknown): string {
  const { cidr, except } = asRecord(block);
  const left = asArray(except).join(', ');
  return `addresses ${String(cidr)}${left && ` without ${left}`}`;
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

/** The peers of one of Cilium's rules: nobody where it says nothing at all, anybody where it names ports alone. */
function ciliumPeers(rule: Record<string, unknown>, { from, anyone }: Direction): readonly string[] {
  const fields = Object.entries(rule).filter(([field]) => new RegExp(`^${from}[A-Z](?!orts$)`).test(field));
  if (fields.length === 0) return Object.keys(rule).length === 0 ? [] : [anyone];
  return fields.flatMap(([field, entries]) => {
    const names = farEnds[field.slice(from.length)] ?? ((entry: unknown) => `${field} ${JSON.stringify(entry)}`);
    return asArray(entries).map((entry) => names(entry, anyone));
  });
}

const farEnds: Readonly<Record<string, (entry: unknown, anyone: string) => string>> = {
  Endpoints: endpoints,
  CIDR: (cidr) => rangeName({ cidr }),
  CIDRSet: rangeName,
  Entities: (entity, anyone) =>
    entity === 'all' ? anyone : (entities[String(entity)] ?? `the entity ${String(entity)}`),
};

const entities: Readonly<Record<string, string>> = {
  host: 'its own node',
  'remote-node': 'other nodes',
  'kube-apiserver': theApiServer,
};

/** Cilium has the namespace of a pod, and the labels of that, among the pod's own labels. */
function endpoints(selector: unknown): string {
  const labels = Object.entries(asRecord(asRecord(selector).matchLabels)).map(
    ([key, value]) => [key.replace(/^(?:k8s|any):/, ''), value] as const,
  );
  const expressions = asArray(asRecord(selector).matchExpressions).map(asRecord);
  const isEvery = ({ key, operator }: Record<string, unknown>) =>
    String(key).endsWith(ciliumNamespaceName) && operator === 'Exists';
  const ofNamespace = labels.filter(([key]) => key.startsWith(ciliumNamespaceLabels));
  const matchLabels = Object.fromEntries(
    ofNamespace.map(([key, value]) => [key.slice(ciliumNamespaceLabels.length), value]),
  );
  const name = labels.find(([key]) => key === ciliumNamespaceName)?.[1];
  const own = labels.filter(([key]) => key !== ciliumNamespaceName && !key.startsWith(ciliumNamespaceLabels));
  const namespaces =
    name !== undefined
      ? { matchLabels: { [namespaceName]: name } }
      : ofNamespace.length > 0 || expressions.some(isEvery)
        ? { matchLabels }
        : undefined;
  const rest = expressions.filter((expression) => !isEvery(expression));
  return podsIn({ matchLabels: Object.fromEntries(own), matchExpressions: rest }, namespacesOf(namespaces));
}

function ciliumPorts(rule: Record<string, unknown>): readonly string[] {
  const lists = asArray(rule.toPorts).map(asRecord);
  if (lists.length === 0) return [everyPort];
  return lists.flatMap(({ ports, ...more }) => {
    // What Cilium looks at within a connection narrows it in a way that is not told in words here.
    const within = Object.keys(more).length > 0 ? ` with ${JSON.stringify(more)}` : '';
    return orAll(asArray(ports).map(portName), everyPort).map((name) => `${name}${within}`);
  });
}

// What Cilium does within a connection may read another namespace's secret; and the node's own services are nobody's to open.
import { together, where } from './cel.ts';
import type { NodeService } from '../azure/node-services.ts';
import { forEachNodeService, opensNodeService } from './node-services.ts';
import type { ObjectPolicy, Sample } from './policy.ts';

const policy = (spec: object): Sample => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  spec: { endpointSelector: {}, ...spec },
});
const ports = [{ port: '443', protocol: 'TCP' }];

const beyondPorts = ['egress', 'ingress'].flatMap((direction) =>
  ['terminatingTLS', 'originatingTLS', 'listener', 'rules'].map((field) =>
    where(
      `o.?spec.?${direction}.orValue([]).exists(r, r.?toPorts.orValue([]).exists(p, has(p.${field})))`,
      `'spec.${direction}.toPorts.${field}'`,
    ),
  ),
);

/** Of the rules that open a port of a service; one by name may be any. */
const all = (list: string, { ports: theirs }: NodeService): string => {
  const opens = `has(q.endPort) || !q.port.matches('^[1-9][0-9]*$') || q.port in [${theirs.map((port) => `'${port}'`).join(', ')}]`;
  const open = `p.?ports.orValue([]).size() == 0 || p.ports.exists(q, ${opens})`;
  return `o.?spec.?egress.orValue([]).filter(r, r.?toPorts.orValue([]).size() == 0 || r.toPorts.exists(p, ${open})).map(r, r.?${list}.orValue([])).flatten()`;
};

export const ciliumRules: ObjectPolicy = {
  name: 'cilium-rules',
  kinds: [{ group: 'cilium.io', version: 'v2', resource: 'ciliumnetworkpolicies' }],
  problem: "reads another's secret, or opens what a node tells about itself",
  write: 'one rule as spec, ports alone in toPorts, and ranges without the addresses of the node, by except',
  ofObject: together(
    where('has(o.specs)', `'specs'`),
    ...beyondPorts,
    forEachNodeService(
      (service) =>
        `${all('toCIDR', service)}.filter(c, ${opensNodeService(service, 'c')}).map(c, 'spec.egress.toCIDR=' + c)`,
    ),
    forEachNodeService(
      (service) =>
        `${all('toCIDRSet', service)}.filter(s, has(s.cidr) && ${opensNodeService(service, 's.cidr', 's.?except.orValue([])')}).map(s, 'spec.egress.toCIDRSet.cidr=' + s.cidr)`,
    ),
  ),
  neighbours: [
    policy({ egress: [{ toCIDR: ['203.0.113.0/24'], toPorts: [{ ports }] }] }),
    policy({ egress: [{ toCIDRSet: [{ cidr: '0.0.0.0/0' }], toPorts: [{ ports }] }] }),
  ],
  mutants: {
    "another's secret for what Cilium decrypts": policy({
      egress: [{ toPorts: [{ ports, terminatingTLS: { secret: { name: 'tls', namespace: 'other' } } }] }],
    }),
    "the identity of its node, by Cilium's range": policy({ egress: [{ toCIDR: ['169.254.169.254/32'] }] }),
    'the identity of its node, by its port': policy({
      egress: [{ toCIDR: ['0.0.0.0/0'], toPorts: [{ ports: [...ports, { port: '80', protocol: 'TCP' }] }] }],
    }),
    'the identity of its node, within a range': policy({ egress: [{ toCIDRSet: [{ cidr: '169.254.0.0/16' }] }] }),
    'rules in a list of their own': {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      specs: [{ endpointSelector: {}, egress: [{}] }],
    },
  },
};

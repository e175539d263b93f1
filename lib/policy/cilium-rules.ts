// What Cilium does within a connection may read another namespace's secret; and the node's own services are nobody's to open.
import { together, where } from './cel.ts';
import { opensNodeService } from './node-services.ts';
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
const all = (list: string): string => `o.?spec.?egress.orValue([]).map(r, r.?${list}.orValue([])).flatten()`;

export const ciliumRules: ObjectPolicy = {
  name: 'cilium-rules',
  kinds: [{ group: 'cilium.io', version: 'v2', resource: 'ciliumnetworkpolicies' }],
  problem: "reads another's secret, or opens what a node tells about itself",
  write: 'one rule as spec, ports alone in toPorts, and ranges without the addresses of the node, by except',
  ofObject: together(
    where('has(o.specs)', `'specs'`),
    ...beyondPorts,
    `${all('toCIDR')}.filter(c, ${opensNodeService('c')}).map(c, 'spec.egress.toCIDR=' + c)`,
    `${all('toCIDRSet')}.filter(s, has(s.cidr) && ${opensNodeService('s.cidr', 's.?except.orValue([])')}).map(s, 'spec.egress.toCIDRSet.cidr=' + s.cidr)`,
  ),
  neighbours: [policy({ egress: [{ toCIDR: ['203.0.113.0/24'], toPorts: [{ ports }] }] })],
  mutants: {
    "another's secret for what Cilium decrypts": policy({
      egress: [{ toPorts: [{ ports, terminatingTLS: { secret: { name: 'tls', namespace: 'other' } } }] }],
    }),
    "the identity of its node, by Cilium's range": policy({ egress: [{ toCIDR: ['169.254.169.254/32'] }] }),
    'the identity of its node, within a range': policy({ egress: [{ toCIDRSet: [{ cidr: '169.254.0.0/16' }] }] }),
    'rules in a list of their own': {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      specs: [{ endpointSelector: {}, egress: [{}] }],
    },
  },
};

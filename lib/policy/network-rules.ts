// A pod that reaches the metadata of its node takes on the node's identity.
import { type NodeService, nodeServices } from '../azure/node-services.ts';
import { forEachNodeService, opensNodeService } from './node-services.ts';
import type { ObjectPolicy, Sample } from './policy.ts';

const policy = (cidr: string, except?: readonly string[], ports?: readonly object[]): Sample => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  spec: {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr, ...(except && { except }) } }], ...(ports && { ports }) }],
  },
});

/** Of the rules that open a port of a service; one by name may be any. */
const blocks = ({ ports }: NodeService): string => {
  const opens = `!has(q.port) || has(q.endPort) || type(q.port) == string || q.port in [${ports.join(', ')}]`;
  const rules = `o.spec.?egress.orValue([]).filter(r, r.?ports.orValue([]).size() == 0 || r.ports.exists(q, ${opens}))`;
  return `${rules}.map(r, r.?to.orValue([])).flatten().filter(p, has(p.ipBlock)).map(p, p.ipBlock)`;
};

export const networkRules: ObjectPolicy = {
  name: 'network-rules',
  kinds: [{ group: 'networking.k8s.io', version: 'v1', resource: 'networkpolicies' }],
  problem: 'opens what a node tells about itself',
  write: `a range without ${nodeServices.map(({ address }) => address).join(' and ')}, by except`,
  ofObject: forEachNodeService(
    (service) =>
      `${blocks(service)}.filter(b, ${opensNodeService(service, 'b.cidr', 'b.?except.orValue([])')}).map(b, 'spec.egress.to.ipBlock.cidr=' + b.cidr)`,
  ),
  neighbours: [
    policy('203.0.113.0/24'),
    policy('0.0.0.0/0', [], [{ port: 443 }]),
    policy(
      '0.0.0.0/0',
      nodeServices.map(({ address }) => `${address}/32`),
    ),
  ],
  mutants: {
    'the identity of its node': policy('169.254.169.254/32'),
    'the identity of its node, by a range of ports': policy('0.0.0.0/0', [], [{ port: 1, endPort: 100 }]),
    'the identity of its node, by its port': policy('0.0.0.0/0', [], [{ port: 443 }, { port: 80 }]),
    "its node's setup, within all addresses": policy('0.0.0.0/0', ['169.254.169.254/32']),
  },
};

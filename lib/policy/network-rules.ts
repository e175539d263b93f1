// A pod that reaches the metadata of its node takes on the node's identity.
import { nodeServices } from '../azure/node-services.ts';
import { opensNodeService } from './node-services.ts';
import type { ObjectPolicy, Sample } from './policy.ts';

const policy = (cidr: string, except?: readonly string[]): Sample => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  spec: {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr, ...(except && { except }) } }] }],
  },
});

const blocks = `o.spec.?egress.orValue([]).map(r, r.?to.orValue([])).flatten().filter(p, has(p.ipBlock)).map(p, p.ipBlock)`;

export const networkRules: ObjectPolicy = {
  name: 'network-rules',
  kinds: [{ group: 'networking.k8s.io', version: 'v1', resource: 'networkpolicies' }],
  problem: 'opens what a node tells about itself',
  write: `a range without ${nodeServices.map(({ address }) => address).join(' and ')}, by except`,
  ofObject: `${blocks}.filter(b, ${opensNodeService('b.cidr', 'b.?except.orValue([])')}).map(b, 'spec.egress.to.ipBlock.cidr=' + b.cidr)`,
  neighbours: [
    policy('203.0.113.0/24'),
    policy(
      '0.0.0.0/0',
      nodeServices.map(({ address }) => `${address}/32`),
    ),
  ],
  mutants: {
    'the identity of its node': policy('169.254.169.254/32'),
    "its node's setup, within all addresses": policy('0.0.0.0/0', ['169.254.169.254/32']),
  },
};

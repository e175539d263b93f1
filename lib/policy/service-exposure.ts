// The one way in is the public Gateway, which has the certificate and the rules.
import { together, where } from './cel.ts';
import type { ObjectPolicy, Sample } from './policy.ts';

const service = (spec: object): Sample => ({ apiVersion: 'v1', kind: 'Service', spec });
const ports = [{ port: 80 }];

export const serviceExposure: ObjectPolicy = {
  name: 'service-exposure',
  kinds: [{ group: '', version: 'v1', resource: 'services' }],
  problem: 'a way in or out beside the public Gateway',
  write: "the type ClusterIP, and an HTTPRoute for what is public; a load balancer is granted in the fleet's main.ts",
  ofObject: together(
    where(
      `['LoadBalancer', 'NodePort', 'ExternalName'].exists(t, o.spec.?type.orValue('') == t)`,
      `'spec.type=' + o.spec.?type.orValue('')`,
    ),
    `o.spec.?externalIPs.orValue([]).map(ip, 'spec.externalIPs=' + ip)`,
  ),
  neighbours: [service({ ports, selector: { app: 'web' } }), service({ ports, clusterIP: 'None' })],
  mutants: {
    'a load balancer': service({ ports, type: 'LoadBalancer' }),
    'a port on every node': service({ ports, type: 'NodePort' }),
    "somebody else's name": service({ type: 'ExternalName', externalName: 'example.com' }),
    "somebody else's address": service({ ports, externalIPs: ['203.0.113.1'] }),
  },
};

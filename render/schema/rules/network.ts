// Services, Ingresses and network policies. Source: Kubernetes API, "ServiceSpec", "IngressSpec", "NetworkPolicyPeer".
import { isIP } from 'node:net';
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asString } from '../../fields.ts';
import { isOfNode } from './addresses.ts';
import { type AnyMap, entries, repeated, type Rule } from './rule.ts';

export const serviceSpec: Rule = (value) => {
  const ports = entries(value, 'ports');
  const { type, clusterIP, externalName } = value;
  return [
    ...(ports.length === 0 && type !== 'ExternalName' && clusterIP !== 'None'
      ? [{ field: 'ports', problem: 'are missing', write: 'one port or more' }]
      : []),
    ...(type === 'ExternalName' && asString(externalName) === ''
      ? [{ field: 'externalName', problem: 'is missing', write: 'the host that the Service stands for' }]
      : []),
    ...repeated(ports, ({ entry }) => entry.name).map(({ field, entry }) => ({
      field: `${field}.name`,
      problem: `another port is called "${asString(entry.name)}"`,
      write: 'another name',
    })),
    ...(ports.length > 1
      ? ports
          .filter(({ entry }) => asString(entry.name) === '')
          .slice(0, 1)
          .map(({ field }) => ({
            field: `${field}.name`,
            problem: 'is missing',
            write: 'a name: there are other ports',
          }))
      : []),
    ...repeated(ports, ({ entry: { protocol = 'TCP', nodePort = 0 } }) =>
      nodePort === 0 ? undefined : `${asString(protocol)} ${String(nodePort)}`,
    ).map(({ field, entry }) => ({
      field: `${field}.nodePort`,
      problem: `another port is ${String(entry.nodePort)} of the nodes`,
      write: 'another number, or none',
    })),
    ...typeFaults(value),
    ...familyFaults(value),
  ];
};

/** What only some types of Service have. */
function typeFaults(value: AnyMap): Fault[] {
  const { type = 'ClusterIP', clusterIP = '', externalTrafficPolicy = '' } = value;
  const isOutside = type === 'ExternalName';
  const isBalanced = type === 'LoadBalancer';
  const isPublic = isBalanced || type === 'NodePort' || (type === 'ClusterIP' && asArray(value.externalIPs).length > 0);
  const without = (field: string, problem: string): Fault => ({ field, problem, write: 'nothing, or another type' });
  return [
    ...entries(value, 'ports')
      .filter(({ entry }) => type === 'ClusterIP' && Number(entry.nodePort ?? 0) !== 0)
      .map(({ field }) => without(`${field}.nodePort`, 'is for a Service of the type NodePort or LoadBalancer')),
    ...unless(!(clusterIP === 'None' && (isBalanced || type === 'NodePort')), {
      field: 'clusterIP',
      problem: `is None, and a ${asString(type)} needs an address`,
      write: 'nothing, or the type ClusterIP',
    }),
    ...['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
      .filter((field) => isOutside && ![undefined, ''].includes(value[field] as undefined))
      .slice(0, 1)
      .map((field) => without(field, 'is about an address, and an ExternalName has none')),
    ...['loadBalancerSourceRanges', 'allocateLoadBalancerNodePorts', 'loadBalancerClass']
      .filter((field) => !isBalanced && value[field] !== undefined && !isEmpty(value[field]))
      .map((field) => without(field, 'is for a Service of the type LoadBalancer')),
    ...unless(isPublic || externalTrafficPolicy === '', {
      field: 'externalTrafficPolicy',
      problem: 'is about traffic from outside, and nothing comes from there',
      write: 'nothing, or the type NodePort or LoadBalancer',
    }),
    ...unless(Number(value.healthCheckNodePort ?? 0) === 0 || (isBalanced && externalTrafficPolicy === 'Local'), {
      field: 'healthCheckNodePort',
      problem: 'is for a load balancer that goes to pods of the same node',
      write: 'nothing, or the type LoadBalancer and externalTrafficPolicy: Local',
    }),
  ];
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function familyFaults({ ipFamilies, ipFamilyPolicy = 'SingleStack', ...value }: AnyMap): Fault[] {
  const families = asArray(ipFamilies);
  const addresses = asArray(value.clusterIPs);
  const given = asString(value.clusterIP);
  return [
    ...unless(new Set(families).size === families.length, {
      field: 'ipFamilies',
      problem: 'has an entry twice',
      write: 'each once',
    }),
    ...unless(new Set(families).size < 2 || ipFamilyPolicy !== 'SingleStack', {
      field: 'ipFamilies',
      problem: 'are two, and ipFamilyPolicy is SingleStack',
      write: 'one of them; or PreferDualStack or RequireDualStack as ipFamilyPolicy',
    }),
    ...unless(addresses.length === 0 || addresses[0] === given, {
      field: 'clusterIPs',
      problem: given === '' ? 'stand without clusterIP' : `do not begin with ${given}, as clusterIP is`,
      write: 'nothing, or the same address in clusterIP',
    }),
  ];
}

export const externalAddresses: Rule = ({ externalIPs }) =>
  asArray(externalIPs)
    .map(asString)
    .flatMap((address, index) =>
      unless(isIP(address) === 0 || !isOfNode(address), {
        field: `externalIPs[${index}]`,
        problem: `"${address}" is an address that each node has for itself`,
        write: 'an address that leads to the nodes',
      }),
    );

export const ingressRule: Rule = ({ host }) =>
  unless(isIP(asString(host)) === 0, { field: 'host', problem: 'is an address', write: 'a host name' });

export const ingressSpec: Rule = ({ defaultBackend, rules }) =>
  defaultBackend === undefined && asArray(rules).length === 0
    ? [{ field: '', problem: 'has neither rules nor defaultBackend', write: 'rules' }]
    : [];

/** What a path that is compared as it is may not hold: it would mean another one. */
const otherPath = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;

export const ingressPath: Rule = ({ path = '', pathType }) =>
  pathType === 'ImplementationSpecific'
    ? []
    : [
        ...unless(path !== '', { field: 'path', problem: 'is missing', write: 'a path that begins with "/"' }),
        ...unless(!otherPath.test(asString(path)), {
          field: 'path',
          problem: `"${asString(path)}" has "//", "/.", "/.." or "%2f" in it`,
          write: 'the path that it means',
        }),
      ];

export const policyPeer: Rule = ({ ipBlock, podSelector, namespaceSelector }) => {
  const isSelector = podSelector !== undefined || namespaceSelector !== undefined;
  if (isSelector !== (ipBlock !== undefined)) return [];
  const problem = isSelector ? 'has a range of addresses beside a selector' : 'is empty';
  return [
    { field: '', problem, write: 'ipBlock, or podSelector and namespaceSelector; no peer at all for all of them' },
  ];
};

export const policyPort: Rule = ({ port, endPort }) => {
  if (endPort === undefined) return [];
  if (typeof port !== 'number')
    return [{ field: 'endPort', problem: 'has no number to begin from', write: 'a number as port' }];
  return Number(endPort) >= port
    ? []
    : [{ field: 'endPort', problem: `${String(endPort)} is below the port ${port}`, write: `${port} or more` }];
};

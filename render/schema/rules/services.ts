// What a Service has by its type, and the families of its addresses. Source: Kubernetes API, "ServiceSpec";
// `validateService` of `pkg/apis/core/validation/validation.go`.
import { isIP } from 'node:net';
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { isAddress, isOfNode, ranges } from './addresses.ts';
import { type AnyMap, entries, memberOf, repeated, type Rule, texts } from './rule.ts';

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
    // Where several fields are of another type, it is the type that is wrong.
    ...typeFaults(value).slice(0, 1),
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
  const given = asString(value.clusterIP);
  const addresses = asArray(value.clusterIPs).map(asString);
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
    ...unless(
      addresses.length === 0 || addresses[0] === given || !(given === '' || given === 'None' || isAddress(given)),
      {
        field: 'clusterIPs',
        problem: given === '' ? 'stand without clusterIP' : `do not begin with ${given}, as clusterIP is`,
        write: 'nothing, or the same address in clusterIP',
      },
    ),
    ...addressFaults(addresses.length > 0 ? addresses : [given], families),
  ];
}

const familyOf = (address: string): string | undefined => ({ 4: 'IPv4', 6: 'IPv6' })[isIP(address)];

/** One address of each family, in the order of the families. */
function addressFaults(addresses: readonly string[], families: readonly unknown[]): Fault[] {
  const field = addresses.length > 1 ? 'clusterIPs' : 'clusterIP';
  const known = addresses.map(familyOf);
  const wrong = known.findIndex(
    (family, index) =>
      family !== undefined && family !== families[index] && (families[index] === 'IPv4' || families[index] === 'IPv6'),
  );
  if (addresses.length > 1 && known.includes(undefined))
    return [{ field, problem: 'has an entry that is no address', write: 'one address for each family, or None alone' }];
  if (new Set(known).size < known.length)
    return [{ field, problem: 'has two addresses of one family', write: 'one for each family' }];
  return unless(wrong < 0, {
    field,
    problem: `${addresses[wrong]} is not of the family ${asString(families[wrong])}`,
    write: 'an address of the family in ipFamilies, or no ipFamilies',
  });
}

export const externalAddresses: Rule = (value) =>
  texts(value, 'externalIPs').flatMap(({ field, text }) =>
    unless(isIP(text) === 0 || !isOfNode(text), {
      field,
      problem: `"${text}" is an address that each node has for itself`,
      write: 'an address that leads to the nodes',
    }),
  );

const rangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const topologyAnnotations = [
  'service.kubernetes.io/topology-mode',
  'service.kubernetes.io/topology-aware-hints',
] as const;

/** What annotations say of a Service, beside its fields. */
export const service: Rule = ({ metadata, spec }) => {
  const annotations = asRecord(at(metadata, 'annotations'));
  const told = annotations[rangesAnnotation];
  const [mode, hints] = topologyAnnotations.map((name) => annotations[name]);
  return [
    ...unless(mode === undefined || hints === undefined || mode === hints, {
      field: memberOf('metadata.annotations', topologyAnnotations[0]),
      problem: `is not what ${topologyAnnotations[1]} says`,
      write: 'one of them',
    }),
    ...(told === undefined || asArray(at(spec, 'loadBalancerSourceRanges')).length > 0
      ? []
      : rangeFaults(asString(told), at(spec, 'type') === 'LoadBalancer')),
  ];
};

function rangeFaults(told: string, isBalanced: boolean): Fault[] {
  const field = memberOf('metadata.annotations', rangesAnnotation);
  if (!isBalanced)
    return [{ field, problem: 'is for a Service of the type LoadBalancer', write: 'nothing, or that type' }];
  const listed = told.trim() === '' ? [] : told.split(',').map((range) => range.trim());
  return ranges(['listed'])({ listed }, [])
    .slice(0, 1)
    .map((fault) => ({ ...fault, field }));
}

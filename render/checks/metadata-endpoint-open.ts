// Azure hands out the identity of the node to whoever asks its metadata endpoint. Policies add up, so one rule is enough that
// is wider than it seems: what others leave out, it lets through.
import { BlockList, isIP } from 'node:net';
import { asArray, asRecord, asString } from '../fields.ts';
import type { Check } from './check.ts';

const endpoint = '169.254.169.254';
const port = 80;

type Rule = Record<string, unknown>;

/** Whether a rule of each kind reaches an address outside, and on which ports it does. */
const readers: Readonly<Record<string, { reaches: (rule: Rule) => boolean; ports: (rule: Rule) => readonly Rule[] }>> =
  {
    'networking.k8s.io/NetworkPolicy': {
      reaches: ({ to }) => {
        const peers = asArray(to).map(asRecord);
        return peers.length === 0 || peers.some(({ ipBlock }) => ipBlock !== undefined && holds(asRecord(ipBlock)));
      },
      ports: ({ ports }) => asArray(ports).map(asRecord),
    },
    'cilium.io/CiliumNetworkPolicy': {
      reaches: (rule) => {
        const peers = Object.keys(rule).filter((field) => /^to[A-Z]/.test(field) && field !== 'toPorts');
        if (peers.length === 0) return rule.toPorts !== undefined;
        return (
          asArray(rule.toEntities).some((entity) => entity === 'all' || entity === 'world') ||
          asArray(rule.toCIDR).some((cidr) => holds({ cidr })) ||
          asArray(rule.toCIDRSet).some((range) => holds(asRecord(range)))
        );
      },
      ports: ({ toPorts }) => asArray(toPorts).flatMap((list) => asArray(asRecord(list).ports).map(asRecord)),
    },
  };

export const metadataEndpointOpen: Check = (view) =>
  Object.entries(readers).flatMap(([kind, { reaches, ports }]) =>
    view
      .ofKind(kind)
      .filter(({ object }) =>
        // Cilium takes a list of specifications in the place of one.
        [object.spec, ...asArray(object.specs)]
          .flatMap((spec) => asArray(asRecord(spec).egress).map(asRecord))
          .some((rule) => reaches(rule) && opens(ports(rule))),
      )
      .map(({ at }) => ({
        at,
        field: 'spec.egress',
        problem: `opens port ${port} of ${endpoint}, where Azure hands out the identity of the node`,
        write: "except: ['169.254.0.0/16'] beside the range, or fewer ports",
      })),
  );

/** Whether a range holds the endpoint. One that is nothing but the endpoint is meant: that is the door. */
function holds({ cidr, except }: Rule): boolean {
  const range = asString(cidr);
  return range !== `${endpoint}/32` && isIn(range) && !asArray(except).some((left) => isIn(asString(left)));
}

function isIn(range: string): boolean {
  const [net = '', bits = ''] = range.split('/');
  if (isIP(net) !== 4 || !/^([12]?\d|3[0-2])$/.test(bits)) return false;
  const block = new BlockList();
  block.addSubnet(net, Number(bits), 'ipv4');
  return block.check(endpoint);
}

/** No port at all is every port; a name is a port of pods. */
function opens(ports: readonly Rule[]): boolean {
  return (
    ports.length === 0 ||
    ports.some(({ port: first, endPort, protocol = 'TCP' }) => {
      const [from, to] = [Number(first ?? 0), Number(endPort ?? first ?? 65_535)];
      return protocol !== 'UDP' && protocol !== 'SCTP' && (from === 0 || (from <= port && port <= Math.max(from, to)));
    })
  );
}

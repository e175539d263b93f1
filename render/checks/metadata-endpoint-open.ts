// A node's own services hand out its identity and its setup to whoever asks. Policies add up, so one rule is enough that is
// wider than it seems: what others leave out, it lets through.
import { BlockList, isIP } from 'node:net';
import { nodeServices } from '../../lib/azure/node-services.ts';
import { asArray, asRecord, asString } from '../fields.ts';
import type { Check } from './check.ts';

type Rule = Record<string, unknown>;

/** Whether a rule of each kind reaches an address outside, and on which ports it does. */
const readers: Readonly<
  Record<string, { reaches: (rule: Rule, address: string) => boolean; ports: (rule: Rule) => readonly Rule[] }>
> = {
  'networking.k8s.io/NetworkPolicy': {
    reaches: ({ to }, address) => {
      const peers = asArray(to).map(asRecord);
      return (
        peers.length === 0 || peers.some(({ ipBlock }) => ipBlock !== undefined && holds(asRecord(ipBlock), address))
      );
    },
    ports: ({ ports }) => asArray(ports).map(asRecord),
  },
  'cilium.io/CiliumNetworkPolicy': {
    reaches: (rule, address) => {
      const peers = Object.keys(rule).filter((field) => /^to[A-Z]/.test(field) && field !== 'toPorts');
      if (peers.length === 0) return rule.toPorts !== undefined;
      return (
        asArray(rule.toEntities).some((entity) => entity === 'all' || entity === 'world') ||
        asArray(rule.toCIDR).some((cidr) => holds({ cidr }, address)) ||
        asArray(rule.toCIDRSet).some((range) => holds(asRecord(range), address))
      );
    },
    ports: ({ toPorts }) => asArray(toPorts).flatMap((list) => asArray(asRecord(list).ports).map(asRecord)),
  },
};

export const metadataEndpointOpen: Check = (view) =>
  Object.entries(readers).flatMap(([kind, { reaches, ports }]) =>
    view.ofKind(kind).flatMap(({ at, object }) => {
      // Cilium takes a list of specifications in the place of one.
      const rules = [object.spec, ...asArray(object.specs)].flatMap((spec) =>
        asArray(asRecord(spec).egress).map(asRecord),
      );
      const opened = nodeServices.filter(({ address, ports: open }) =>
        rules.some((rule) => reaches(rule, address) && open.some((port) => opens(ports(rule), port))),
      );
      if (opened.length === 0) return [];
      const what = opened.map(
        ({ address, ports: open, gives }) => `port ${open.join(' or ')} of ${address}, where Azure ${gives}`,
      );
      const ranges = opened.map(({ address }) => `'${address}/32'`).join(', ');
      return [
        {
          at,
          field: 'spec.egress',
          problem: `opens ${what.join('; and ')}`,
          write: `except: [${ranges}] beside the range, or fewer ports`,
        },
      ];
    }),
  );

/** Whether a range holds an address. One that is nothing but the address is meant: that is the platform's door. */
function holds({ cidr, except }: Rule, address: string): boolean {
  const range = asString(cidr);
  const left = asArray(except).map(asString);
  return range !== `${address}/32` && isIn(range, address) && !left.some((each) => isIn(each, address));
}

function isIn(range: string, address: string): boolean {
  const [net = '', bits = ''] = range.split('/');
  if (isIP(net) !== 4 || !/^([12]?\d|3[0-2])$/.test(bits)) return false;
  const block = new BlockList();
  block.addSubnet(net, Number(bits), 'ipv4');
  return block.check(address);
}

/** No port at all is every port; a name is a port of pods. */
function opens(ports: readonly Rule[], port: number): boolean {
  return (
    ports.length === 0 ||
    ports.some(({ port: first, endPort, protocol = 'TCP' }) => {
      const [from, to] = [Number(first ?? 0), Number(endPort ?? first ?? 65_535)];
      return protocol !== 'UDP' && protocol !== 'SCTP' && (from === 0 || (from <= port && port <= Math.max(from, to)));
    })
  );
}

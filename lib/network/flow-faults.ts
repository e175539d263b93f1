// Kubernetes reads an empty list of peers as "anybody", and a port that is none only in the cluster: both are refused here.
import { isIP } from 'node:net';
import { dnsLabel, wholeNumber } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';
import type { Flow, Peer, Port } from './traffic.ts';

/** What is wrong with the flows of one direction. */
export function flowFaults(direction: 'from' | 'to', flows: readonly Flow[]): Fault[] {
  return flows.flatMap(({ peers, ports }) => [
    ...unless(peers.length > 0, {
      field: `${direction}.peers`,
      problem: 'is empty, which would allow anybody',
      write: `a peer, or no flow`,
    }),
    ...peers.flatMap((peer) => peerFaults(`${direction}.peers`, peer)),
    ...ports.flatMap((port) => portFaults(`${direction}.ports`, port)),
  ]);
}

function peerFaults(field: string, peer: Peer): Fault[] {
  if (typeof peer === 'string' || 'namespaceLabels' in peer) return [];
  if ('namespace' in peer) return dnsLabel(field, peer.namespace);
  return [peer.cidr, ...(peer.except ?? [])]
    .filter((range) => !isRange(range))
    .map((range) => ({ field, problem: `"${range}" is no range of addresses`, write: 'a range such as "10.0.0.0/8"' }));
}

function isRange(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  const version = isIP(address);
  return more.length === 0 && version > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

function portFaults(field: string, { port }: Port): Fault[] {
  if (typeof port === 'number') return wholeNumber(field, port, 1, 65_535);
  return port.length <= 15
    ? dnsLabel(field, port)
    : [{ field, problem: `"${port}" is longer than 15 characters`, write: 'the name of a container port' }];
}

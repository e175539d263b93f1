// Kubernetes reads an empty list of peers as "anybody", and a port that is none only in the cluster: both are refused here.
import { addressRange, dnsLabel, wholeNumber } from '../validation/limits.ts';
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
  return [peer.cidr, ...(peer.except ?? [])].flatMap((range) => addressRange(field, range));
}

function portFaults(field: string, { port }: Port): Fault[] {
  if (typeof port === 'number') return wholeNumber(field, port, 1, 65_535);
  return port.length <= 15
    ? dnsLabel(field, port)
    : [{ field, problem: `"${port}" is longer than 15 characters`, write: 'the name of a container port' }];
}

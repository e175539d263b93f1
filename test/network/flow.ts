// One promise about the network: who may, or may not, open a connection to whom.
import type { Peer } from './peers.ts';

export interface Port {
  readonly number: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** One question to the policy engine. */
export interface Flow {
  readonly from: Peer;
  readonly to: Peer;
  readonly port: Port;
}

/** A row of the table: the promise holds for every peer on the left, every peer on the right and every port. */
export interface Row {
  readonly promise: string;
  readonly allowed: boolean;
  readonly flows: readonly Flow[];
}

type Peers = Peer | readonly Peer[];

export const tcp = (number: number): Port => ({ number, protocol: 'TCP' });
export const udp = (number: number): Port => ({ number, protocol: 'UDP' });

export const may = row(true);
export const mayNot = row(false);

/** The same question, asked again, has the same key. */
export function keyOf({ from, to, port }: Flow): string {
  return `${from.name} -> ${to.name} ${portKey(port)}`;
}

export function portKey({ protocol, number }: Port): string {
  return `${protocol} ${number}`;
}

export function cross(from: Peers, to: Peers, ports: readonly Port[]): Flow[] {
  return [from]
    .flat()
    .flatMap((source) => [to].flat().flatMap((target) => ports.map((port) => ({ from: source, to: target, port }))));
}

function row(allowed: boolean) {
  return (promise: string, from: Peers, to: Peers, ...ports: readonly Port[]): Row => ({
    promise,
    allowed,
    flows: cross(from, to, ports),
  });
}

// The tables: who may talk to whom, the same in every cluster with the same network. What no row allows is refused.
import type { Network } from '../../lib/azure/aks.ts';
import { cross, type Flow, keyOf, type Row } from './flow.ts';
import { cilium } from './flows/cilium.ts';
import { controllers } from './flows/controllers.ts';
import { everyNamespace } from './flows/every-namespace.ts';
import { gateway } from './flows/gateway.ts';
import { monitoring } from './flows/monitoring.ts';
import { plain } from './flows/plain.ts';
import { shortener } from './flows/shortener.ts';
import { everybody, governed, internet, otherNode, outsiders, ownNode, stranger } from './peers.ts';
import { dns, everyPort, postgres } from './ports.ts';

export interface Table {
  readonly rows: readonly Row[];
  /** Every connection that a policy of ours could rule: one end at least is a pod of a closed namespace. */
  readonly flows: readonly Flow[];
  /** What the table allows: a rule that is missing shows here. */
  readonly promised: readonly Flow[];
  /**
   * What the table refuses, as far as a rule that is too wide would show: to and from outsiders, on a port that no rule
   * names, and on the one port that lets every pod out.
   */
  readonly refused: readonly Flow[];
  isAllowed(flow: Flow): boolean;
}

const everywhere = [...everyNamespace, ...shortener, ...gateway, ...monitoring, ...controllers];
const flows = [...cross(governed, everybody, everyPort), ...cross(outsiders, governed, everyPort)];

/** What cyclonus cannot say: that the node of a pod is let in always. */
const fromOwnNode = cross(ownNode, governed, everyPort);

export const tables: Readonly<Record<Network, Table>> = {
  cilium: table([...everywhere, ...cilium], [...flows, ...fromOwnNode]),
  plain: table([...everywhere, ...plain], flows),
};

function table(rows: readonly Row[], flows: readonly Flow[]): Table {
  const allowed = new Set(rows.filter((row) => row.allowed).flatMap((row) => row.flows.map(keyOf)));
  const isAllowed = (flow: Flow): boolean => allowed.has(keyOf(flow));
  return {
    rows,
    flows,
    promised: flows.filter(isAllowed),
    refused: flows.filter((flow) => !isAllowed(flow) && showsWidth(flow)),
    isAllowed,
  };
}

function showsWidth({ from, to, port }: Flow): boolean {
  return [postgres, ...dns].includes(port) || [from, to].some((peer) => [stranger, internet, otherNode].includes(peer));
}

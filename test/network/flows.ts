// The table of a cluster: who may talk to whom. What no row allows is refused.
import type { Network } from '../../lib/azure/aks.ts';
import type { Cast } from './cast.ts';
import { cross, type Flow, keyOf, type Row } from './flow.ts';
import { applications } from './flows/applications.ts';
import { cilium } from './flows/cilium.ts';
import { controllers } from './flows/controllers.ts';
import { everyNamespace } from './flows/every-namespace.ts';
import { gateway } from './flows/gateway.ts';
import { monitoring } from './flows/monitoring.ts';
import { plain } from './flows/plain.ts';
import { internet, otherNode, outsiders, ownNode, stranger } from './peers.ts';
import { dns, postgres } from './ports.ts';

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

/** @param own what people state of applications */
export function tableOf(network: Network, cast: Cast, own: readonly Row[]): Table {
  const platform = [...everyNamespace(cast), ...gateway(cast), ...monitoring(cast), ...controllers];
  const beside = [...own, ...ofNetwork[network](cast)];
  const rows = [...platform, ...butFor(allowedBy(beside), applications(cast)), ...beside];
  const allowed = allowedBy(rows);
  const isAllowed = (flow: Flow): boolean => allowed.has(keyOf(flow));
  const flows = [
    ...cross(cast.governed, cast.everybody, cast.everyPort),
    ...cross(outsiders, cast.governed, cast.everyPort),
    // Cyclonus cannot say that the node of a pod is let in always.
    ...(network === 'cilium' ? cross(ownNode, cast.governed, cast.everyPort) : []),
  ];
  return {
    rows: rows.filter((row) => row.flows.length > 0),
    flows,
    promised: flows.filter(isAllowed),
    refused: flows.filter((flow) => !isAllowed(flow) && showsWidth(flow)),
    isAllowed,
  };
}

const ofNetwork = { cilium, plain } as const satisfies Record<Network, (cast: Cast) => readonly Row[]>;

function allowedBy(rows: readonly Row[]): ReadonlySet<string> {
  return new Set(rows.filter((row) => row.allowed).flatMap((row) => row.flows.map(keyOf)));
}

/** What is promised of every application, but for what is said of one, and what the network cannot close. */
function butFor(said: ReadonlySet<string>, rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => (row.allowed ? row : { ...row, flows: row.flows.filter((flow) => !said.has(keyOf(flow))) }));
}

function showsWidth({ from, to, port }: Flow): boolean {
  return [postgres, ...dns].includes(port) || [from, to].some((peer) => [stranger, internet, otherNode].includes(peer));
}

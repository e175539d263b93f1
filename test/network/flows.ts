// The table: who may talk to whom, the same in every cluster. What no row allows is refused.
import { cross, type Flow, keyOf, type Row } from './flow.ts';
import { controllers } from './flows/controllers.ts';
import { everyNamespace } from './flows/every-namespace.ts';
import { gateway } from './flows/gateway.ts';
import { monitoring } from './flows/monitoring.ts';
import { shortener } from './flows/shortener.ts';
import { everybody, free, governed, internet, otherNode, stranger } from './peers.ts';
import { dns, everyPort, postgres } from './ports.ts';

export const rows: readonly Row[] = [...everyNamespace, ...shortener, ...gateway, ...monitoring, ...controllers];

/** Every connection that a policy of ours could rule: one end at least is a pod of a closed namespace. */
export const flows: readonly Flow[] = [...cross(governed, everybody, everyPort), ...cross(free, governed, everyPort)];

const allowedKeys = new Set(rows.filter(({ allowed }) => allowed).flatMap((row) => row.flows.map(keyOf)));

export function isAllowed(flow: Flow): boolean {
  return allowedKeys.has(keyOf(flow));
}

/** What the table allows: a rule that is missing shows here. */
export const promised = flows.filter(isAllowed);

/**
 * What the table refuses, as far as a rule that is too wide would show: to and from outsiders, on a port that no rule names,
 * and on the one port that lets every pod out.
 */
export const refused = flows.filter(
  ({ from, to, port }) =>
    !isAllowed({ from, to, port }) &&
    ([postgres, ...dns].includes(port) || [from, to].some((peer) => [stranger, internet, otherNode].includes(peer))),
);

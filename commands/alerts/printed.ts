// The table of a cluster's alerts, as it is printed.
import { columns } from '../list/table.ts';
import type { Told } from './table.ts';
import type { Tested } from './tested.ts';

/** An alert; and which tests saw it, where that was asked. */
export type Row = Told & Partial<Tested>;

const head = ['alert', 'severity', 'owner', 'receiver', 'runbook'];
const testedHead = ['fires', 'quiet', 'slips'];

export function asTable({ name, alerts: of }: { readonly name: string; readonly alerts: readonly Row[] }): string {
  const isTested = of.some(({ fires }) => fires !== undefined);
  const rows = of.map(({ alert, severity, owner, receivers, runbook, fires, quiet, slips }) => [
    alert,
    severity,
    owner,
    receivers.join('\n'),
    runbook,
    ...(isTested ? [fires, quiet, slips].map(String) : []),
  ]);
  return `${name}\n${columns([...head, ...(isTested ? testedHead : [])], rows)}`;
}

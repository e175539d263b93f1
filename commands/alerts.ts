// Says who is told of which alert.
import { columns } from './list/table.ts';
import { type Command, isStarted, main } from './cli.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';
import { readObjects, wholeObjectIn } from '../render/read-objects.ts';
import type { KubeObject } from '../render/rendered.ts';
import { type Told, toldIn } from './alerts/table.ts';

const args = {
  cluster: { type: 'string', description: 'Only this cluster', valueHint: 'NAME' },
  json: { type: 'boolean', description: 'Print JSON' },
} as const;

export const alerts: Command<typeof args> = {
  meta: { name: 'npm run alerts --', description: 'Say who is told of which alert, as dist/ has it' },
  args,
  run: async ({ args: { cluster, json } }, { stdout }) => {
    const { clusters } = pick(await loadFleet(), cluster);
    const told = clusters.map(({ name }) => ({ name, alerts: toldIn(speaking(name)) }));
    stdout.write(`${json ? JSON.stringify({ clusters: told }, null, 2) : told.map(asTable).join('\n')}\n`);
  },
};

/** The objects that speak of alerts, whole. */
function speaking(cluster: string): KubeObject[] {
  return readObjects('dist', [cluster])
    .filter(({ object }) => ['HelmRelease', 'PrometheusRule'].includes(object.kind))
    .map(({ at }) => wholeObjectIn(at));
}

const head = ['alert', 'severity', 'owner', 'receiver', 'runbook'];

function asTable({ name, alerts: of }: { readonly name: string; readonly alerts: readonly Told[] }): string {
  const rows = of.map(({ alert, severity, owner, receivers, runbook }) => [
    alert,
    severity,
    owner,
    receivers.join('\n'),
    runbook,
  ]);
  return `${name}\n${columns(head, rows)}`;
}

if (isStarted(import.meta)) await main(alerts);

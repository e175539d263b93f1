// Says who is told of which alert, and which tests have seen it.
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';
import { readObjects, wholeObjectIn } from '../render/read-objects.ts';
import type { KubeObject } from '../render/rendered.ts';
import { asTable, type Row } from './alerts/printed.ts';
import { toldIn } from './alerts/table.ts';
import { readTested } from './alerts/tested.ts';

const args = {
  cluster: { type: 'string', description: 'Only this cluster', valueHint: 'NAME' },
  json: { type: 'boolean', description: 'Print JSON' },
  tests: {
    type: 'string',
    description: 'Report of npm test -- --json: say in how many tests each alert fires, is quiet, and shows a slip',
    valueHint: 'FILE',
  },
} as const;

export const alerts: Command<typeof args> = {
  meta: { name: 'npm run alerts --', description: 'Say who is told of which alert, as dist/ has it' },
  args,
  run: async ({ args: { cluster, json, tests } }, { stdout, stderr }): Promise<ExitCode> => {
    const { clusters } = pick(await loadFleet(), cluster);
    const testedOf = tests === undefined ? () => ({}) : readTested(tests);
    const told = clusters.map(({ name }) => ({
      name,
      alerts: toldIn(speaking(name)).map((each): Row => ({ ...each, ...testedOf(each.alert) })),
    }));
    stdout.write(`${json ? JSON.stringify({ clusters: told }, null, 2) : told.map(asTable).join('\n')}\n`);
    const unseen = new Set(told.flatMap(({ alerts: of }) => of.filter(isUnseen).map(({ alert }) => alert)));
    for (const alert of unseen) stderr.write(`${alert}: no test sees it fire, or none sees it quiet\n`);
    return unseen.size > 0 ? 1 : 0;
  },
};

/** Whether the tests were asked about it, and one of both is missing. */
function isUnseen({ fires, quiet }: Row): boolean {
  return fires === 0 || quiet === 0;
}

/** The objects that speak of alerts, whole. */
function speaking(cluster: string): KubeObject[] {
  return readObjects('dist', [cluster])
    .filter(({ object }) => ['HelmRelease', 'PrometheusRule'].includes(object.kind))
    .map(({ at }) => wholeObjectIn(at));
}

if (isStarted(import.meta)) await main(alerts);

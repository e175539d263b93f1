// helm-controller first meets a chart in the cluster; this meets it before: Helm renders each release with our values, and
// what comes out is held against the schemas and against what the release says of itself.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../lib/message-of.ts';
import { addressOf } from '../render/helm-chart.ts';
import { tool } from '../tools/tool.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { inspect, type Problem } from './helm/inspect.ts';
import { type Release, releasesIn } from './helm/releases.ts';
import { template } from './helm/template.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';

const args = {
  cluster: { type: 'string', description: 'Only the releases of this cluster', valueHint: 'NAME' },
  charts: {
    type: 'string',
    description: 'Folder with charts in subfolders by their names; only these are rendered, without their registries',
    valueHint: 'FOLDER',
  },
} as const;

export const helm: Command<typeof args> = {
  meta: {
    name: 'npm run helm --',
    description: 'Render the Helm releases of dist/ with their values (network), and check what comes out',
  },
  args,
  run: async ({ args: { cluster, charts } }, { stdout }): Promise<ExitCode> => {
    const program = await tool('helm');
    let failed = 0;
    for (const { name, kubernetes } of pick(await loadFleet(), cluster).clusters)
      for (const release of releasesIn('dist', [name])) {
        const folder = charts && join(charts, release.chart.name);
        if (folder && !existsSync(folder)) continue;
        const problems = await problemsOf(release, { program, kubernetes, ...(folder && { folder }) });
        if (problems.length > 0) failed += 1;
        stdout.write(lines(release, problems));
      }
    return failed > 0 ? 1 : 0;
  },
};

async function problemsOf(release: Release, how: Parameters<typeof template>[1]): Promise<Problem[]> {
  try {
    return inspect(release, await template(release, how));
  } catch (error) {
    return [{ object: 'helm', problem: messageOf(error) }];
  }
}

function lines({ at, name, chart, unseen }: Release, problems: readonly Problem[]): string {
  const what = [`${addressOf(chart)} ${chart.version}`, ...unseen].join('; ');
  const title = `${problems.length > 0 ? 'FAILED' : 'ok    '}  ${at}  ${name} (${what})\n`;
  return title + problems.map(({ object, problem }) => `        ${object}: ${problem}\n`).join('');
}

if (isStarted(import.meta)) await main(helm);

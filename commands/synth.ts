// Renders the clusters into dist/: the one command that writes it.
import { FleetApp } from '../render/fleet-app.ts';
import { isOwnFile } from '../render/own-file.ts';
import { publish, recover } from '../render/publish/index.ts';
import { readObjects, removals } from '../render/removals.ts';
import { render } from '../render/render.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { hiddenFromFlux } from '../render/flux-view.ts';
import { renewSopsConfig } from '../sops/sops-config.ts';
import { refuse } from './synth/refuse.ts';
import { composeFleet } from '../lib/fleet.ts';
import { otherKubernetes } from '../lib/kubernetes-version.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';

const args = {
  cluster: { type: 'string', description: 'Only this cluster', valueHint: 'NAME' },
  out: { type: 'string', description: 'The folder to write to', default: 'dist', valueHint: 'DIR' },
  'allow-removals': {
    type: 'string',
    description: 'Charts whose objects may go, separated by commas',
    valueHint: 'CLUSTER/CHART,...',
  },
} as const;

export const synth: Command<typeof args> = {
  meta: { name: 'npm run synth --', description: 'Render the clusters into plain YAML, all or nothing' },
  args,
  run: async ({ args: { cluster, out, 'allow-removals': allowed } }, output): Promise<ExitCode> => {
    const start = performance.now();
    const fleet = await loadFleet();
    // Before anything is read: a target may be the whole disk, or missing because a run was killed.
    recover(out);
    // Even where the render is refused: `sops updatekeys` reads it to mend the very files that are refused.
    const renewed = out === 'dist' && renewSopsConfig(fleet);
    const app = new FleetApp(out);
    const picked = pick(fleet, cluster);
    composeFleet(app, picked);
    const { files, known, findings, objects, clusters: names } = render(app);
    const refused = [...hiddenFromFlux('.', out), ...findings];
    if (refused.length > 0) return refuse(refused, renewed, output);

    const owned = cluster === undefined ? 'all' : names;
    const guarded = removals(readObjects(out, owned, known), objects, { allowed: new Set(allowed?.split(',')) });
    if (guarded.length > 0) return refuse(guarded, renewed, output);

    const { written, removed } = publish(files, { target: out, clusters: owned, isOurs: isOwnFile });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    output.stdout.write(
      `${out}/: ${objects.length} objects of ${names.join(', ')}; ${written.length} files written, ${removed.length} removed (${seconds} s)\n`,
    );
    for (const sentence of otherKubernetes(picked.clusters, 'what is written here is checked against'))
      output.stderr.write(`${sentence}\n`);
    return 0;
  },
};

if (isStarted(import.meta)) await main(synth);

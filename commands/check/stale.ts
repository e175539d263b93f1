// dist/ is committed so that Flux and reviewers can read it: it must be what the code renders.
import { FleetApp } from '../../render/fleet-app.ts';
import { changesTo, ownedFolders } from '../../render/publish/changes.ts';
import { render } from '../../render/render.ts';
import { report } from '../../render/report.ts';
import { hiddenFromFlux } from '../../render/flux-view.ts';
import { sopsConfigFile, sopsConfigIsCurrent } from '../../sops/sops-config.ts';
import { composeFleet, type Fleet } from '../../lib/fleet.ts';
import { alteredByGit } from './git-attributes.ts';

/** Each file that is not what a synth would write, in words; or what keeps a synth from writing at all. */
export function staleFiles(fleet: Fleet, dist: string): string[] {
  const app = new FleetApp(dist);
  composeFleet(app, fleet);
  const { files, findings } = render(app);
  const hidden = hiddenFromFlux('.', dist);
  if (findings.length > 0) return [report([...hidden, ...findings])];
  const { written, removed } = changesTo(files, dist, ownedFolders(files, dist, 'all'));
  const known = new Set(hidden.map(({ at }) => at));
  return [
    ...(hidden.length > 0 ? [report(hidden)] : []),
    ...written.map((file) => `${dist}/${file}  is not what synth renders`),
    ...removed
      .filter((file) => !known.has(`${dist}/${file}`))
      .map((file) => `${dist}/${file}  comes from no construct`),
    ...alteredByGit(dist, '.'),
    ...(sopsConfigIsCurrent(fleet) ? [] : [`${sopsConfigFile}  is not what ${fleet.folders.keys}/ says`]),
  ];
}

// What another pin does in a cluster, before a file is touched: both are rendered in memory, and told in the words of the diff.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asText } from '../../diff/report/terminal.ts';
import { summarize } from '../../diff/summary.ts';
import { treeOf } from '../../diff/trees/tree.ts';
import { readText } from '../../lib/files.ts';
import { composeFleet, type Fleet, releasesFile } from '../../lib/fleet.ts';
import { pick } from '../../lib/load-fleet.ts';
import { repinned } from '../../lib/pins/images.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { render, type Rendering } from '../../render/render.ts';
import { RenderError } from '../../render/render-error.ts';
import type { Pinning } from './stages.ts';

/** A cluster rendered with its pins as they are, and as they would be. */
export interface Repinned {
  readonly before: Rendering;
  readonly after: Rendering;
}

/**
 * @param text what the cluster's file of pins would hold
 * @throws RenderError with what synth would refuse
 */
export function renderRepinned(fleet: Fleet, cluster: string, text: string): Repinned {
  const releases = mkdtempSync(join(tmpdir(), 'fleetwright-pins-'));
  try {
    writeFileSync(releasesFile({ folders: { ...fleet.folders, releases } }, cluster), text);
    return {
      before: renderedWith(pick(fleet, cluster)),
      after: renderedWith({ ...pick(fleet, cluster), folders: { ...fleet.folders, releases } }),
    };
  } finally {
    rmSync(releases, { recursive: true });
  }
}

function renderedWith(fleet: Fleet): Rendering {
  const app = new FleetApp('dist');
  composeFleet(app, fleet);
  const rendering = render(app);
  if (rendering.findings.length > 0) throw new RenderError(rendering.findings);
  return rendering;
}

/** The charts that run what a service pins, as they are rendered now: another pin of it would change them. */
export function chartsOf(fleet: Fleet, pinning: Pinning): ReadonlySet<string> {
  const other = { ...pinning.pin, digest: `sha256:${'f'.repeat(64)}` };
  const text = repinned(readText(pinning.file), pinning, other);
  const { before, after } = renderRepinned(fleet, pinning.cluster, text);
  const kept = new Set(after.objects.map(({ object }) => JSON.stringify(object)));
  return new Set(before.objects.filter(({ object }) => !kept.has(JSON.stringify(object))).map(({ chart }) => chart));
}

/** What changes in the cluster, as `npm run diff` says it. */
export function inWords({ before, after }: Repinned, compared: string): string {
  return asText(summarize(treeOf(before.files), treeOf(after.files)), compared, false);
}

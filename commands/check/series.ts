// Alerts and panels are held against an inventory of metrics: what is misspelt says nothing, in promtool as in the cluster.
import { composeFleet, type Fleet, providedIn, releasesFile } from '../../lib/fleet.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import type { Finding } from '../../render/finding.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { inventoryOnDisk } from '../../render/inventory.ts';
import { resolve } from '../../render/resolve.ts';
import { beyondRetention } from '../../render/series/beyond-retention.ts';
import { duplicateSeries } from '../../render/series/duplicate-series.ts';
import { type KnownSeries, seriesIn, seriesOfExporters } from '../../render/series/inventory.ts';
import { originsOf } from '../../render/series/origins.ts';
import { readAskings } from '../../render/series/read-askings.ts';
import { unknownSeries } from '../../render/series/unknown-series.ts';

/** A cluster with the series that are known in it. */
export interface Measured {
  readonly view: ClusterView;
  readonly known: KnownSeries;
  /** Those of them that are the same in every cluster. */
  readonly exporters: KnownSeries;
}

/** What the clusters of a fleet ask for and nobody measures, or nobody keeps, and what two of their rules record under one name. */
export function seriesFindings(fleet: Fleet): Finding[] {
  return measuredIn(fleet).flatMap(findingsIn);
}

/** As {@link seriesFindings}, of one cluster. */
export function findingsIn({
  view,
  known,
  exporters,
}: Omit<Measured, 'view'> & { readonly view: Pick<ClusterView, 'objects' | 'brought'> }): Finding[] {
  const asked = readAskings(view, known);
  const objects = view.objects.map(({ object }) => object);
  return [
    ...unknownSeries(asked, originsOf(objects, asked, exporters)),
    ...duplicateSeries(asked.read),
    ...beyondRetention(asked.read, objects),
  ];
}

/** The clusters of a fleet, each with what is measured in it. */
export function measuredIn(fleet: Fleet): Measured[] {
  const app = new FleetApp('dist');
  composeFleet(app, fleet);
  const { objects } = resolve(app);
  const exporters = seriesOfExporters();
  return fleet.clusters.map((settings) => {
    const own = objects.filter(({ cluster }) => cluster === settings.name);
    const { gitRepository, health = {} } = fleet;
    const facts = { provided: providedIn(fleet, settings), releases: releasesFile(fleet, settings.name) };
    const view = new ClusterView(settings.name, own, { ...facts, gitRepository, health }, inventoryOnDisk);
    const known = seriesIn(
      own.map(({ object }) => object),
      exporters,
    );
    return { view, known, exporters };
  });
}

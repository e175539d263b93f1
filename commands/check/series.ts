// Alerts and panels are held against an inventory of metrics: what is misspelt says nothing, in promtool as in the cluster.
import { composeFleet, type Fleet, providedIn, releasesFile } from '../../lib/fleet.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import type { Finding } from '../../render/finding.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { inventoryOnDisk } from '../../render/inventory.ts';
import { resolve } from '../../render/resolve.ts';
import { type KnownSeries, seriesIn, seriesOfExporters } from '../../render/series/inventory.ts';
import { unknownSeries } from '../../render/series/unknown-series.ts';

/** A cluster with the series that are known in it. */
export interface Measured {
  readonly view: ClusterView;
  readonly known: KnownSeries;
}

/** What the clusters of a fleet ask for and nobody measures. */
export function unknownSeriesOf(fleet: Fleet): Finding[] {
  return measuredIn(fleet).flatMap(({ view, known }) => unknownSeries(view, known));
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
    return { view, known };
  });
}

// A fleet for tests: compose something into it, and get its objects or what is wrong with it.
import { type App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Network } from '../../lib/azure/aks.ts';
import { type ClusterSettings, ComposedCluster } from '../../lib/composed-cluster.ts';
import { keysFile, releasesFile } from '../../lib/fleet.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import type { Finding } from '../../render/finding.ts';
import { render, type Rendering } from '../../render/render.ts';
import type { KubeObject } from '../../render/rendered.ts';
import fleet from '../fixtures/fleet/main.ts';
import { pinnedImage } from '../../loop/pinned-image.ts';
import { inFleet } from './repository.ts';

export { pinnedImage };

/** Charts of a layer, each by its name and what it makes. */
export type Charts = Readonly<Record<string, (chart: Chart) => void>>;

/** The pins and recipients of the tests' own fleet. */
const clusterFiles = {
  repository: fleet.repository,
  releases: releasesFile(fleet, 'lab'),
  keys: keysFile(fleet, 'lab'),
};

/** In which the image that passes for pinned is pinned. */
class ClusterOfTests extends ComposedCluster {
  override isPinned(image: string): boolean {
    return image === pinnedImage || super.isPinned(image);
  }
}

/** An empty cluster `test`, with the pins and recipients of the tests' own fleet. */
export function emptyCluster(
  app: App,
  network: Network = 'plain',
  more: Partial<ClusterSettings> & Readonly<Record<string, unknown>> = {},
): ComposedCluster {
  return inFleet(() => new ClusterOfTests(app, { name: 'test', network, ...more }, clusterFiles));
}

/**
 * Renders one cluster `test` with one layer `apps` of these charts; each chart's namespace is its name.
 * @param inventory what Helm releases bring, a text a release. @default nobody has seen it
 */
export function renderCharts(
  charts: Charts,
  network?: Network,
  inventory: Readonly<Record<string, string>> = {},
): Rendering {
  return inFleet(() => {
    const app = new FleetApp('.preview');
    const classes = Object.entries(charts).map(([name, make]) => chartClass(name, make));
    emptyCluster(app, network).platform('apps', classes);
    return render(app, (path) => inventory[path]);
  });
}

/** The objects of the charts, Flux' own left out. */
export function objectsOf(charts: Charts, network?: Network): readonly KubeObject[] {
  return renderCharts(charts, network)
    .objects.filter(({ layer }) => layer !== 'flux')
    .map(({ object }) => object);
}

/** The one object of a kind. @throws Error where there is none, or more than one */
export function only(objects: readonly KubeObject[], kind: string): KubeObject {
  const [object, ...others] = objects.filter((candidate) => candidate.kind === kind);
  if (!object || others.length > 0) throw new Error(`expected one ${kind}, found ${others.length + (object ? 1 : 0)}`);
  return object;
}

/** What is wrong with the charts. */
export function findingsOf(charts: Charts): readonly Finding[] {
  return renderCharts(charts).findings;
}

/** A chart with the namespace of its name. */
export function chartClass(name: string, make: (chart: Chart) => void) {
  return class extends Chart {
    constructor(scope: Construct) {
      super(scope, name, { namespace: name });
      make(this);
    }
  };
}

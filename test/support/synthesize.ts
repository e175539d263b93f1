// A fleet for tests: compose something into it, and get its objects or what is wrong with it.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Network } from '../../lib/azure/aks.ts';
import { ComposedCluster } from '../../lib/composed-cluster.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import type { Finding } from '../../render/finding.ts';
import { render, type Rendering } from '../../render/render.ts';
import type { KubeObject } from '../../render/rendered.ts';

/** An image that passes for pinned. */
export const pinnedImage = `example.azurecr.io/thing:1.0.0@sha256:${'0'.repeat(64)}`;

/** Charts of a layer, each by its name and what it makes. */
export type Charts = Readonly<Record<string, (chart: Chart) => void>>;

/** Renders one cluster `test` with one layer `apps` of these charts; each chart's namespace is its name. */
export function renderCharts(charts: Charts, network: Network = 'plain'): Rendering {
  const app = new FleetApp('.preview');
  const fleet = new ComposedCluster(
    app,
    { name: 'test', network },
    {
      repository: 'https://github.com/example/fleetwright',
      releases: 'clusters/releases/dev.yaml',
      keys: 'clusters/keys/dev.yaml',
    },
  );
  fleet.platform(
    'apps',
    Object.entries(charts).map(([name, make]) => chartClass(name, make)),
  );
  return render(app);
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

function chartClass(name: string, make: (chart: Chart) => void) {
  return class extends Chart {
    constructor(scope: Construct) {
      super(scope, name, { namespace: name });
      make(this);
    }
  };
}

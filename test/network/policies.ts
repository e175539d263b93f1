// The policies of a cluster: as they are committed, and as they would be with another network, or with more applications.
import { type Cluster, clusters } from '../../clusters/index.ts';
import type { Network } from '../../lib/azure/aks.ts';
import type { ComposedCluster } from '../../lib/composed-cluster.ts';
import { composeFleet, defineFleet, releasesFile } from '../../lib/fleet.ts';
import { readImages } from '../../lib/pins/images.ts';
import fleet from '../../main.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { render } from '../../render/render.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { committed } from './committed.ts';
import { type Enforced, enforced } from './enforced.ts';
import { stated } from './flows/stated.ts';
import { addTwoApplications, statedOfTwo } from './two-applications.ts';

/** The cluster that users see. */
const production = lastOf(clusters);

const networks = ['cilium', 'plain'] as const satisfies readonly Network[];

/** Those of every cluster, as Flux will apply them. */
export const ofClusters: readonly Enforced[] = clusters.map(({ name, network }) =>
  enforced(name, network, committed(name)),
);

/** Those of production with each network that there is. */
export const ofProduction: readonly Enforced[] = networks.map(
  (network) =>
    ofClusters.find((each) => each.title === production.name && each.network === network) ??
    enforced(`${production.name}, if its network were ${network}`, network, rendered(network, fleet.compose)),
);

const [anyImage = ''] = Object.values(readImages(releasesFile(fleet, production.name)).images);

/** Those of production beside two applications more, with each network. */
export const ofTwoApplications: readonly Enforced[] = networks.map((network) => {
  const objects = rendered(network, (cluster) => {
    // Before the fleet's own: the probes come last.
    addTwoApplications(cluster, production.domain, anyImage);
    fleet.compose(cluster);
  });
  const title = `${production.name} and two applications more, with network ${network}`;
  return enforced(title, network, objects, (cast) => [...stated(cast), ...statedOfTwo(cast)]);
});

function rendered(network: Network, compose: (cluster: ComposedCluster<Cluster>) => void): readonly KubeObject[] {
  const app = new FleetApp('.preview');
  composeFleet(
    app,
    defineFleet({ ...fleet, clusters: [{ ...production, network }], stages: [production.name], compose }),
  );
  const { objects, findings } = render(app);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return objects.map(({ object }) => object);
}

function lastOf(all: readonly Cluster[]): Cluster {
  const last = all.at(-1);
  if (!last) throw new Error('the fleet has no cluster');
  return last;
}

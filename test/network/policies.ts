// The policies of a cluster: as they are committed, or as they would be if the cluster had another network.
import { clusters } from '../../clusters/index.ts';
import { production } from '../../clusters/production.ts';
import type { Network } from '../../lib/azure/aks.ts';
import { composeFleet } from '../../lib/fleet.ts';
import fleet from '../../main.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { render } from '../../render/render.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { committed } from './committed.ts';

const kinds: readonly string[] = ['NetworkPolicy', 'CiliumNetworkPolicy'];

/** Policies of a cluster, and what enforces them. */
export interface Enforced {
  readonly title: string;
  readonly cluster: string;
  readonly network: Network;
  readonly policies: readonly KubeObject[];
}

/** Those of every cluster, as Flux will apply them. */
export const ofClusters: readonly Enforced[] = clusters.map(({ name, network }) => ({
  title: name,
  cluster: name,
  network,
  policies: committed(name, ...kinds),
}));

/** Those of production with each network that there is. */
export const ofProduction: readonly Enforced[] = (['cilium', 'plain'] as const).map((network) => {
  const { name } = production;
  const own = ofClusters.find((each) => each.cluster === name && each.network === network);
  return (
    own ?? { title: `${name}, if its network were ${network}`, cluster: name, network, policies: rendered(network) }
  );
});

function rendered(network: Network): readonly KubeObject[] {
  const app = new FleetApp('.preview');
  composeFleet(app, { ...fleet, clusters: [{ ...production, network }] });
  const { objects, findings } = render(app);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return objects.map(({ object }) => object).filter(({ kind }) => kinds.includes(kind));
}

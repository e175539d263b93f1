// What may differ between clusters, and nothing else: a setting that is the same everywhere belongs into a chart.
import type { Network } from 'fleetwright/lib/azure/aks';
import type { PlatformSettings } from 'fleetwright/lib/platform/settings';
import type { Probes } from 'fleetwright/lib/workload/probe';
import type { Resources } from 'fleetwright/lib/workload/resources';
import type { Scale } from 'fleetwright/lib/workload/scale';

/** Settings of one cluster: those of the platform's charts, and these. */
export interface Cluster extends PlatformSettings {
  /** Name of the cluster, of its folder in `dist/` and `secrets/`, and of its files in `releases/` and `keys/`. */
  readonly name: string;
  /** Kubernetes minor version that the cluster runs, such as `1.36`. */
  readonly kubernetes: string;
  /** What enforces its network rules: `networkDataplane` of the AKS cluster, `plain` where that is not `cilium`. */
  readonly network: Network;
  readonly shortener: WebServiceSettings;
}

/** What differs between clusters for a service; all else of it is in its chart. */
export interface WebServiceSettings {
  /** Public host, under {@link Cluster.domain}. */
  readonly host: string;
  readonly scale: Scale;
  readonly resources: Resources;
  /** @default the probes of `lib/workload/probe.ts` */
  readonly probes?: Probes;
}

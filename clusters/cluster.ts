// What may differ between clusters, and nothing else: a setting that is the same everywhere belongs into a chart.
import type { Network } from 'fleetwright/lib/azure/aks';
import type { Quota } from 'fleetwright/lib/namespace/namespace';
import type { Probes } from 'fleetwright/lib/workload/probe';
import type { Resources } from 'fleetwright/lib/workload/resources';
import type { Scale } from 'fleetwright/lib/workload/scale';

/** Settings of one cluster. */
export interface Cluster {
  /** Name of the cluster, of its folder in `dist/` and `secrets/`, and of its files in `releases/` and `keys/`. */
  readonly name: string;
  /** Kubernetes minor version that the cluster runs. */
  readonly kubernetes: '1.36';
  /** Availability zones of the node pools. */
  readonly zones: readonly string[];
  /** What enforces its network rules: `networkDataplane` of the AKS cluster, `plain` where that is not `cilium`. */
  readonly network: Network;
  /** The DNS zone under which every public host of the cluster lies; the Gateway's wildcard certificate is for it. */
  readonly domain: string;
  readonly azure: Azure;
  readonly acme: Acme;
  readonly controllers: Controllers;
  readonly monitoring: Monitoring;
  readonly shortener: WebServiceSettings;
}

/** Where the cluster is in Azure. Not secret: who may do what is decided by role assignments. */
export interface Azure {
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Resource group of the DNS zone {@link Cluster.domain}. */
  readonly dnsResourceGroup: string;
  /** The Key Vault with the secrets that are not in Git: `https://<name>.vault.azure.net`. */
  readonly vaultUrl: string;
  /** Client ids of the managed identities that workloads take on. */
  readonly identities: {
    /** May write the zone's records. */
    readonly certManager: string;
    /** May read Grafana's password from the vault. */
    readonly grafanaAdmin: string;
  };
}

/** The certificate authority that signs the public certificates, and whom it writes to. */
export interface Acme {
  /** Its directory. Let's Encrypt's staging directory has no tight limits, and browsers do not trust what it signs. */
  readonly server:
    | 'https://acme-v02.api.letsencrypt.org/directory'
    | 'https://acme-staging-v02.api.letsencrypt.org/directory';
  /** Contact of the account, a mailbox that people read. Let's Encrypt does not write when a certificate is about to end. */
  readonly email: string;
}

/** The platform's own controllers: cert-manager, External Secrets. */
export interface Controllers {
  /** Copies of each; one works, the others wait to take over. Their webhooks work all at once. */
  readonly replicas: number;
}

/** How much Prometheus keeps, and on how many copies. */
export interface Monitoring {
  /** Days of metrics. */
  readonly retentionDays: number;
  /** Disk of each Prometheus, as a quantity: `50Gi`. */
  readonly storage: string;
  /** Copies of Prometheus and of Alertmanager. */
  readonly replicas: number;
  /** CPU and memory of each Prometheus. */
  readonly resources: Resources;
  /** All pods of the namespace together: every Prometheus, and 5Gi for the rest of the stack. */
  readonly quota: Quota;
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

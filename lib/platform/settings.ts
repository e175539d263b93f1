// What the platform's charts ask of a cluster's settings. A fleet's own type extends this, or what its charts need of it.
import type { AlertRouting } from '../monitoring/routing/routing.ts';
import type { Enforcement } from '../policy/policy.ts';
import type { Quota } from '../namespace/namespace.ts';
import type { Resources } from '../workload/resources.ts';

/** What may differ between the clusters of one platform. */
export interface PlatformSettings {
  /** Name of the cluster; alerts say it. */
  readonly name: string;
  /** Availability zones of the node pools. */
  readonly zones: readonly string[];
  /** The DNS zone under which every public host of the cluster lies; the Gateway's wildcard certificate is for it. */
  readonly domain: string;
  /** Where the cluster is in Azure. */
  readonly azure: Azure;
  /** Who signs its public certificates. */
  readonly acme: Acme;
  /** Its public Gateway. @default everybody reaches it */
  readonly publicGateway?: PublicGatewaySettings;
  /** Size of the platform's own controllers. */
  readonly controllers: Controllers;
  /** Size of the monitoring stack. */
  readonly monitoring: Monitoring;
  /** What the API server refuses of objects that break a policy. */
  readonly admission: AdmissionSettings;
  /** Who is told of which alert, and how. */
  readonly alerting: AlertRouting;
  /** What Flux itself tells, and whom. @default nobody is told */
  readonly fluxNotifications?: FluxNotificationSettings;
}

/** What Flux tells beside what Prometheus alerts on. */
export interface FluxNotificationSettings {
  /** The receiver of {@link PlatformSettings.alerting} with `teams` or `slack` that hears what Flux fails at. @default none */
  readonly chat?: string;
  /** The GitHub App by which the status of each commit is written. @default none is written */
  readonly commitStatus?: CommitStatus;
}

/**
 * A GitHub App of this cluster alone, which may write commit statuses and nothing else, and is installed in the fleet's repository:
 * `npm run release` believes what a cluster says of itself, and nobody else of it.
 */
export interface CommitStatus {
  /** The App's slug, as in `https://github.com/apps/<slug>`: its statuses are those of the account `<slug>[bot]`. */
  readonly app: string;
  /** Its App id, a whole number. */
  readonly appId: number;
  /** The id of its installation in the organization, a whole number. */
  readonly installationId: number;
  /** The secret in the Key Vault with the App's private key, as PEM. */
  readonly privateKey: string;
}

/** Where the cluster is in Azure. Not secret: who may do what is decided by role assignments. */
export interface Azure {
  /** The Entra tenant of the vault's identities, a GUID. */
  readonly tenantId: string;
  /** The subscription of the DNS zone, a GUID. */
  readonly subscriptionId: string;
  /** Resource group of the DNS zone {@link PlatformSettings.domain}. */
  readonly dnsResourceGroup: string;
  /** The Key Vault with the secrets that are not in Git: `https://<name>.vault.azure.net`. It says in which of Azure's clouds the cluster is. */
  readonly vaultUrl: string;
  /** Client ids of the managed identities that workloads take on. */
  readonly identities: {
    /** May write the zone's records. */
    readonly certManager: string;
    /** May read Grafana's password from the vault. */
    readonly grafanaAdmin: string;
    /** May read from the vault what opens the way to the receivers of alerts. */
    readonly alertReceivers: string;
  };
}

/** Who reaches the public Gateway, and so every host behind it: no host of a Gateway can be kept to some addresses alone. */
export interface PublicGatewaySettings {
  /** Ranges of addresses, as CIDRs: `203.0.113.0/24`. What comes from any other is dropped before the cluster. */
  readonly allowedFrom: readonly string[];
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

/** What the API server does about objects that break one of the policies of `lib/policy/`. */
export interface AdmissionSettings {
  /** `warn`: whoever sends the object is warned, and the audit log has it, where AKS keeps one. `deny`: it is refused. */
  readonly enforcement: Enforcement;
  /** Where images of the namespaces with `image-registry` may come from: a host, or a host and a path. One at least. */
  readonly registries: readonly string[];
}

/** The platform's own controllers: cert-manager, External Secrets. */
export interface Controllers {
  /** Copies of each, 1 to 10; one works, the others wait to take over. Their webhooks work all at once. */
  readonly replicas: number;
}

/** How much Prometheus keeps, and on how many copies. */
export interface Monitoring {
  /** Days of metrics, 1 to 3650. */
  readonly retentionDays: number;
  /** Disk of each Prometheus, as a quantity: `50Gi`. */
  readonly storage: string;
  /** Copies of Prometheus and of Alertmanager, 1 to 10. */
  readonly replicas: number;
  /** CPU and memory of each Prometheus. */
  readonly resources: Resources;
  /** All pods of the namespace together: every Prometheus, and 5Gi for the rest of the stack. */
  readonly quota: Quota;
}

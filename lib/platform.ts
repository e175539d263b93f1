// The names on which the platform's charts and the workloads agree: written once, used on both ends.
// Data only. What differs between clusters is in clusters/, not here.

/** The file in a fleet's root that says what runs where: it exports the fleet by default. */
export const fleetFile = 'main.ts';

/** Flux' own objects live here: the AKS extension makes it, with the account `flux-applier` and the GitRepository. */
export const fluxNamespace = 'cluster-config';

/** The Kustomization that the extension makes for `dist/<cluster>/flux`, beside the GitRepository: it keeps those of all charts. */
export function rootOf(gitRepository: string): string {
  return `${gitRepository}-flux`;
}

/** The one shared Gateway of a cluster. */
export const publicGateway = {
  name: 'public',
  namespace: 'public-gateway',
  /** The listener with TLS to which services attach their routes. */
  listener: 'https',
  /** A namespace with this label may attach routes. */
  namespaceLabel: { key: 'fleetwright.dev/public-routes', value: 'allowed' },
} as const;

/** The name under which the prober's image is pinned. */
export const proberImage = 'blackbox-exporter';

/** Where Prometheus runs, and the labels of its pods. */
export const prometheus = {
  namespace: 'monitoring',
  podLabels: { 'app.kubernetes.io/name': 'prometheus' },
} as const;

/** The ClusterIssuer that signs the public certificates. */
export const publicIssuer = 'letsencrypt';

/** The Secret with Grafana's first user: made by one chart, used by the release of another. */
export const grafanaAdmin = { secret: 'grafana-admin', userKey: 'admin-user', passwordKey: 'admin-password' } as const;

/** ConfigMaps with this label hold dashboards: Grafana's sidecar takes them from every namespace into one folder. */
export const dashboardLabel = 'grafana_dashboard';

/**
 * Annotations of Fleetwright's own. On Helm releases: the API groups that a release brings along or needs, and the Secrets
 * that its pods use. On pod templates: what the files of a mount hash to, behind this prefix the mount's name. On routes: why
 * the public may see what probes ask. On any object: why what looks like a credential is none, why its
 * containers read a Secret from their environment, and why what a rule misses is there. On quotas: why workloads may together ask for more. On
 * monitors and releases: the series that whoever they scrape or bring has. On namespaces, for admission policies: the hosts that its
 * application owns, and what they let through, with the reason.
 */
export const annotations = {
  provides: 'fleetwright.dev/provides',
  requires: 'fleetwright.dev/requires',
  secrets: 'fleetwright.dev/secrets',
  checksum: 'checksum.fleetwright.dev/',
  publicHealth: 'fleetwright.dev/public-health-because',
  notCredentials: 'fleetwright.dev/not-a-credential',
  secretInEnvironment: 'fleetwright.dev/secret-in-environment-because',
  vouched: 'fleetwright.dev/vouched-because',
  overcommitted: 'fleetwright.dev/overcommitted-because',
  measures: 'fleetwright.dev/measures',
  hosts: 'fleetwright.dev/hosts',
  admissionExceptions: 'fleetwright.dev/admission-exceptions',
  unbound: 'fleetwright.dev/unbound-because',
} as const;

/** Claims with this label and the value `true` are what a backup takes. */
export const backupLabel = 'fleetwright.dev/backup';

/** Flux never deletes an object with this annotation, even when Git no longer holds it. */
export const neverPrune = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } as const;

/** Flux deletes an object with this annotation and makes it anew, where what has changed of it cannot be changed. */
export const replaceWhenChanged = { 'kustomize.toolkit.fluxcd.io/force': 'enabled' } as const;

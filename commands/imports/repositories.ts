// Projects of which Go's module proxy does not serve the version that runs: their files come from their repository. Data only; Renovate
// raises the versions.

export interface Repository {
  /** How Go and Git name it, which is also where it is cloned from: `github.com/...`. */
  readonly path: string;
  /** The Helm chart that it releases, by the address that Flux reads. */
  readonly url: string;
  /** The version of that chart. */
  readonly version: string;
  /** What stands before that version in the tag of its release. */
  readonly tagPrefix: string;
  /** Folder of that chart in the repository. */
  readonly chart: string;
}

export const externalSecrets: Repository = {
  path: 'github.com/external-secrets/external-secrets',
  url: 'oci://ghcr.io/external-secrets/charts/external-secrets',
  version: '2.9.0',
  tagPrefix: 'helm-chart-',
  chart: 'deploy/charts/external-secrets',
};

export const repositories: readonly Repository[] = [externalSecrets];

// External Secrets: copies secrets from a store, such as Azure Key Vault, into the cluster and keeps them fresh.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { HelmRelease } from 'fleetwright/lib/flux/helm-release';
import { Namespace } from 'fleetwright/lib/namespace/namespace';
import { AllowTraffic } from 'fleetwright/lib/network/traffic';
import { apiServer, calledByApiServer, internetHttps, scrapedByPrometheus } from 'fleetwright/lib/network/well-known';
import { values } from './external-secrets/values.ts';
import type { Inputs } from './inputs.ts';

const name = 'external-secrets';

export class ExternalSecrets extends Chart {
  constructor(scope: Construct, { cluster }: Inputs) {
    super(scope, name, { namespace: name });
    new Namespace(this, 'namespace', { name, quota: { cpu: '2', memory: '3Gi', pods: 12 } });

    new HelmRelease(this, 'release', {
      name,
      url: 'oci://ghcr.io/external-secrets/charts/external-secrets',
      version: '1.3.2',
      // Source: external-secrets/external-secrets, .github/workflows/helm.yml at helm-chart-1.3.2, which signs what it pushes.
      signedBy: {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'https://github.com/external-secrets/external-secrets/.github/workflows/helm.yml@refs/heads/main',
      },
      namespace: name,
      provides: ['external-secrets.io', 'generators.external-secrets.io'],
      requires: ['monitoring.coreos.com'],
      values: values(cluster),
    });

    new AllowTraffic(this, 'every-pod', {
      pods: { 'app.kubernetes.io/instance': name },
      from: [scrapedByPrometheus({ port: 8080 })],
      to: [apiServer],
    });
    new AllowTraffic(this, 'webhook', {
      pods: { 'app.kubernetes.io/name': `${name}-webhook` },
      from: [calledByApiServer({ port: 10250 })],
    });
    new AllowTraffic(this, 'stores', { pods: { 'app.kubernetes.io/name': name }, to: [internetHttps] });
  }
}

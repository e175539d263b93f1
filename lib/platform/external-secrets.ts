// External Secrets: copies secrets from a store, such as Azure Key Vault, into the cluster and keeps them fresh.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartInputs } from '../composed-cluster.ts';
import { HelmRelease } from '../flux/helm-release.ts';
import { Namespace } from '../namespace/namespace.ts';
import { AllowTraffic } from '../network/traffic.ts';
import { apiServer, calledByApiServer, internetHttps, scrapedByPrometheus } from '../network/well-known.ts';
import { values } from './external-secrets/values.ts';
import { misfitsOf } from '../validation/props.ts';
import { addRules } from '../validation/rules.ts';
import { hold } from './held.ts';
import { mergedValues, ownChart, type OwnController } from './own-release.ts';
import { unboundOfCharts } from './unbound.ts';
import type { PlatformSettings } from './settings.ts';
import { ownControllerShape } from './shapes.ts';

const name = 'external-secrets';

/** What it asks of a cluster's settings. */
type Settings = Pick<PlatformSettings, 'controllers' | 'zones'>;

export class ExternalSecrets extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Settings>, own: OwnController = {}) {
    hold(scope, cluster, 'controllers', 'zones');
    const unknown = misfitsOf(scope, name, own, ownControllerShape);
    super(scope, name, { namespace: name });
    addRules(this, () => unknown);
    new Namespace(this, 'namespace', {
      name,
      quota: own.quota ?? { cpu: '2', memory: '3Gi', pods: 12 },
      admission: { unbound: unboundOfCharts },
    });

    new HelmRelease(this, 'release', {
      name,
      url: 'oci://ghcr.io/external-secrets/charts/external-secrets',
      version: '2.9.0',
      // Source: external-secrets/external-secrets, .github/workflows/helm.yml at helm-chart-2.9.0, which signs what it pushes, in the
      // form that Flux 2.7 reads.
      signedBy: {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'https://github.com/external-secrets/external-secrets/.github/workflows/helm.yml@refs/heads/main',
      },
      namespace: name,
      provides: ['external-secrets.io', 'generators.external-secrets.io'],
      requires: ['monitoring.coreos.com'],
      ...ownChart(own),
      values: mergedValues(values(cluster), own.values),
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

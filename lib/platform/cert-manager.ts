// cert-manager: asks certificate authorities for certificates and renews them in time.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartInputs } from '../composed-cluster.ts';
import { HelmRelease } from '../flux/helm-release.ts';
import { Namespace } from '../namespace/namespace.ts';
import { AllowTraffic } from '../network/traffic.ts';
import { apiServer, calledByApiServer, internetHttps, scrapedByPrometheus } from '../network/well-known.ts';
import { values } from './cert-manager/values.ts';
import { misfitsOf } from '../validation/props.ts';
import { addRules } from '../validation/rules.ts';
import { hold } from './held.ts';
import { mergedValues, ownChart, type OwnController } from './own-release.ts';
import { unboundOfCharts } from './unbound.ts';
import type { PlatformSettings } from './settings.ts';
import { ownControllerShape } from './shapes.ts';

const name = 'cert-manager';

/** What it asks of a cluster's settings. */
type Settings = Pick<PlatformSettings, 'azure' | 'controllers' | 'zones'>;

export class CertManager extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Settings>, own: OwnController = {}) {
    hold(scope, cluster, 'azure', 'controllers', 'zones');
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
      url: 'oci://quay.io/jetstack/charts/cert-manager',
      version: 'v1.21.2',
      namespace: name,
      provides: ['cert-manager.io', 'acme.cert-manager.io'],
      requires: ['monitoring.coreos.com'],
      ...ownChart(own),
      values: mergedValues(values(name, cluster), own.values),
      // AKS adds its own namespaces to what a webhook leaves alone, and would add them again after each correction.
      ignoreDrift: [{ kind: 'ValidatingWebhookConfiguration', paths: ['/webhooks/0/namespaceSelector'] }],
    });

    new AllowTraffic(this, 'every-pod', {
      pods: { 'app.kubernetes.io/instance': name },
      from: [scrapedByPrometheus({ port: 9402 })],
      to: [apiServer],
    });
    new AllowTraffic(this, 'webhook', {
      pods: { 'app.kubernetes.io/component': 'webhook' },
      from: [calledByApiServer({ port: 10250 })],
    });
    new AllowTraffic(this, 'authorities-and-azure-dns', {
      pods: { 'app.kubernetes.io/component': 'controller' },
      to: [internetHttps],
    });
  }
}

// cert-manager: asks certificate authorities for certificates and renews them in time.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { HelmRelease } from 'fleetwright/lib/flux/helm-release';
import { Namespace } from 'fleetwright/lib/namespace/namespace';
import { AllowTraffic } from 'fleetwright/lib/network/traffic';
import { apiServer, calledByApiServer, internetHttps, scrapedByPrometheus } from 'fleetwright/lib/network/well-known';
import { values } from './cert-manager/values.ts';
import type { Inputs } from './inputs.ts';

const name = 'cert-manager';

export class CertManager extends Chart {
  constructor(scope: Construct, { cluster }: Inputs) {
    super(scope, name, { namespace: name });
    new Namespace(this, 'namespace', { name, quota: { cpu: '2', memory: '3Gi', pods: 12 } });

    new HelmRelease(this, 'release', {
      name,
      url: 'oci://quay.io/jetstack/charts/cert-manager',
      version: 'v1.21.2',
      namespace: name,
      provides: ['cert-manager.io', 'acme.cert-manager.io'],
      requires: ['monitoring.coreos.com'],
      values: values(name, cluster),
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

// Who signs certificates: an ACME authority, which asks for a DNS record as proof that the domain is ours.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { cloudOf } from '../azure/clouds.ts';
import type { ChartInputs } from '../composed-cluster.ts';
import {
  ClusterIssuer,
  type ClusterIssuerSpecAcmeSolversDns01AzureDnsEnvironment as DnsEnvironment,
} from '../../imports/cert-manager.io.ts';
import { publicIssuer } from '../platform.ts';
import { hold } from './held.ts';
import type { PlatformSettings } from './settings.ts';

export class Issuers extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Pick<PlatformSettings, 'acme' | 'azure' | 'domain'>>) {
    hold(scope, cluster, 'acme', 'azure', 'domain');
    super(scope, 'issuers');
    const { acme, azure, domain } = cluster;

    // DNS-01, because it proves wildcards, and because an HTTP-01 solver would need the Gateway that waits for the certificate.
    new ClusterIssuer(this, publicIssuer, {
      metadata: { name: publicIssuer },
      spec: {
        acme: {
          ...acme,
          privateKeySecretRef: { name: `${publicIssuer}-account` },
          solvers: [
            {
              selector: { dnsZones: [domain] },
              dns01: {
                azureDns: {
                  subscriptionId: azure.subscriptionId,
                  resourceGroupName: azure.dnsResourceGroup,
                  hostedZoneName: domain,
                  environment: cloudOf(azure.vaultUrl)?.dns as DnsEnvironment | undefined,
                  // cert-manager's own identity, which its service account takes on without a secret.
                  managedIdentity: { clientId: azure.identities.certManager },
                },
              },
            },
          ],
        },
      },
    });
  }
}

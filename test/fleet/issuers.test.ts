import { expect, test } from '@jest/globals';
import { cloudOf } from '../../lib/azure/clouds.ts';
import { Issuers } from '../../lib/platform/issuers.ts';
import { clusters } from '../../clusters/index.ts';
import { asRecord, at } from '../../render/fields.ts';
import { objectsIn, one } from './platform.ts';

test.each(clusters)(
  'the issuer of $name proves its own domain alone, by its identity and without a secret',
  (cluster) => {
    const acme = asRecord(at(one(objectsIn(cluster, Issuers), 'ClusterIssuer'), 'spec.acme'));
    expect(acme.server).toBe(cluster.acme.server);
    expect(acme.solvers).toEqual([
      {
        selector: { dnsZones: [cluster.domain] },
        dns01: {
          azureDNS: {
            subscriptionID: cluster.azure.subscriptionId,
            resourceGroupName: cluster.azure.dnsResourceGroup,
            hostedZoneName: cluster.domain,
            managedIdentity: { clientID: cluster.azure.identities.certManager },
            // In the public cloud there is none.
            environment: cloudOf(cluster.azure.vaultUrl)?.dns,
          },
        },
      },
    ]);
  },
);

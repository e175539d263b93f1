// What opens the way to those who are told of alerts: addresses and keys, which the Key Vault has, in a Secret for Alertmanager.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartInputs } from '../composed-cluster.ts';
import { receiversSecret, vaultSecrets } from '../monitoring/routing/routing.ts';
import { prometheus } from '../platform.ts';
import { KeyVaultSecret } from '../secrets/key-vault-secret.ts';
import { KeyVaultStore } from '../secrets/key-vault-store.ts';
import { hold } from './held.ts';
import type { PlatformSettings } from './settings.ts';

/** Apart from the monitoring stack, so that a vault that does not answer holds back no change of it. */
export class AlertReceivers extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Pick<PlatformSettings, 'alerting' | 'azure'>>) {
    hold(scope, cluster, 'alerting', 'azure');
    super(scope, receiversSecret, { namespace: prometheus.namespace });
    const { vaultUrl, tenantId, identities } = cluster.azure;
    const store = new KeyVaultStore(this, 'receivers-vault', {
      vaultUrl,
      tenantId,
      clientId: identities.alertReceivers,
    });
    const keys = Object.fromEntries(vaultSecrets(cluster.alerting).map((name) => [name, name]));
    new KeyVaultSecret(this, receiversSecret, { store, keys });
  }
}

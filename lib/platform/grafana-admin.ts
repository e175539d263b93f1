// Grafana's first user. People type this password, so it is in Key Vault, where they may look it up and the vault notes who did.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartInputs } from '../composed-cluster.ts';
import { grafanaAdmin, prometheus } from '../platform.ts';
import { KeyVaultSecret } from '../secrets/key-vault-secret.ts';
import { KeyVaultStore } from '../secrets/key-vault-store.ts';
import { hold } from './held.ts';
import type { PlatformSettings } from './settings.ts';

/** Apart from the monitoring stack, so that a vault that does not answer holds back no change of it. */
export class GrafanaAdmin extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Pick<PlatformSettings, 'azure'>>) {
    hold(scope, cluster, 'azure');
    super(scope, 'grafana-admin', { namespace: prometheus.namespace });
    const { azure } = cluster;
    const store = new KeyVaultStore(this, 'key-vault', {
      vaultUrl: azure.vaultUrl,
      tenantId: azure.tenantId,
      clientId: azure.identities.grafanaAdmin,
    });
    new KeyVaultSecret(this, grafanaAdmin.secret, {
      store,
      keys: { password: 'grafana-admin-password' },
      template: { data: { [grafanaAdmin.userKey]: 'admin', [grafanaAdmin.passwordKey]: '{{ .password }}' } },
    });
  }
}

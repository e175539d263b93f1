// What Flux itself tells: a chat hears what fails, and each commit on GitHub says which cluster has taken it.
import type { IAlert } from '@kubernetes-models/flux-cd/notification.toolkit.fluxcd.io/v1beta3/Alert';
import type { IProvider } from '@kubernetes-models/flux-cd/notification.toolkit.fluxcd.io/v1beta3/Provider';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ChartInputs, ComposedCluster } from '../composed-cluster.ts';
import { ModelObject } from '../model-object.ts';
import type { AlertRouting } from '../monitoring/routing/routing.ts';
import { fluxNamespace } from '../platform.ts';
import { KeyVaultSecret } from '../secrets/key-vault-secret.ts';
import { KeyVaultStore } from '../secrets/key-vault-store.ts';
import { addRules, type Fault, unless } from '../validation/rules.ts';
import { hold } from './held.ts';
import type { PlatformSettings } from './settings.ts';

const name = 'flux-notifications';

/** What it asks of a cluster's settings. */
type Settings = Pick<PlatformSettings, 'name' | 'alerting' | 'azure' | 'fluxNotifications'>;

/** How a chat of the alerts' receivers is called by Flux. Source: Flux documentation, "Providers", `type`. */
const chats = { teams: 'msteams', slack: 'slack' } as const;

/** Kinds that tell of a failure, drift of a Helm release among them. Source: Flux documentation, "Alerts", `eventSources`. */
const failing = [
  'GitRepository',
  'HelmChart',
  'HelmRelease',
  'HelmRepository',
  'Kustomization',
  'OCIRepository',
] as const;

/**
 * Provider and Alert for the chat, and for the status of commits, beside the sources: Flux looks nowhere else. Their secrets come
 * from the Key Vault, under the identity that may read the receivers' addresses.
 */
export class FluxNotifications extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Settings>) {
    hold(scope, cluster, 'alerting', 'azure', 'fluxNotifications');
    super(scope, name, { namespace: fluxNamespace });
    const { alerting, azure, fluxNotifications = {} } = cluster;
    const { chat, commitStatus } = fluxNotifications;
    addRules(this, () => (chat === undefined ? [] : chatFaults(chat, alerting)));
    if (chat === undefined && commitStatus === undefined) return;

    const store = new KeyVaultStore(this, 'notifications-vault', {
      vaultUrl: azure.vaultUrl,
      tenantId: azure.tenantId,
      clientId: azure.identities.alertReceivers,
    });
    const receiver = chat === undefined ? {} : (alerting.receivers[chat] ?? {});
    for (const kind of ['teams', 'slack'] as const) {
      const address = receiver[kind];
      if (address === undefined) continue;
      const id = `chat-${kind}`;
      new KeyVaultSecret(this, id, { store, keys: { address } });
      provider(this, id, { type: chats[kind], secretRef: { name: id } });
      alert(this, id, {
        eventSeverity: 'error',
        eventMetadata: { cluster: cluster.name },
        eventSources: failing.map((each) => ({ kind: each, name: '*' })),
      });
    }
    if (commitStatus === undefined) return;
    const id = 'commit-status';
    const { appId, installationId, privateKey } = commitStatus;
    new KeyVaultSecret(this, id, {
      store,
      keys: { privateKey },
      // Source: Flux documentation, "Providers", GitHub App.
      template: {
        data: {
          githubAppID: String(appId),
          githubAppInstallationID: String(installationId),
          githubAppPrivateKey: '{{ .privateKey }}',
        },
      },
    });
    provider(this, id, {
      type: 'github',
      address: ComposedCluster.of(this)?.repository ?? '',
      secretRef: { name: id },
      // All clusters tell of one commit: by default two of them would overwrite each other's word about a chart of one name.
      commitStatusExpr: `'${cluster.name}/' + event.involvedObject.name`,
    });
    alert(this, id, { eventSeverity: 'info', eventSources: [{ kind: 'Kustomization', name: '*' }] });
  }
}

function provider(scope: Construct, id: string, spec: NonNullable<IProvider['spec']>): void {
  new ModelObject<IProvider>(scope, `${id}-provider`, {
    apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
    kind: 'Provider',
    metadata: { name: id },
    spec,
  });
}

function alert(scope: Construct, id: string, spec: Omit<NonNullable<IAlert['spec']>, 'providerRef'>): void {
  new ModelObject<IAlert>(scope, `${id}-alert`, {
    apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
    kind: 'Alert',
    metadata: { name: id },
    spec: { providerRef: { name: id }, ...spec },
  });
}

function chatFaults(chat: string, { receivers }: AlertRouting): Fault[] {
  const rooms = Object.entries(receivers).filter(([, { teams, slack }]) => teams !== undefined || slack !== undefined);
  return unless(
    rooms.some(([receiver]) => receiver === chat),
    {
      field: 'fluxNotifications.chat',
      problem: `no receiver "${chat}" of alerting has teams or slack`,
      write:
        rooms.length > 0 ? `one of ${rooms.map(([receiver]) => receiver).join(', ')}` : 'one into alerting.receivers',
    },
  );
}

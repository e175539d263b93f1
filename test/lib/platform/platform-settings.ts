// Settings of a cluster that has all charts of the platform.
import type { PlatformSettings } from '../../../lib/platform/settings.ts';

export const settings: PlatformSettings = {
  name: 'lab',
  zones: ['1'],
  domain: 'lab.example.com',
  azure: {
    tenantId: '00000000-0000-0000-0000-000000000000',
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    dnsResourceGroup: 'dns',
    vaultUrl: 'https://kv-example-lab.vault.azure.net',
    identities: {
      certManager: '00000000-0000-0000-0000-000000000000',
      grafanaAdmin: '00000000-0000-0000-0000-000000000000',
      alertReceivers: '00000000-0000-0000-0000-000000000000',
    },
  },
  acme: { server: 'https://acme-staging-v02.api.letsencrypt.org/directory', email: 'platform@example.com' },
  controllers: { replicas: 1 },
  admission: { enforcement: 'deny', registries: ['registry.example'] },
  alerting: {
    receivers: { chat: { teams: 'alerts-chat' }, heartbeat: { webhook: 'alerts-heartbeat' } },
    owners: { platform: { critical: 'chat', warning: 'chat' } },
    watchdog: 'heartbeat',
  },
  monitoring: {
    retentionDays: 1,
    storage: '10Gi',
    replicas: 1,
    resources: { cpu: '1', memory: '1Gi' },
    quota: { cpu: '3', memory: '6Gi', pods: 20 },
  },
};

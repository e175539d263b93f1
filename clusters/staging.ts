import type { Cluster } from './cluster.ts';

export const staging: Cluster = {
  name: 'staging',
  kubernetes: '1.36',
  zones: ['1', '2', '3'],
  network: 'cilium',
  domain: 'staging.example.com',
  azure: {
    tenantId: '00000000-0000-0000-0000-000000000000',
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    dnsResourceGroup: 'rg-example-staging-dns',
    vaultUrl: 'https://kv-example-staging.vault.azure.net',
    identities: {
      certManager: '00000000-0000-0000-0000-000000000000',
      grafanaAdmin: '00000000-0000-0000-0000-000000000000',
      alertReceivers: '00000000-0000-0000-0000-000000000000',
    },
  },
  acme: { server: 'https://acme-v02.api.letsencrypt.org/directory', email: 'platform@example.com' },
  controllers: { replicas: 2 },
  monitoring: {
    retentionDays: 7,
    storage: '50Gi',
    replicas: 2,
    resources: { cpu: '500m', memory: '2Gi' },
    quota: { cpu: '5', memory: '10Gi', pods: 20 },
  },
  admission: { enforcement: 'deny', registries: ['example.azurecr.io', 'quay.io/prometheus'] },
  alerting: {
    receivers: {
      chat: { teams: 'alerts-chat' },
      heartbeat: { webhook: 'alerts-heartbeat' },
    },
    owners: {
      platform: { critical: 'chat', warning: 'chat' },
      links: { critical: 'chat', warning: 'chat' },
    },
    watchdog: 'heartbeat',
  },
  fluxNotifications: {
    chat: 'chat',
    commitStatus: { app: 'example-staging-flux', appId: 1, installationId: 1, privateKey: 'github-app-flux' },
  },
  shortener: {
    host: 'links.staging.example.com',
    scale: { min: 3, max: 6 },
    resources: { cpu: '250m', memory: '256Mi' },
  },
};

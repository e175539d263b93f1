import type { Cluster } from './cluster.ts';

export const dev: Cluster = {
  name: 'dev',
  kubernetes: '1.36',
  zones: ['1'],
  network: 'cilium',
  domain: 'dev.example.com',
  azure: {
    tenantId: '00000000-0000-0000-0000-000000000000',
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    dnsResourceGroup: 'rg-example-dev-dns',
    vaultUrl: 'https://kv-example-dev.vault.azure.net',
    identities: {
      certManager: '00000000-0000-0000-0000-000000000000',
      grafanaAdmin: '00000000-0000-0000-0000-000000000000',
      alertReceivers: '00000000-0000-0000-0000-000000000000',
    },
  },
  acme: { server: 'https://acme-staging-v02.api.letsencrypt.org/directory', email: 'platform@example.com' },
  controllers: { replicas: 1 },
  monitoring: {
    retentionDays: 4,
    storage: '10Gi',
    replicas: 1,
    resources: { cpu: '200m', memory: '1Gi' },
    quota: { cpu: '3', memory: '6Gi', pods: 20 },
  },
  admission: { enforcement: 'warn', registries: ['example.azurecr.io', 'quay.io/prometheus'] },
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
    commitStatus: { app: 'example-dev-flux', appId: 1, installationId: 1, privateKey: 'github-app-flux' },
  },
  shortener: {
    host: 'links.dev.example.com',
    scale: { min: 1, max: 1 },
    resources: { cpu: '100m', memory: '128Mi' },
  },
};

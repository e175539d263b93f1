import type { Cluster } from './cluster.ts';

export const production: Cluster = {
  name: 'production',
  kubernetes: '1.36',
  zones: ['1', '2', '3'],
  network: 'cilium',
  domain: 'example.com',
  azure: {
    tenantId: '00000000-0000-0000-0000-000000000000',
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    dnsResourceGroup: 'rg-example-production-dns',
    vaultUrl: 'https://kv-example-production.vault.azure.net',
    identities: {
      certManager: '00000000-0000-0000-0000-000000000000',
      grafanaAdmin: '00000000-0000-0000-0000-000000000000',
      alertReceivers: '00000000-0000-0000-0000-000000000000',
    },
  },
  acme: { server: 'https://acme-v02.api.letsencrypt.org/directory', email: 'platform@example.com' },
  controllers: { replicas: 2 },
  monitoring: {
    retentionDays: 30,
    storage: '200Gi',
    replicas: 2,
    resources: { cpu: '1', memory: '4Gi' },
    quota: { cpu: '6', memory: '14Gi', pods: 20 },
  },
  admission: { enforcement: 'deny', registries: ['example.azurecr.io', 'quay.io/prometheus'] },
  alerting: {
    receivers: {
      chat: { teams: 'alerts-chat' },
      pager: { pagerDuty: 'alerts-pager', teams: 'alerts-chat' },
      heartbeat: { webhook: 'alerts-heartbeat' },
    },
    owners: {
      platform: { critical: 'pager', warning: 'chat' },
      links: { critical: 'pager', warning: 'chat' },
    },
    watchdog: 'heartbeat',
    workingHours: { timeZone: 'Europe/Berlin' },
  },
  fluxNotifications: {
    chat: 'chat',
    commitStatus: { app: 'example-production-flux', appId: 1, installationId: 1, privateKey: 'github-app-flux' },
  },
  shortener: {
    host: 'links.example.com',
    scale: { min: 3, max: 12 },
    resources: { cpu: '250m', memory: '256Mi' },
    probes: { liveness: { periodSeconds: 10, failureThreshold: 3 } },
  },
};

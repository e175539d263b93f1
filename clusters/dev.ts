import type { Cluster } from './cluster.ts';

export const dev: Cluster = {
  name: 'dev',
  kubernetes: '1.36',
  zones: ['1'],
  domain: 'dev.example.com',
  azure: {
    tenantId: '00000000-0000-0000-0000-000000000000',
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    dnsResourceGroup: 'rg-example-dev-dns',
    identities: { certManager: '00000000-0000-0000-0000-000000000000' },
  },
  monitoring: {
    retentionDays: 2,
    storage: '10Gi',
    replicas: 1,
    resources: { cpu: '200m', memory: '1Gi' },
  },
  shortener: {
    host: 'links.dev.example.com',
    scale: { min: 1, max: 1 },
    resources: { cpu: '100m', memory: '128Mi' },
  },
};

import type { Cluster } from './cluster.ts';

export const staging: Cluster = {
  name: 'staging',
  kubernetes: '1.36',
  zones: ['1', '2', '3'],
  domain: 'staging.example.com',
  azure: {
    tenantId: '00000000-0000-0000-0000-000000000000',
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    dnsResourceGroup: 'rg-example-staging-dns',
    identities: { certManager: '00000000-0000-0000-0000-000000000000' },
  },
  monitoring: {
    retentionDays: 7,
    storage: '50Gi',
    replicas: 2,
    resources: { cpu: '500m', memory: '2Gi' },
  },
  shortener: {
    host: 'links.staging.example.com',
    scale: { min: 3, max: 6 },
    resources: { cpu: '250m', memory: '256Mi' },
  },
};

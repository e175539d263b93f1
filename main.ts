// The composition root: which charts make up each layer of each cluster.
import { Shortener } from './charts/shortener.ts';
import { clusters } from './clusters/index.ts';
import { defineFleet } from 'fleetwright/lib/fleet';
import { AlertReceivers } from 'fleetwright/lib/platform/alert-receivers';
import { CertManager } from 'fleetwright/lib/platform/cert-manager';
import { ExternalSecrets } from 'fleetwright/lib/platform/external-secrets';
import { FluxNotifications } from 'fleetwright/lib/platform/flux-notifications';
import { GrafanaAdmin } from 'fleetwright/lib/platform/grafana-admin';
import { Issuers } from 'fleetwright/lib/platform/issuers';
import { Policies } from 'fleetwright/lib/platform/policies';
import { PrometheusCrds } from 'fleetwright/lib/platform/prometheus-crds';
import { PrometheusStack } from 'fleetwright/lib/platform/prometheus-stack';
import { PublicProbes } from 'fleetwright/lib/platform/public-probes';
import { PublicGateway } from 'fleetwright/lib/platform/public-gateway';

export default defineFleet({
  repository: 'https://github.com/example/fleetwright',
  clusters,
  images: {
    builders: {
      'example.azurecr.io': {
        workflow: 'https://github.com/example/fleetwright/.github/workflows/fleet-image.yaml',
        repository: 'example/fleetwright',
      },
      'quay.io/prometheus': {
        because: 'published by the Prometheus project, and signed by no workflow that we know of',
      },
    },
  },
  /** A chart of the platform may do anything in the cluster; an application's, what is granted here and no more. */
  compose: (cluster) => {
    cluster.platform('controllers', [Policies, CertManager, ExternalSecrets, PrometheusCrds, PrometheusStack]);
    cluster.platform('platform', [AlertReceivers, FluxNotifications, GrafanaAdmin, Issuers, PublicGateway]);
    cluster.applications('apps', {
      shortener: {
        chart: Shortener,
        quota: { cpu: '8', memory: '8Gi', pods: 30 },
        hosts: [cluster.settings.shortener.host],
      },
    });
    // Behind all others: it probes the hosts of their routes.
    cluster.platform('probes', [PublicProbes]);
  },
});

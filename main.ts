// The composition root: which charts make up each layer of each cluster.
import { CertManager } from './charts/cert-manager.ts';
import { ExternalSecrets } from './charts/external-secrets.ts';
import { GrafanaAdmin } from './charts/grafana-admin.ts';
import { Issuers } from './charts/issuers.ts';
import { PrometheusCrds } from './charts/prometheus-crds.ts';
import { PrometheusStack } from './charts/prometheus-stack.ts';
import { PublicGateway } from './charts/public-gateway.ts';
import { Shortener } from './charts/shortener.ts';
import { clusters } from './clusters/index.ts';
import { defineFleet } from 'fleetwright/lib/fleet';

export default defineFleet({
  repository: 'https://github.com/example/fleetwright',
  clusters,
  /** A chart of the platform may do anything in the cluster; an application's, what is granted here and no more. */
  compose: (cluster) => {
    cluster.platform('controllers', [CertManager, ExternalSecrets, PrometheusCrds, PrometheusStack]);
    cluster.platform('platform', [GrafanaAdmin, Issuers, PublicGateway]);
    cluster.applications('apps', {
      shortener: {
        chart: Shortener,
        quota: { cpu: '8', memory: '8Gi', pods: 30 },
        hosts: [cluster.settings.shortener.host],
      },
    });
  },
});

// The composition root, and the program of `cdk8s synth`: which charts make up each layer of each cluster.
import { pathToFileURL } from 'node:url';
import type { App } from 'cdk8s';
import { CertManager } from './charts/cert-manager.ts';
import { ExternalSecrets } from './charts/external-secrets.ts';
import { GrafanaAdmin } from './charts/grafana-admin.ts';
import { Issuers } from './charts/issuers.ts';
import { PrometheusCrds } from './charts/prometheus-crds.ts';
import { PrometheusStack } from './charts/prometheus-stack.ts';
import { PublicGateway } from './charts/public-gateway.ts';
import { Shortener } from './charts/shortener.ts';
import { type Cluster, clusters, repository } from './clusters/index.ts';
import { Fleet } from './lib/fleet.ts';

/** Where `cdk8s synth` writes its preview; `dist/` belongs to `npm run synth`. */
const preview = '.preview';

/**
 * Says what runs in each cluster. Layers and charts may stand in any order: Flux' order is derived from what they use. A
 * chart of the platform may do anything in the cluster; an application's, what is granted here and no more.
 */
export function compose(app: App, clusters: readonly Cluster[]): void {
  for (const cluster of clusters) {
    const fleet = new Fleet(app, cluster, {
      repository,
      releases: `clusters/releases/${cluster.name}.yaml`,
      keys: `clusters/keys/${cluster.name}.yaml`,
    });
    fleet.platform('controllers', [CertManager, ExternalSecrets, PrometheusCrds, PrometheusStack]);
    fleet.platform('platform', [GrafanaAdmin, Issuers, PublicGateway]);
    fleet.applications('apps', {
      shortener: {
        chart: Shortener,
        quota: { cpu: '8', memory: '8Gi', pods: 30 },
        hosts: [cluster.shortener.host],
      },
    });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  // Whoever composes without rendering, as npm run secrets does, need not load all that renders.
  const { FleetApp } = await import('./render/fleet-app.ts');
  const app = new FleetApp(process.env.CDK8S_OUTDIR ?? preview);
  compose(app, clusters);
  app.synth();
}

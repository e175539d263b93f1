// The sample service: what is deployed for it, as a table of contents.
import { dirname } from 'node:path';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { files, health, linksPath, metrics, name, ports, scrapePath } from '../app/contract.ts';
import { Alerts } from 'fleetwright/lib/monitoring/alerts';
import { Dashboard } from 'fleetwright/lib/monitoring/dashboard';
import { ServiceMetrics } from 'fleetwright/lib/monitoring/service-metrics';
import { Slo } from 'fleetwright/lib/monitoring/slo/slo';
import { randomToken } from 'fleetwright/lib/secrets/generators';
import { SopsSecret } from 'fleetwright/lib/secrets/sops-secret';
import { ConfigFiles } from 'fleetwright/lib/workload/config-files';
import { WebService } from 'fleetwright/lib/workload/web-service';
import type { Inputs } from './inputs.ts';
import { alerts } from './shortener/alerts.ts';
import { rows } from './shortener/dashboard.ts';
import { links } from './shortener/links.ts';

export class Shortener extends Chart {
  constructor(scope: Construct, { cluster, image }: Inputs) {
    super(scope, name, { namespace: name });
    const { host, scale, resources, probes } = cluster.shortener;

    const token = new SopsSecret(this, 'api-token', {
      file: `secrets/${cluster.name}/shortener-api-token.yaml`,
      keys: { token: randomToken(32) },
    });
    const config = new ConfigFiles(this, 'links', { 'links.json': JSON.stringify(links, null, 2) });

    const service = new WebService(this, name, {
      image: image(name),
      ports,
      health,
      probes,
      scale,
      resources,
      zones: cluster.zones,
      // What the process answers besides, its probes ask: that stays inside.
      route: { host, paths: [linksPath, ...Object.keys(links).map((slug) => `/${slug}`)] },
      mounts: [token.at(dirname(files.token)), config.at(dirname(files.links))],
    });
    new ServiceMetrics(this, 'metrics', { service, path: scrapePath, measures: metrics });
    const { retentionDays } = cluster.monitoring;
    const objectives = { availability: 99.9, latency: { percent: 99, withinSeconds: 0.25 } } as const;
    new Slo(this, 'slo', { service, metrics, owner: 'links', retentionDays, countedAt: 'gateway', ...objectives });
    new Alerts(this, 'alerts', { owner: 'links', alerts });
    new Dashboard(this, 'overview', { title: 'Shortener', rows });
  }
}

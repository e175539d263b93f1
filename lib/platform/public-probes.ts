// The public hosts as a visitor sees them: each is asked for over HTTPS once a minute, from outside of what answers.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Probe } from '../../imports/monitoring.coreos.com.ts';
import { acceptFinding } from '../accepted-findings.ts';
import { type ChartInputs, ComposedCluster } from '../composed-cluster.ts';
import { Alerts } from '../monitoring/alerts.ts';
import { platformOwner } from '../monitoring/routing/routing.ts';
import { Namespace } from '../namespace/namespace.ts';
import { internetHttps, scrapedByPrometheus } from '../network/well-known.ts';
import { fleetFile, proberImage as exporter, publicGateway } from '../platform.ts';
import { addRules } from '../validation/rules.ts';
import { ConfigFiles } from '../workload/config-files.ts';
import { WebService } from '../workload/web-service.ts';
import { probeJob, publicProbeAlerts } from './public-probes/alerts.ts';
import { exporterConfig, probeModule } from './public-probes/config.ts';
import { publicHosts } from './public-probes/hosts.ts';

const name = 'public-probes';
const port = 9115;

/**
 * blackbox_exporter, a Probe for each public host of the charts composed before this one, and what is told of them. Its image is
 * pinned as `blackbox-exporter`.
 */
export class PublicProbes extends Chart {
  constructor(scope: Construct, { image }: ChartInputs<object>) {
    super(scope, name, { namespace: name });
    const cluster = ComposedCluster.of(this);
    const hosts = publicHosts(cluster);
    new Namespace(this, 'namespace', { name, quota: { cpu: '500m', memory: '512Mi', pods: 4 } });

    const config = new ConfigFiles(this, 'config', { 'config.yml': JSON.stringify(exporterConfig) });
    const prober = new WebService(this, exporter, {
      image: image(exporter),
      ports: { http: port },
      health: {
        liveness: '/-/healthy',
        readiness: '/-/healthy',
        startup: '/-/healthy',
        same: { because: 'it is ready as soon as it listens, and has no other page for its health' },
      },
      scale: { min: 1, max: 1 },
      resources: { cpu: '100m', memory: '128Mi' },
      args: ['--config.file=/etc/blackbox_exporter/config.yml'],
      mounts: [config.at('/etc/blackbox_exporter')],
      from: [scrapedByPrometheus({ port })],
      // Cilium may lead the address of the load balancer to a proxy at once, and then it is a pod that is called.
      to: [internetHttps, { peers: [{ namespace: publicGateway.namespace }], ports: [{ port: 443 }] }],
    });
    acceptFinding(prober, {
      check: 'pod-probes-identical',
      because: 'it is ready as soon as it listens, and has no other page for its health',
      until: '2027-11-30',
    });
    acceptFinding(prober, {
      check: 'horizontalpodautoscaler-replicas',
      because: 'it holds nothing and is back within a minute; a second one would ask each host twice as often',
      until: '2027-11-30',
    });

    for (const [host, addresses] of Object.entries(hosts))
      new Probe(this, host, {
        metadata: { name: host },
        spec: {
          jobName: probeJob,
          interval: '1m',
          scrapeTimeout: '15s',
          module: probeModule,
          prober: { url: `${exporter}.${name}.svc:${port}` },
          targets: { staticConfig: { static: [...addresses] } },
        },
      });
    new Alerts(this, 'alerts', { owner: platformOwner, alerts: publicProbeAlerts });

    addRules(this, () => {
      const known = new Set(Object.values(hosts).flat());
      const late = Object.values(publicHosts(cluster)).flat();
      return late
        .filter((address) => !known.has(address))
        .map((address) => ({
          field: 'hosts',
          problem: `"${address}" is not probed, as its route is composed later`,
          write: `the layer of ${PublicProbes.name} behind all others in ${fleetFile}`,
        }));
    });
  }
}

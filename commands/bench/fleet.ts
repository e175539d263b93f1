// A fleet of as many services as wanted, to measure with; nothing of it is committed.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ComposedCluster } from '../../lib/composed-cluster.ts';
import { WebService } from '../../lib/workload/web-service.ts';
import { FleetApp } from '../../render/fleet-app.ts';

/** Whose images nobody has pinned. */
class BenchCluster extends ComposedCluster {
  override isPinned(): boolean {
    return true;
  }
}

/**
 * An app of one cluster with `services` charts, each an application with a service, as `npm run synth` would compose it.
 * @param more made beside each service. @default nothing
 */
export function fleetOf(
  services: number,
  outdir: string,
  more?: (chart: Chart, service: WebService) => void,
): FleetApp {
  const app = new FleetApp(outdir);
  const fleet = new BenchCluster(
    app,
    { name: 'bench', network: 'cilium' },
    {
      repository: 'https://github.com/example/fleetwright',
      releases: 'clusters/releases/dev.yaml',
      keys: 'clusters/keys/dev.yaml',
    },
  );
  const names = Array.from({ length: services }, (_, index) => `service-${index}`);
  const quota = { cpu: '8', memory: '8Gi', pods: 30 };
  fleet.applications('apps', Object.fromEntries(names.map((name) => [name, { chart: chartClass(name, more), quota }])));
  return app;
}

function chartClass(name: string, more?: (chart: Chart, service: WebService) => void) {
  return class extends Chart {
    constructor(scope: Construct) {
      super(scope, name, { namespace: name });
      const service = new WebService(this, name, {
        image: `example.azurecr.io/${name}:1.0.0@sha256:${'0'.repeat(64)}`,
        ports: { http: 8080, metrics: 9090 },
        health: { liveness: '/livez', readiness: '/readyz', startup: '/startupz' },
        scale: { min: 3, max: 12 },
        resources: { cpu: '250m', memory: '256Mi' },
        zones: ['1', '2', '3'],
      });
      more?.(this, service);
    }
  };
}

// A cluster with some routes, and the probes of their hosts.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartClass, ClusterSettings } from '../../../../lib/composed-cluster.ts';
import { PublicProbes } from '../../../../lib/platform/public-probes.ts';
import type { Route } from '../../../../lib/workload/route.ts';
import { WebService } from '../../../../lib/workload/web-service.ts';
import { render, type Rendering } from '../../../../render/render.ts';
import { FleetApp } from '../../../../render/fleet-app.ts';
import type { KubeObject } from '../../../../render/rendered.ts';
import { inFleet } from '../../../support/repository.ts';
import { emptyCluster, only, pinnedImage } from '../../../support/synthesize.ts';

/** A chart with a service that this route leads to; its namespace is its name. */
export function routed(name: string, route: Route): ChartClass<ClusterSettings> {
  return class extends Chart {
    constructor(scope: Construct) {
      super(scope, name, { namespace: name });
      new WebService(this, name, {
        image: pinnedImage,
        ports: { http: 8080 },
        health: { liveness: '/livez', readiness: '/readyz', startup: '/startupz' },
        scale: { min: 2, max: 2 },
        resources: { cpu: '100m', memory: '128Mi' },
        route,
      });
    }
  };
}

/** The cluster's rendering. @param later charts that are composed behind the probes */
export function probed(
  charts: readonly ChartClass<ClusterSettings>[],
  later: readonly ChartClass<ClusterSettings>[] = [],
): Rendering {
  return inFleet(() => {
    const app = new FleetApp('.preview');
    const cluster = emptyCluster(app);
    cluster.platform('apps', charts);
    cluster.platform('probes', [PublicProbes]);
    cluster.platform('later', later);
    return render(app);
  });
}

/** What the exporter is told, as it is rendered. */
export function configOf(objects: readonly KubeObject[]): { readonly modules: Readonly<Record<string, unknown>> } {
  const { data } = only(objects, 'ConfigMap') as unknown as { readonly data: Readonly<Record<string, string>> };
  return JSON.parse(data['config.yml'] ?? '') as ReturnType<typeof configOf>;
}

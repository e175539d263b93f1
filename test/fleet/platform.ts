// The platform's charts as they stand in a real cluster, one at a time or all together.
import { App } from 'cdk8s';
import { CertManager } from '../../lib/platform/cert-manager.ts';
import { ExternalSecrets } from '../../lib/platform/external-secrets.ts';
import { GrafanaAdmin } from '../../lib/platform/grafana-admin.ts';
import { Issuers } from '../../lib/platform/issuers.ts';
import { PrometheusCrds } from '../../lib/platform/prometheus-crds.ts';
import { PrometheusStack } from '../../lib/platform/prometheus-stack.ts';
import { PublicGateway } from '../../lib/platform/public-gateway.ts';
import { type Cluster, clusters } from '../../clusters/index.ts';
import type { ChartClass } from '../../lib/composed-cluster.ts';
import { composeFleet, defineFleet } from '../../lib/fleet.ts';
import fleet from '../../main.ts';
import { asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { resolve } from '../../render/resolve.ts';

export const platform: readonly ChartClass<Cluster>[] = [
  CertManager,
  ExternalSecrets,
  GrafanaAdmin,
  Issuers,
  PrometheusCrds,
  PrometheusStack,
  PublicGateway,
];

/** For what is the same in every cluster; with the rules of Cilium, which are those that are read here. */
export const oneCluster: Cluster = { ...theLast(clusters), network: 'cilium' };

/** All objects of some charts in a cluster. */
export function objectsIn(cluster: Cluster, ...charts: readonly ChartClass<Cluster>[]): readonly KubeObject[] {
  const app = new App();
  composeFleet(
    app,
    defineFleet({
      ...fleet,
      clusters: [cluster],
      stages: [cluster.name],
      compose: (composed) => composed.platform('platform', charts),
    }),
  );
  return resolve(app).objects.map(({ object }) => object);
}

/** The one object of a kind, with that name if one is given. @throws Error where there is none, or more than one */
export function one(objects: readonly KubeObject[], kind: string, name?: string): KubeObject {
  const [found, ...more] = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (!found || more.length > 0) throw new Error(`not one ${kind} ${name ?? ''}`);
  return found;
}

/** Helm values of the one release of a chart. */
export function valuesOf(cluster: Cluster, chart: ChartClass<Cluster>): Record<string, unknown> {
  return asRecord(at(one(objectsIn(cluster, chart), 'HelmRelease'), 'spec.values'));
}

function theLast<T>(list: readonly T[]): T {
  const last = list.at(-1);
  if (last === undefined) throw new Error('the fleet has no cluster');
  return last;
}

// Workloads that Git does not hold: the operator of Prometheus and AKS make them of an object that it holds, and their pods need room
// in its namespace like any other.
import { gatewayClass } from '../lib/azure/aks.ts';
import { mergedValues } from '../lib/platform/own-release.ts';
import type { ClusterView } from './cluster-view.ts';
import { asArray, asRecord, asString, at } from './fields.ts';
import { kindKey } from './identity.ts';
import { placeOf } from './inventory.ts';
import { oncePerView } from './once-per-view.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';

type AnyMap = Readonly<Record<string, unknown>>;

/** @param reloader the resources of the container that the operator has beside each of its own */
type Make = (object: KubeObject, reloader: unknown) => readonly KubeObject[];

const makers: Readonly<Record<string, Make>> = {
  'gateway.networking.k8s.io/Gateway': proxies,
  'monitoring.coreos.com/Alertmanager': alertmanager,
  'monitoring.coreos.com/Prometheus': prometheus,
};

/** What they make in a cluster, each where that stands which it is made of. */
export const operatedIn = oncePerView((view): readonly RenderedObject[] => {
  const reloader = reloaderIn(view);
  const made = (from: RenderedObject, object: KubeObject): RenderedObject[] =>
    (makers[kindKey(object)]?.(object, reloader) ?? []).map((each) => ({
      ...from,
      at: placeOf(from, each),
      object: each,
    }));
  return [
    ...Object.keys(makers).flatMap((kind) => view.ofKind(kind).flatMap((rendered) => made(rendered, rendered.object))),
    ...view.brought
      .filter(({ isCurrent }) => isCurrent)
      .flatMap(({ release, objects }) => objects.flatMap(({ object }) => made(release, object))),
  ];
});

/** Source: prometheus-operator, cmd/operator/main.go; the chart kube-prometheus-stack, `prometheusOperator.prometheusConfigReloader`. */
function reloaderIn(view: ClusterView): unknown {
  const [said] = view
    .ofKind('helm.toolkit.fluxcd.io/HelmRelease')
    .flatMap(({ object }) => at(object, 'spec.values.prometheusOperator.prometheusConfigReloader.resources') ?? []);
  const usual = { cpu: '10m', memory: '50Mi' };
  return said ?? { requests: usual, limits: usual };
}

/** More are a slip of the finger, which must not fill the memory. */
const mostShards = 1000;

/** Source: prometheus-operator, pkg/prometheus/server/statefulset.go and pkg/prometheus/common.go. */
function prometheus(object: KubeObject, reloader: unknown): KubeObject[] {
  const { shards = 1, thanos, resources } = asRecord(object.spec);
  const containers = [
    { name: 'prometheus', resources },
    { name: 'config-reloader', resources: reloader },
    ...(thanos === undefined ? [] : [{ name: 'thanos-sidecar', resources: asRecord(thanos).resources }]),
  ];
  const count = typeof shards === 'number' && Number.isInteger(shards) && shards > 1 ? Math.min(shards, mostShards) : 1;
  return Array.from({ length: count }, (_, shard) =>
    statefulSet(object, shard === 0 ? '' : `-shard-${shard}`, containers, reloader),
  );
}

/** Source: prometheus-operator, pkg/alertmanager/statefulset.go. */
function alertmanager(object: KubeObject, reloader: unknown): KubeObject[] {
  const resources = mergedValues({ requests: { memory: '200Mi' } }, asRecord(at(object, 'spec.resources')));
  const containers = [
    { name: 'alertmanager', resources },
    { name: 'config-reloader', resources: reloader },
  ];
  return [statefulSet(object, '', containers, reloader)];
}

function statefulSet(made: KubeObject, suffix: string, containers: readonly AnyMap[], reloader: unknown): KubeObject {
  const { replicas = 1, storage, containers: more, initContainers: before } = asRecord(made.spec);
  const { name, namespace } = made.metadata;
  const { metadata, spec } = asRecord(asRecord(storage).volumeClaimTemplate);
  const called = `${made.kind.toLowerCase()}-${name}`;
  const claim = { metadata: { name: asString(at(metadata, 'name')) || `${called}-db` }, spec };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: `${called}${suffix}`, ...(namespace !== undefined && { namespace }) },
    spec: {
      replicas,
      template: {
        spec: {
          initContainers: patched([{ name: 'init-config-reloader', resources: reloader }], before),
          containers: patched(containers, more),
        },
      },
      volumeClaimTemplates: spec === undefined ? [] : [claim],
    },
  };
}

/** Containers of the same name are laid over the operator's own, others stand behind them. */
function patched(own: readonly AnyMap[], patches: unknown): readonly AnyMap[] {
  const byName = new Map(own.map((each) => [each.name, each]));
  for (const patch of asArray(patches).map(asRecord))
    byName.set(patch.name, mergedValues(byName.get(patch.name) ?? {}, patch) as AnyMap);
  return [...byName.values()];
}

/** Source: Istio documentation, "Kubernetes Gateway API", Automated deployment. */
const serviceType = 'networking.istio.io/service-type';

/**
 * Source: AKS documentation, "Configure ingress with the Kubernetes Gateway API via the application routing add-on"; istio/istio,
 * manifests/charts/istio-control/istio-discovery, files/kube-gateway.yaml and `global.proxy.resources`.
 */
function proxies({ spec, metadata: { name, namespace, annotations = {} } }: KubeObject): KubeObject[] {
  if (at(spec, 'gatewayClassName') !== gatewayClass) return [];
  const metadata = { name: `${name}-${gatewayClass}`, ...(namespace !== undefined && { namespace }) };
  const target = { apiVersion: 'apps/v1', kind: 'Deployment' };
  const resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2', memory: '1Gi' } };
  const template = { spec: { containers: [{ name: 'istio-proxy', resources }] } };
  return [
    { ...target, metadata, spec: { template } },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: { scaleTargetRef: { ...target, name: metadata.name }, minReplicas: 2, maxReplicas: 5 },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: annotations[serviceType] ?? 'LoadBalancer',
        ports: portsOf(spec),
      },
    },
  ];
}

/** Listeners on one port, each with a host of its own, share it. Source: istio/istio, `extractServicePorts` of its deployment controller. */
function portsOf(spec: unknown): { readonly port: unknown }[] {
  const listened = asArray(at(spec, 'listeners')).map((listener) => at(listener, 'port'));
  return [...new Set([...listened, 15021])].map((port) => ({ port }));
}

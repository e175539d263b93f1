// What a probe or Prometheus asks tells an attacker how a service is doing, and costs it work: a route must not publish it.
import { annotations } from '../../lib/platform.ts';
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import { identityOf } from '../identity.ts';
import type { RenderedObject } from '../rendered.ts';
import { type Pods, podsIn, selects, selectsBy } from '../selection.ts';
import type { Check } from './check.ts';

/** A path that is asked from within the cluster, on a port of the pods. */
interface Inner {
  readonly path: string;
  readonly port: unknown;
  /** Who asks it. */
  readonly asker: string;
}

type Fields = Record<string, unknown>;

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];

export const routePublishesHealth: Check = (view) => {
  const pods = podsIn(view);
  return view
    .ofKind('gateway.networking.k8s.io/HTTPRoute')
    .filter(({ object }) => !asString(object.metadata.annotations?.[annotations.publicHealth]).trim())
    .flatMap((route) => {
      const rules = asArray(fieldAt(route.object, 'spec.rules')).map(asRecord);
      const published = rules.flatMap((rule) =>
        asArray(rule.backendRefs)
          .map(asRecord)
          .flatMap((backend) => innerPaths(view, pods, route, backend))
          .filter(({ path }) => publishes(rule, path)),
      );
      return [...new Map(published.map((inner) => [inner.path + inner.asker, inner])).values()].map(
        ({ path, asker }) => ({
          at: route.at,
          field: 'spec.rules.matches',
          problem: `publishes ${path}, which ${asker} asks`,
          write: 'route.paths that leave it out, or route.publicHealth with the reason',
        }),
      );
    });
};

/** What is asked of the pods behind a backend, on the port that the route leads to. */
function innerPaths(
  view: ClusterView,
  pods: (namespace: string | undefined) => readonly Pods[],
  { object }: RenderedObject,
  backend: Fields,
): readonly Inner[] {
  const namespace = asString(backend.namespace) || object.metadata.namespace;
  const service = view.find(identityOf('/Service', namespace, asString(backend.name)))?.object;
  const port = asArray(fieldAt(service, 'spec.ports'))
    .map(asRecord)
    .find((candidate) => candidate.port === backend.port);
  if (!service || !port) return [];
  const selector = asRecord(fieldAt(service, 'spec.selector'));
  const behind = pods(namespace).filter(({ labels }) => selects(selector, labels));
  const target = port.targetPort ?? port.port;
  return [
    ...behind.flatMap(({ workload, containers }) =>
      containers.flatMap((container) => probed(workload, container, target)),
    ),
    ...scraped(view, { ...service.metadata.labels }, service.metadata.namespace, port.name),
  ];
}

function probed({ object }: RenderedObject, container: Fields, target: unknown): Inner[] {
  const ports = asArray(container.ports).map(asRecord);
  const numberOf = (port: unknown) => ports.find(({ name }) => name === port)?.containerPort ?? port;
  return probes
    .map((probe) => ({ ...asRecord(asRecord(container[probe]).httpGet), asker: `the ${probe} of ${object.kind}` }))
    .map(({ asker, ...get }) => ({ ...(get as Fields), asker: `${asker} ${object.metadata.name}` }) as Fields)
    .filter(({ path, port }) => path !== undefined && numberOf(port) === numberOf(target))
    .map(({ path, port, asker }) => ({ path: pathOf(path), port, asker: asString(asker) }));
}

function scraped(
  view: ClusterView,
  labels: Readonly<Record<string, unknown>>,
  namespace: string | undefined,
  portName: unknown,
): Inner[] {
  return view
    .ofKind('monitoring.coreos.com/ServiceMonitor')
    .filter(({ object }) => {
      const named = asArray(fieldAt(object, 'spec.namespaceSelector.matchNames'));
      return named.length > 0 ? named.includes(namespace) : object.metadata.namespace === namespace;
    })
    .filter(({ object }) => selectsBy(fieldAt(object, 'spec.selector'), labels))
    .flatMap(({ object }) =>
      asArray(fieldAt(object, 'spec.endpoints'))
        .map(asRecord)
        .filter(({ port }) => port === portName)
        .map(({ port, path = '/metrics' }) => ({
          path: pathOf(path),
          port,
          asker: `Prometheus (ServiceMonitor ${object.metadata.name})`,
        })),
    );
}

function pathOf(path: unknown): string {
  return asString(path).split('?')[0] || '/';
}

/** Whether a rule lets a request for the path through. Source: Gateway API, "HTTPRouteMatch": no match at all is every path. */
function publishes(rule: Fields, path: string): boolean {
  const matches = asArray(rule.matches).map(asRecord);
  return matches.length === 0 || matches.some((match) => covers(asRecord(match.path), path));
}

function covers({ type = 'PathPrefix', value = '/' }: Fields, path: string): boolean {
  const text = asString(value);
  if (type === 'Exact') return path === text;
  // Regular expressions are the Gateway's own kind: one that we cannot read may let everything through.
  if (type !== 'PathPrefix') return true;
  const prefix = text.replace(/\/$/, '');
  return path === prefix || path.startsWith(`${prefix}/`);
}

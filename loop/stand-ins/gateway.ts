// Stand-in for AKS' gateway controller: a Gateway needs its class and its certificate's Secret, a route a listener
// for its hosts in a Gateway that admits its namespace, and backends with the ports that it names.
import { gatewayClass } from '../../lib/azure/aks.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { matches } from './label-selector.ts';
import { condition, generation, type StandIn, type Verdict, type World } from './stand-in.ts';

const apiVersion = 'gateway.networking.k8s.io/v1';

export const gatewayStandIns: readonly StandIn[] = [
  { apiVersion, kind: 'Gateway', judge: judgeGateway },
  { apiVersion, kind: 'GatewayClass', judge: judgeClass },
  { apiVersion, kind: 'GRPCRoute', judge: judgeRoute },
  { apiVersion, kind: 'HTTPRoute', judge: judgeRoute },
];

function judgeGateway(object: KubeObject, { find }: World): Verdict {
  const className = asString(at(object, 'spec.gatewayClassName'));
  const secrets = asArray(at(object, 'spec.listeners')).flatMap((listener) =>
    asArray(at(listener, 'tls.certificateRefs')).map((ref) => asString(asRecord(ref).name)),
  );
  const missing = secrets.find((name) => !find('/Secret', object.metadata.namespace, name));
  const problem =
    className === gatewayClass || find('gateway.networking.k8s.io/GatewayClass', undefined, className)
      ? missing && `there is no Secret "${missing}"`
      : `there is no class "${className}"`;
  const status = {
    conditions: ['Accepted', 'Programmed'].map((type) =>
      condition(type, !problem, problem || said, generation(object)),
    ),
  };
  return problem ? { ready: false, status, because: problem } : { ready: true, status };
}

/** Its controller is one that some chart brings. */
function judgeClass(object: KubeObject): Verdict {
  return { ready: true, status: { conditions: [condition('Accepted', true, said, generation(object))] } };
}

const said = 'a stand-in for the gateway controller says so';

function judgeRoute(route: KubeObject, world: World): Verdict {
  const parents = asArray(at(route, 'spec.parentRefs')).map((parent) => {
    const parentRef = asRecord(parent);
    const unaccepted = notAccepted(route, parentRef, world);
    const unresolved = notResolved(route, world);
    return {
      problem: unaccepted ?? unresolved,
      status: {
        parentRef,
        controllerName: 'fleetwright.dev/stand-in',
        conditions: [
          condition('Accepted', !unaccepted, unaccepted ?? said, generation(route)),
          condition('ResolvedRefs', !unresolved, unresolved ?? said, generation(route)),
        ],
      },
    };
  });
  const status = { parents: parents.map((parent) => parent.status) };
  const because = parents.find(({ problem }) => problem)?.problem;
  return because ? { ready: false, status, because } : { ready: true, status };
}

function notAccepted(route: KubeObject, parent: Record<string, unknown>, { find }: World): string | undefined {
  const name = asString(parent.name);
  const gateway = find(
    'gateway.networking.k8s.io/Gateway',
    asString(parent.namespace) || route.metadata.namespace,
    name,
  );
  if (!gateway) return `there is no Gateway "${name}"`;
  const listener = asArray(at(gateway, 'spec.listeners'))
    .map(asRecord)
    .find((each) => parent.sectionName === undefined || each.name === parent.sectionName);
  if (!listener) return `Gateway "${name}" has no listener "${asString(parent.sectionName)}"`;
  const hosts = asArray(at(route, 'spec.hostnames')).map(asString);
  const pattern = asString(listener.hostname);
  const stranger = hosts.find(
    (host) => pattern !== '' && host !== pattern && !(pattern.startsWith('*.') && host.endsWith(pattern.slice(1))),
  );
  if (stranger) return `listener "${asString(listener.name)}" is for ${pattern}, not for ${stranger}`;
  return admits(listener, gateway, route, find)
    ? undefined
    : `namespace "${route.metadata.namespace ?? ''}" may not attach to the listener`;
}

function admits(
  listener: Record<string, unknown>,
  gateway: KubeObject,
  route: KubeObject,
  find: World['find'],
): boolean {
  const { from = 'Same', selector } = asRecord(at(listener, 'allowedRoutes.namespaces'));
  if (from === 'All') return true;
  if (from === 'Same') return gateway.metadata.namespace === route.metadata.namespace;
  const labels = find('/Namespace', undefined, route.metadata.namespace ?? '')?.metadata.labels ?? {};
  return matches(selector, labels);
}

function notResolved(route: KubeObject, { find }: World): string | undefined {
  for (const backend of asArray(at(route, 'spec.rules'))
    .flatMap((rule) => asArray(asRecord(rule).backendRefs))
    .map(asRecord)) {
    const name = asString(backend.name);
    const service = find('/Service', asString(backend.namespace) || route.metadata.namespace, name);
    if (!service) return `there is no Service "${name}"`;
    if (!asArray(at(service, 'spec.ports')).some((port) => asRecord(port).port === backend.port))
      return `Service "${name}" has no port ${String(backend.port)}`;
  }
  return undefined;
}

// A route that its Gateway does not admit is a host that answers nobody: wrong name, closed namespace, missing listener.
import { fleetFile } from '../../lib/platform.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { Finding } from '../finding.ts';
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import { identityOf, kindKey } from '../identity.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';
import { listenersOf, type Named, parentsOf, routesIn } from '../routes.ts';
import { selectsBy } from '../selection.ts';
import { unless } from '../../lib/validation/rules.ts';
import type { Check } from './check.ts';

type Problem = Omit<Finding, 'code' | 'at'>;
type Listener = Readonly<Record<string, unknown>>;

/** The listeners that a parent means, and what keeps the route out; undefined where Git does not show its Gateway. */
type Attached = { readonly listeners: readonly Listener[]; readonly problems: readonly Problem[] } | undefined;

export const routeNotAdmitted: Check = (view) =>
  routesIn(view).flatMap((route) => {
    const attached = parentsOf(route.object).map((parent) => attach(view, route.object, parent));
    const known = attached.filter((each) => each !== undefined);
    const listeners = known.flatMap((each) => each.listeners);
    // A listener that Git does not show may have any host.
    const hosts = known.length === attached.length ? hostProblems(route, listeners) : [];
    return [...known.flatMap(({ problems }) => problems), ...hosts].map((problem) => ({ at: route.at, ...problem }));
  });

function attach(view: ClusterView, route: KubeObject, parent: Named): Attached {
  const gateway = parent.kind === 'gateway.networking.k8s.io/Gateway' ? view.findAny(parent.id)?.object : undefined;
  if (!gateway) return undefined;
  const listeners = listenersOf(gateway, parent);
  if (listeners.length === 0) return { listeners, problems: [withoutListener(gateway, parent)] };
  const ofKind = listeners.filter((listener) => admitsKind(listener, route));
  if (ofKind.length === 0)
    return {
      listeners: [],
      problems: [
        {
          field: parent.field,
          problem: `no listener that it names of Gateway "${parent.name}" admits a ${route.kind}`,
          write: 'a listener for that kind of route',
        },
      ],
    };
  return {
    listeners: ofKind,
    problems: unless(
      ofKind.some((listener) => admitsNamespace(view, listener, gateway, route)),
      {
        field: 'metadata.namespace',
        problem: `the Gateway admits no routes of "${route.metadata.namespace ?? ''}"`,
        write: `hosts: [...] of the application in ${fleetFile}, or publicRoutes: true on a Namespace of the platform's`,
      },
    ),
  };
}

function withoutListener(gateway: KubeObject, { field, name, more: { sectionName, port } }: Named): Problem {
  const all = asArray(fieldAt(gateway, 'spec.listeners')).map(asRecord);
  const wanted = [
    ...(sectionName === undefined ? [] : [`"${asString(sectionName)}"`]),
    ...(port === undefined ? [] : [`on port ${String(port)}`]),
  ];
  return {
    field: `${field}.${sectionName === undefined ? 'port' : 'sectionName'}`,
    problem: `Gateway "${name}" has no listener ${wanted.join(' ')}`,
    write: all.map((listener) => `"${asString(listener.name)}"`).join(' or '),
  };
}

/** Source: Gateway API, "RouteGroupKind" and "ProtocolType": what a listener carries where it does not say which kinds. */
const carried: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute', 'TCPRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

/** A protocol of an implementation's own carries what it likes. */
function admitsKind(listener: Listener, route: KubeObject): boolean {
  const kinds = asArray(fieldAt(listener, 'allowedRoutes.kinds')).map(asRecord);
  if (kinds.length === 0) return carried[asString(listener.protocol)]?.includes(route.kind) ?? true;
  return kinds.some(
    ({ group = 'gateway.networking.k8s.io', kind }) => `${asString(group)}/${asString(kind)}` === kindKey(route),
  );
}

/** Source: Gateway API, "RouteNamespaces": its own namespace alone, where it says nothing else. */
function admitsNamespace(view: ClusterView, listener: Listener, gateway: KubeObject, route: KubeObject): boolean {
  const { from = 'Same', selector } = asRecord(fieldAt(listener, 'allowedRoutes.namespaces'));
  const name = route.metadata.namespace ?? '';
  if (from === 'Same') return name === gateway.metadata.namespace;
  if (from !== 'Selector') return from === 'All';
  const namespace = view.findAny(identityOf('/Namespace', undefined, name))?.object;
  // The label of its name is Kubernetes' own: "Well-Known Labels", kubernetes.io/metadata.name.
  return selectsBy(selector, { ...namespace?.metadata.labels, 'kubernetes.io/metadata.name': name });
}

/** A host is served if one of the listeners has it. */
function hostProblems({ object }: RenderedObject, listeners: readonly Listener[]): Problem[] {
  const [first] = listeners.map(({ hostname }) => asString(hostname));
  if (first === undefined) return [];
  return asArray(fieldAt(object, 'spec.hostnames'))
    .map(asString)
    .filter((host) => !listeners.some((listener) => serves(listener, host)))
    .map((host) => ({
      field: 'spec.hostnames',
      problem: `"${host}" is not under "${first}", the only name on the Gateway's certificate`,
      write: `one label under ${first.replace('*.', '')}, in the settings of the cluster`,
    }));
}

/**
 * A listener admits any name under its `*.example.com`, but where it ends TLS the certificate for that name covers one label
 * alone. Sources: Gateway API, "HTTPRoute", `hostnames`; RFC 9525, section 6.3.
 */
function serves(listener: Listener, host: string): boolean {
  const pattern = asString(listener.hostname);
  if (pattern === '' || pattern === host) return true;
  const endsTls = listener.protocol === 'HTTPS' || fieldAt(listener, 'tls.mode') === 'Terminate';
  const under = (name: string, wildcard: string): boolean =>
    wildcard.startsWith('*.') && name.endsWith(wildcard.slice(1));
  if (under(pattern, host)) return true;
  return under(host, pattern) && (!endsTls || host.indexOf('.') === host.length - pattern.length + 1);
}

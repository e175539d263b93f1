// A route that its Gateway does not admit is a host that answers nobody: wrong name, closed namespace, missing listener.
import { fleetFile } from '../../lib/platform.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { Finding } from '../finding.ts';
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import { identityOf } from '../identity.ts';
import type { RenderedObject } from '../rendered.ts';
import type { Check } from './check.ts';
import { selects } from '../selection.ts';
import { unless } from '../../lib/validation/rules.ts';

type Problem = Omit<Finding, 'code'>;

export const routeNotAdmitted: Check = (view) =>
  view.ofKind('gateway.networking.k8s.io/HTTPRoute').flatMap((route) =>
    asArray(fieldAt(route.object, 'spec.parentRefs'))
      .map(asRecord)
      .flatMap((parent) => parentProblems(view, route, parent)),
  );

function parentProblems(view: ClusterView, route: RenderedObject, parent: Record<string, unknown>): Problem[] {
  const namespace = asString(parent.namespace) || route.object.metadata.namespace;
  const gateway = view.find(identityOf('gateway.networking.k8s.io/Gateway', namespace, asString(parent.name)));
  if (!gateway) return [];
  const listeners = asArray(fieldAt(gateway.object, 'spec.listeners')).map(asRecord);
  const listener = listeners.find(({ name }) => parent.sectionName === undefined || name === parent.sectionName);
  if (!listener) {
    const problem = `Gateway "${asString(parent.name)}" has no listener "${asString(parent.sectionName)}"`;
    return [
      {
        at: route.at,
        field: 'spec.parentRefs.sectionName',
        problem,
        write: listeners.map(({ name }) => `"${asString(name)}"`).join(' or '),
      },
    ];
  }
  return [...hostProblems(route, asString(listener.hostname)), ...namespaceProblems(view, route, listener)];
}

/**
 * A listener admits any name under its `*.example.com`, but the certificate for that name covers one label alone.
 * Sources: Gateway API, "HTTPRoute", `hostnames`; RFC 9525, section 6.3.
 */
function hostProblems({ at, object }: RenderedObject, pattern: string): Problem[] {
  if (pattern === '') return [];
  const parent = (host: string): string => host.slice(host.indexOf('.'));
  const admitted = (host: string): boolean =>
    host === pattern || (pattern.startsWith('*.') && parent(host) === pattern.slice(1));
  return asArray(fieldAt(object, 'spec.hostnames'))
    .map(asString)
    .filter((host) => !admitted(host))
    .map((host) => ({
      at,
      field: 'spec.hostnames',
      problem: `"${host}" is not under "${pattern}", the only name on the Gateway's certificate`,
      write: `one label under ${pattern.replace('*.', '')}, in the settings of the cluster`,
    }));
}

function namespaceProblems(
  view: ClusterView,
  { at, object }: RenderedObject,
  listener: Record<string, unknown>,
): Problem[] {
  const allowed = asRecord(fieldAt(listener, 'allowedRoutes.namespaces'));
  const namespace = view.find(identityOf('/Namespace', undefined, object.metadata.namespace ?? ''));
  if (allowed.from !== 'Selector' || !namespace) return [];
  const selector = asRecord(fieldAt(allowed, 'selector.matchLabels'));
  return unless(selects(selector, { ...namespace.object.metadata.labels }), {
    at,
    field: 'metadata.namespace',
    problem: `the Gateway admits no routes of "${object.metadata.namespace ?? ''}"`,
    write: `hosts: [...] of the application in ${fleetFile}, or publicRoutes: true on a Namespace of the platform's`,
  });
}

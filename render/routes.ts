// What routes of the Gateway API name, read in one place with the API's defaults: where they attach, and what they lead to.
import type { ClusterView } from './cluster-view.ts';
import { asArray, asRecord, asString, at } from './fields.ts';
import { identityOf } from './identity.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';

const group = 'gateway.networking.k8s.io';

/** The kinds of routes that are known. */
export const routeKinds = ['GRPCRoute', 'HTTPRoute', 'TLSRoute'].map((kind) => `${group}/${kind}`);

/** All routes of a cluster. */
export function routesIn(view: ClusterView): readonly RenderedObject[] {
  return routeKinds.flatMap((kind) => view.ofKind(kind));
}

type Fields = Readonly<Record<string, unknown>>;

/** A reference as it stands in an object, with what the API fills in. */
export interface Named {
  /** Its place: `spec.rules[0].backendRefs[1]`. */
  readonly field: string;
  /** `group/Kind`. */
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** What it refers to. */
  readonly id: string;
  /** What else stands beside the name: a port, a listener. */
  readonly more: Fields;
}

/** Where a route attaches. */
export function parentsOf(route: KubeObject): readonly Named[] {
  return asArray(at(route, 'spec.parentRefs')).map((parent, index) =>
    named(route, `spec.parentRefs[${index}]`, parent, { group, kind: 'Gateway' }),
  );
}

/** What a route leads to: the backends of its rules, and those to which it copies requests. */
export function backendsOf(route: KubeObject): readonly Named[] {
  return asArray(at(route, 'spec.rules')).flatMap((rule, index) => {
    const { backendRefs, filters } = asRecord(rule);
    const place = `spec.rules[${index}]`;
    return [
      ...asArray(backendRefs).flatMap((backend, number) => {
        const field = `${place}.backendRefs[${number}]`;
        return [named(route, field, backend, service), ...mirrors(route, field, asRecord(backend).filters)];
      }),
      ...mirrors(route, place, filters),
    ];
  });
}

/** The Secrets and ConfigMaps with the certificates of listeners, of a Gateway or a ListenerSet. */
export function certificatesOf(object: KubeObject): readonly Named[] {
  return asArray(at(object, 'spec.listeners')).flatMap((listener, index) =>
    asArray(at(listener, 'tls.certificateRefs')).map((reference, number) =>
      named(object, `spec.listeners[${index}].tls.certificateRefs[${number}]`, reference, {
        group: '',
        kind: 'Secret',
      }),
    ),
  );
}

const service = { group: '', kind: 'Service' };

function mirrors(route: KubeObject, place: string, filters: unknown): Named[] {
  return asArray(filters).flatMap((filter, index) => {
    const backend = at(filter, 'requestMirror.backendRef');
    const field = `${place}.filters[${index}].requestMirror.backendRef`;
    return backend === undefined ? [] : [named(route, field, backend, service)];
  });
}

function named({ metadata }: KubeObject, field: string, reference: unknown, usual: typeof service): Named {
  const { group: ofGroup = usual.group, kind = usual.kind, namespace, name, ...more } = asRecord(reference);
  const full = `${asString(ofGroup)}/${asString(kind)}`;
  const place = asString(namespace) || metadata.namespace;
  return {
    field,
    kind: full,
    namespace: place,
    name: asString(name),
    id: identityOf(full, place, asString(name)),
    more,
  };
}

/** The listeners of a Gateway that a parent means: one by its name, or by its port, or all. */
export function listenersOf(gateway: KubeObject, { more }: Named): readonly Fields[] {
  return asArray(at(gateway, 'spec.listeners'))
    .map(asRecord)
    .filter(({ name }) => more.sectionName === undefined || name === more.sectionName)
    .filter(({ port }) => more.port === undefined || port === more.port);
}

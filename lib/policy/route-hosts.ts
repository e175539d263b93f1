// A host belongs to one application: a route for another's would take its requests.
import { annotations, publicGateway } from '../platform.ts';
import { quoted, together, where } from './cel.ts';
import type { ObjectPolicy, Sample } from './policy.ts';

const group = 'gateway.networking.k8s.io';
const { name, namespace, listener } = publicGateway;
const hosts = `namespaceObject.metadata.?annotations[?${quoted(annotations.hosts)}].orValue('').split(',')`;

const parentRefs = [{ name, namespace, sectionName: listener }];
const route = (spec: object): Sample => ({
  apiVersion: `${group}/v1`,
  kind: 'HTTPRoute',
  spec: { parentRefs, hostnames: [ownHost], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }], ...spec },
});

/** Of what the rules hand requests to, in another namespace. @param backends over `r` */
const ofBackends = (backends: string, field: string): string =>
  `o.spec.?rules.orValue([]).map(r, ${backends}).flatten().map(b, b.?namespace.orValue(namespaceObject.metadata.name)).filter(n, n != namespaceObject.metadata.name).map(n, '${field}=' + n)`;

/** The host that a namespace must own for what this policy is tried with. */
export const ownHost = 'shop.example.com';

export const routeHosts: ObjectPolicy = {
  name: 'route-hosts',
  kinds: ['httproutes', 'grpcroutes'].map((resource) => ({ group, version: 'v1', resource })),
  problem: "not the application's own",
  write: "hosts that the application is granted in the fleet's main.ts, the public Gateway, Services of its namespace",
  ofObject: together(
    where(`size(o.spec.?hostnames.orValue([])) == 0`, `'spec.hostnames'`),
    `o.spec.?hostnames.orValue([]).filter(h, !(h in ${hosts})).map(h, 'spec.hostnames=' + h)`,
    `o.spec.?parentRefs.orValue([]).filter(p, p.name != ${quoted(name)} || p.?namespace.orValue('') != ${quoted(namespace)}).map(p, 'spec.parentRefs=' + p.?namespace.orValue('') + '/' + p.name)`,
    ofBackends('r.?backendRefs.orValue([])', 'spec.rules.backendRefs.namespace'),
    ofBackends(
      'r.?filters.orValue([]).filter(f, has(f.requestMirror)).map(f, f.requestMirror.backendRef)',
      'spec.rules.filters.requestMirror.backendRef.namespace',
    ),
  ),
  neighbours: [route({})],
  mutants: {
    "another's host": route({ hostnames: ['other.example.com'] }),
    "another's host beside an own one": route({ hostnames: [ownHost, 'other.example.com'] }),
    'every host': route({ hostnames: undefined }),
    'another Gateway': route({ parentRefs: [{ name: 'mine' }] }),
    "another's Service": route({ rules: [{ backendRefs: [{ name: 'web', namespace: 'other', port: 80 }] }] }),
    "a mirror of requests to another's Service": route({
      rules: [
        {
          filters: [
            { type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', namespace: 'other', port: 80 } } },
          ],
        },
      ],
    }),
    "another's host of a gRPC service": { ...route({ hostnames: ['other.example.com'] }), kind: 'GRPCRoute' },
  },
};

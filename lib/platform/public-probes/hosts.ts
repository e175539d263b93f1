// What the public may ask the cluster for: read from the routes themselves, so that no list of hosts can forget one.
import type { ComposedCluster } from '../../composed-cluster.ts';
import { publicGateway } from '../../platform.ts';

/** Of an HTTPRoute what leads to its hosts. */
interface Route {
  readonly spec: {
    readonly parentRefs?: readonly { readonly name: string; readonly namespace?: string }[];
    readonly hostnames?: readonly string[];
    readonly rules?: readonly Rule[];
  };
}

interface Rule {
  readonly matches?: readonly { readonly path?: { readonly value?: string } }[];
}

/** By public host one address for each route that has it: that of the first path that it publishes. */
export type PublicHosts = Readonly<Record<string, readonly string[]>>;

/** The public hosts of all that has been composed into a cluster so far, sorted. */
export function publicHosts(cluster: ComposedCluster | undefined): PublicHosts {
  const routes = (cluster?.taken ?? [])
    .filter(({ construct }) => construct.kind === 'HTTPRoute' && construct.apiGroup === 'gateway.networking.k8s.io')
    .map(({ object }) => (object() as Route).spec)
    .filter(({ parentRefs = [] }) => parentRefs.some(isPublic));
  const addresses = routes.flatMap(({ hostnames = [], rules = [] }) =>
    hostnames.map((host) => ({ host, address: `https://${host}${firstPath(rules)}` })),
  );
  const hosts = [...new Set(addresses.map(({ host }) => host))].toSorted();
  return Object.fromEntries(
    hosts.map((host) => {
      const own = addresses.filter((each) => each.host === host).map(({ address }) => address);
      return [host, [...new Set(own)].toSorted()];
    }),
  );
}

function isPublic({ name, namespace }: { readonly name: string; readonly namespace?: string }): boolean {
  return name === publicGateway.name && namespace === publicGateway.namespace;
}

/** A rule without a match takes every path. Source: Gateway API, "HTTPRouteRule", `matches`. */
function firstPath([rule]: readonly Rule[]): string {
  return rule?.matches?.[0]?.path?.value ?? '/';
}

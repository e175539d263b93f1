// A host of the cluster's domain, led to a service through the shared Gateway, which ends TLS: what is not named stays inside.
import type { Construct } from 'constructs';
import { HttpRoute, HttpRouteSpecRulesMatchesPathType } from '../../imports/gateway.networking.k8s.io.ts';
import { annotations, publicGateway } from '../platform.ts';
import { hostName } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';

/** How the public reaches a service. */
export interface Route {
  /** The full host name, under the domain of the Gateway's certificate (which a rule of the rendering checks). */
  readonly host: string;
  /**
   * What the public may ask for, 1 to 128 paths: `/about` is that path alone, `/assets/*` is `/assets` and all below it, `/*`
   * is everything. The paths of probes and metrics stay inside (which a rule of the rendering checks).
   */
  readonly paths: readonly string[];
  /** Why the public may see what the probes ask all the same. @default it may not */
  readonly publicHealth?: { readonly because: string };
}

/** The HTTPRoute of a service. TLS is the Gateway's: the route attaches to its HTTPS listener alone. */
export function httpRoute(scope: Construct, service: string, port: number, { host, paths, publicHealth }: Route): void {
  new HttpRoute(scope, 'route', {
    metadata: {
      name: service,
      ...(publicHealth && { annotations: { [annotations.publicHealth]: publicHealth.because } }),
    },
    spec: {
      parentRefs: [
        { name: publicGateway.name, namespace: publicGateway.namespace, sectionName: publicGateway.listener },
      ],
      hostnames: [host],
      rules: inChunks(paths, perRule).map((some) => ({
        matches: some.map((path) => ({ path: pathMatch(path) })),
        backendRefs: [{ name: service, port }],
      })),
    },
  });
}

/** What is wrong with the route. */
export function routeFaults({ host, paths, publicHealth }: Route): Fault[] {
  return [
    ...hostName('route.host', host),
    ...unless(paths.length >= 1 && paths.length <= mostPaths, {
      field: 'route.paths',
      problem: `has ${paths.length} paths`,
      write: `1 to ${mostPaths}; a path that ends in "/*" stands for all below it`,
    }),
    ...paths
      .filter((path) => !isPath(path))
      .map((path) => ({
        field: 'route.paths',
        problem: `"${path}" is not a path that the public can ask for`,
        write:
          'one that starts with "/", without query, escapes, "." and ".." segments, and with "*" at its end alone: "/assets/*"',
      })),
    ...(publicHealth?.because.trim() === ''
      ? [
          {
            field: 'route.publicHealth.because',
            problem: 'is empty, and the public may see what the probes ask',
            write: 'why it may',
          },
        ]
      : []),
  ];
}

/** Gateway API's limits: 64 matches in a rule, 128 in a route. */
const perRule = 64;
const mostPaths = 128;

function pathMatch(path: string): { readonly type: HttpRouteSpecRulesMatchesPathType; readonly value: string } {
  return path.endsWith('/*')
    ? { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: path.slice(0, -2) || '/' }
    : { type: HttpRouteSpecRulesMatchesPathType.EXACT, value: path };
}

/**
 * Segments that mean themselves: no escape, which a Gateway compares as it stands and a server reads as the character that it
 * stands for. Source: Gateway API, "HTTPPathMatch", its validation rules.
 */
function isPath(path: string): boolean {
  const segments = path.replace(/\/\*$/, '/').split('/').slice(1);
  const last = segments.length - 1;
  return (
    path.length <= 1024 &&
    path.startsWith('/') &&
    segments.every(
      (segment, index) =>
        (segment === '' ? index === last : /^[-\w~!$&'()+,;=:@.]+$/.test(segment)) && !/^\.{1,2}$/.test(segment),
    )
  );
}

function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

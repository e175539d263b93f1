// A host of the cluster's domain, led to a service through the shared Gateway, which ends TLS: what is not named stays inside.
import type { TypeMeta } from '@kubernetes-models/base';
import type { Construct } from 'constructs';
import { HttpRoute, HttpRouteSpecRulesMatchesPathType } from '../../imports/gateway.networking.k8s.io.ts';
import { ModelObject } from '../model-object.ts';
import { annotations, publicGateway } from '../platform.ts';
import { reasonOrStandIn } from '../reasons.ts';
import { hostName, wholeNumber } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';
import type { Ports, RequestPort } from './ports.ts';

/** How the public reaches a service. */
export interface Route {
  /** The full host name, or up to 16, under the domain of the Gateway's certificate (which a rule of the rendering checks). */
  readonly host: string | readonly string[];
  /**
   * What the public may ask for, 1 to 128 paths: `/about` is that path alone, `/assets/*` is `/assets` and all below it, `/*`
   * is everything. The paths of probes and metrics stay inside (which a rule of the rendering checks). What gRPC asks for is
   * `/<package>.<Service>/*`.
   */
  readonly paths: readonly string[];
  /** The port that answers. @default 'http', where the service has it; else 'grpc' */
  readonly port?: RequestPort;
  /** Seconds that an answer may take, with all that the Gateway tries again, 1 to 3600. @default as long as it takes */
  readonly timeoutSeconds?: number;
  /** Why the public may see what the probes ask all the same. @default it may not */
  readonly publicHealth?: { readonly because: string };
}

/** The HTTPRoute of a service. TLS is the Gateway's: the route attaches to its HTTPS listener alone. */
export function httpRoute(scope: Construct, service: string, port: number, route: Route): void {
  const { paths, publicHealth, timeoutSeconds } = route;
  const model: TypeMeta = HttpRoute.manifest({
    metadata: {
      name: service,
      ...(publicHealth && {
        annotations: { [annotations.publicHealth]: reasonOrStandIn(publicHealth.because.trim()) },
      }),
    },
    spec: {
      parentRefs: [
        { name: publicGateway.name, namespace: publicGateway.namespace, sectionName: publicGateway.listener },
      ],
      hostnames: hostsOf(route),
      rules: inChunks(paths, perRule).map((some) => ({
        matches: some.map((path) => ({ path: pathMatch(path) })),
        backendRefs: [{ name: service, port }],
        ...(timeoutSeconds !== undefined && { timeouts: { request: `${timeoutSeconds}s` } }),
      })),
    },
  });
  new ModelObject(scope, 'route', model);
}

/** The number of the port that a route leads to; undefined where the service has none. */
export function requestPort(ports: Ports, { port }: Route): number | undefined {
  return port === undefined ? (ports.http ?? ports.grpc) : ports[port];
}

function hostsOf({ host }: Route): string[] {
  return typeof host === 'string' ? [host] : [...host];
}

/** What is wrong with the route of a service with these ports. */
export function routeFaults(route: Route, ports: Ports): Fault[] {
  const { paths, publicHealth, timeoutSeconds } = route;
  const hosts = hostsOf(route);
  return [
    ...hosts.flatMap((host) => hostName('route.host', host)),
    ...unless(hosts.length >= 1 && hosts.length <= mostHosts && new Set(hosts).size === hosts.length, {
      field: 'route.host',
      problem: `has ${hosts.length} hosts, or one of them twice`,
      write: `1 to ${mostHosts} hosts`,
    }),
    ...unless(requestPort(ports, route) !== undefined, {
      field: 'route.port',
      problem: `leads to the port "${route.port ?? 'http'}", which the service does not have`,
      write: 'ports: { http: 8080 } or { grpc: 50051 }',
    }),
    ...(timeoutSeconds === undefined ? [] : wholeNumber('route.timeoutSeconds', timeoutSeconds, 1, 3600)),
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

/** Gateway API's limits: 16 hosts and 128 matches in a route, 64 of them in a rule. */
const mostHosts = 16;
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

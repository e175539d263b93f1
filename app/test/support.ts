// A service on a free port, with everything that it would read from mounted files given by the test. Requests are real
// ones: Fastify's `inject` loads an ESM package that jest cannot `require` on Node 20.
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { Limits } from '../src/bounded-server.ts';
import type { Links } from '../src/links.ts';
import { createMetrics } from '../src/metrics.ts';
import type { Metrics } from '../src/metrics.ts';
import { createServer } from '../src/server.ts';

export const token = 'correct-horse-battery-staple';
export const links: Links = new Map([['docs', 'https://example.com/docs']]);

/** Long enough that no test waits for one by mistake: jest would end it first. */
export const limits: Limits = { requestSeconds: 300, connections: 100 };

const open: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Listens until the end of the test. */
export async function listen(server: FastifyInstance): Promise<number> {
  open.push(server);
  await server.listen({ host: '127.0.0.1', port: 0 });
  return (server.server.address() as AddressInfo).port;
}

export interface ServiceProps {
  readonly links?: Links;
  readonly token?: string;
  readonly limits?: Partial<Limits>;
  /** Called before the service listens, to add a route or a hook. */
  readonly extend?: (server: FastifyInstance) => void;
}

export interface TestService {
  readonly server: FastifyInstance;
  readonly port: number;
  readonly metrics: Metrics;
  /** Log lines so far, each a JSON object; those of the start left out. */
  readonly log: readonly string[];
  /** Follows no redirect. */
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
}

/** Loaded unless `props` says otherwise. Logs at the level that shows most. */
export async function service(props: ServiceProps = { links, token }): Promise<TestService> {
  const log: string[] = [];
  const metrics = createMetrics(() => props.links?.size ?? 0);
  const server = createServer({
    links: { value: props.links },
    token: { value: props.token },
    metrics,
    limits: { ...limits, ...props.limits },
    logLevel: 'trace',
    logTo: { write: (line) => void log.push(line) },
  });
  props.extend?.(server);
  const port = await listen(server);
  log.length = 0;
  const get: TestService['get'] = (path, init) =>
    fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
  return { server, port, metrics, log, get };
}

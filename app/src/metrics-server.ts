// Metrics have a port of their own: Prometheus reaches it, the public gateway has no way to.
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { scrapePath } from '../contract.ts';
import { boundedServer } from './bounded-server.ts';
import type { Limits } from './bounded-server.ts';

export function createMetricsServer(registry: Registry, limits: Limits): FastifyInstance {
  // It closes last; a scrape that is still open then is no reason to wait.
  const server = boundedServer(limits, { forceCloseConnections: true });
  server.get(scrapePath, async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  return server;
}

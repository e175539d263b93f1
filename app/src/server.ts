// The public server: which routes are measured and logged, and how it behaves while it closes.
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { boundedServer } from './bounded-server.ts';
import type { Limits } from './bounded-server.ts';
import type { Config } from './config.ts';
import { healthRoutes } from './health.ts';
import { instrument } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { problem } from './problem.ts';
import { linkRoutes } from './routes/links.ts';
import type { LinkRoutesProps } from './routes/links.ts';

export interface ServerProps extends LinkRoutesProps {
  readonly logLevel: Config['logLevel'];
  readonly metrics: Metrics;
  readonly limits: Limits;
  /** Where log lines go. @default standard output */
  readonly logTo?: { write(line: string): void };
}

const options = {
  // Requests that still arrive on open connections while the server closes are answered, not refused.
  return503OnClosing: false,
  // Longer than the hour after which Envoy drops an idle connection: the side that sends must be the side that closes,
  // or a request now and then meets a closed socket.
  keepAliveTimeout: 65 * 60 * 1000,
  // Node caps a request's head at 16 KiB, so a slug of any length is an ordinary 404.
  routerOptions: { maxParamLength: 16_384 },
} satisfies FastifyServerOptions;

export function createServer({ links, token, metrics, limits, logLevel, logTo }: ServerProps): FastifyInstance {
  const redact = ['headers.authorization', 'req.headers.authorization'];
  const logger = { level: logLevel, redact, ...(logTo && { stream: logTo }) };
  const server = boundedServer(limits, { ...options, logger });

  let draining = false;
  server.addHook('preClose', async () => {
    draining = true;
  });
  // A connection that stayed open behind the last answer would hold up the close until the hard limit.
  server.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });

  const loaded = (): boolean => links.value !== undefined && token.value !== undefined;
  server.register(healthRoutes(() => ({ loaded: loaded(), draining })));
  server.register(async (measured) => {
    instrument(measured, metrics);
    measured.setNotFoundHandler((_request, reply) => problem(reply, 404, 'no such route'));
    measured.register(linkRoutes({ links, token }));
  });
  return server;
}

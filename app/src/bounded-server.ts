// Whoever connects may be slow, silent or hostile: nobody holds a connection, the memory behind it or the drain for longer
// than is said here.
import Fastify from 'fastify';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Limits {
  /** Seconds that a client has to send its request, and that the answer may then take to reach it. */
  readonly requestSeconds: number;
  /** Connections at a time; one more closes those that are idle. */
  readonly connections: number;
}

/** A server that reads no request body, for no route takes one, and on which every wait has an end. */
export function boundedServer({ requestSeconds, connections }: Limits, options: FastifyServerOptions): FastifyInstance {
  const deadline = Math.ceil(requestSeconds * 1000);
  // Node looks for clients that are late every 30 seconds by default, and for none once the server closes.
  const http = { headersTimeout: deadline, requestTimeout: deadline, connectionsCheckingInterval: deadline / 10 };
  const server = Fastify({ ...options, http, requestTimeout: deadline });

  const node = server.server;
  node.maxConnections = connections;
  node.on('drop', () => node.closeIdleConnections());
  node.prependListener('request', (request, response) => bound(request, response, deadline));
  // Without these Node itself asks for the body, or answers in the service's place.
  for (const event of ['checkContinue', 'checkExpectation'])
    node.on(event, (request, response) => node.emit('request', request, response));

  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, _body, done) => done(null));

  server.addHook('preClose', async () => {
    setTimeout(() => cutAll(server), deadline).unref();
  });
  return server;
}

/** A connection is closed behind the answer to a request with a body: what was never read cannot be told from a next request. */
function bound(request: IncomingMessage, response: ServerResponse, deadline: number): void {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (encoding !== undefined || Number(length) > 0) response.shouldKeepAlive = false;
  const late = setTimeout(() => request.socket.destroy(), deadline).unref();
  response.once('close', () => clearTimeout(late));
}

function cutAll({ server, log }: FastifyInstance): void {
  server.getConnections((_error, connections) => {
    if (connections > 0) log.warn({ connections }, 'connections that did not finish are cut');
    server.closeAllConnections();
  });
}

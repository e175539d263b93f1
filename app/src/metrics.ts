// The contract's metrics, made: a registry of its own for each service, so that two in one process never share a count.
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { files, metrics as contract, statuses } from '../contract.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** The event loop's lag is among the default metrics of the process. `countLinks` is asked at each scrape. */
export function createMetrics(countLinks: () => number) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  new Gauge({
    name: contract.links.name,
    help: 'Links served.',
    registers,
    collect() {
      this.set(countLinks());
    },
  });

  const reloadFailures = new Counter({
    name: contract.reloadFailures.name,
    help: 'Attempts to read a mounted file that failed.',
    labelNames: contract.reloadFailures.labels,
    registers,
  });
  // A series that starts at its first failure has no rise that an alert could see.
  for (const file of Object.keys(files)) reloadFailures.inc({ file }, 0);

  return {
    registry,
    requests: new Counter({
      name: contract.requests.name,
      help: 'Answered requests, probes apart.',
      labelNames: contract.requests.labels,
      registers,
    }),
    duration: new Histogram({
      name: contract.duration.name,
      help: 'Seconds from request to answer, probes apart.',
      labelNames: contract.duration.labels,
      buckets: [...contract.duration.buckets],
      registers,
    }),
    inFlight: new Gauge({ name: contract.inFlight.name, help: 'Requests not yet answered, probes apart.', registers }),
    reloadFailures,
  };
}

/** The route of a request that no route takes. */
const unrouted = 'none';

/** Measures the routes of `scope` and of what is registered inside it, nothing outside. */
export function instrument(scope: FastifyInstance, { requests, duration, inFlight }: Metrics): void {
  // A first burst of 5xx must be a rise, too.
  const begin = (method: string, route: string): void => {
    for (const status of statuses) {
      requests.inc({ method, route, status }, 0);
      duration.zero({ method, route, status });
    }
  };
  begin('GET', unrouted);
  scope.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) begin(each, url);
  });

  scope.addHook('onRequest', async (_request, reply) => {
    inFlight.inc();
    // Not `onResponse`: it never comes when the client hangs up first, and the gauge would only ever climb.
    reply.raw.once('close', () => inFlight.dec());
  });

  scope.addHook('onResponse', async (request, reply) => {
    // The pattern, never the URL: a client invents URLs without end.
    const route = request.routeOptions.url ?? unrouted;
    const labels = { method: request.method, route, status: reply.statusCode };
    requests.inc(labels);
    duration.observe(labels, reply.elapsedTime / 1000);
  });
}

// Three questions of the kubelet, three answers: a restart, a pause in traffic and a slow start are different cures.
import type { FastifyPluginAsync } from 'fastify';
import { health } from '../contract.ts';
import { problem } from './problem.ts';

export interface Status {
  /** True from the first good load of all mounted files on. */
  readonly loaded: boolean;
  /** True once the service was told to stop. */
  readonly draining: boolean;
}

export function healthRoutes(status: () => Status): FastifyPluginAsync {
  return async (server) => {
    const quiet = { logLevel: 'warn' } as const;

    // That the event loop answers is the whole check: a dependency that is down is not cured by a restart.
    server.get(health.liveness, quiet, () => ({ status: 'alive' }));

    server.get(health.readiness, quiet, (_request, reply) => {
      const { loaded, draining } = status();
      if (draining) return problem(reply, 503, 'draining');
      return loaded ? { status: 'ready' } : problem(reply, 503, 'links or token not loaded yet');
    });

    server.get(health.startup, quiet, (_request, reply) =>
      status().loaded ? { status: 'started' } : problem(reply, 503, 'links or token not loaded yet'),
    );
  };
}

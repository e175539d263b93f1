// On a signal: finish what was begun, take nothing new, and never hang longer than the pod's grace period allows.
import type { FastifyBaseLogger } from 'fastify';

export interface ShutdownProps {
  /** Closed one after the other. */
  readonly servers: readonly { close(): PromiseLike<unknown> }[];
  /** Seconds until the process gives up and exits with 1. */
  readonly limitSeconds: number;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'error'>;
}

/**
 * The process ends by itself, with 0, once nothing is open. That new requests have stopped coming is the pod's part: its
 * preStop sleep gives endpoints the time to change before SIGTERM is sent.
 */
export function closeOnSignal({ servers, limitSeconds, log }: ShutdownProps): void {
  const close = async (signal: NodeJS.Signals): Promise<void> => {
    log.info({ signal }, 'draining');
    setTimeout(() => {
      log.error({ limitSeconds }, 'requests still open at the limit');
      process.exit(1);
    }, limitSeconds * 1000).unref();
    for (const server of servers) await server.close();
    log.info('drained');
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}

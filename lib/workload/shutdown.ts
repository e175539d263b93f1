// A pod that goes is taken out of the routes first, then finishes what it has begun, then ends: in this order, in time.
import { type Fault, unless } from '../validation/rules.ts';
import { wholeNumber } from '../validation/limits.ts';

export interface Shutdown {
  /** Seconds before the process gets SIGTERM, for gateways and kube-proxy to learn that it goes, 1 to 600. @default 10 */
  readonly preStopSeconds?: number;
  /** Seconds that the process takes at most to finish its requests after SIGTERM, 0 to 3600. @default 20 */
  readonly drainSeconds?: number;
  /** Seconds until the kubelet kills the process, whole, and longer than both together. @default their sum and 5 */
  readonly graceSeconds?: number;
}

/** The settings with their defaults. */
export function shutdownTimes({
  preStopSeconds = 10,
  drainSeconds = 20,
  graceSeconds,
}: Shutdown = {}): Required<Shutdown> {
  return { preStopSeconds, drainSeconds, graceSeconds: graceSeconds ?? preStopSeconds + drainSeconds + 5 };
}

/** What is wrong with the times. */
export function shutdownFaults(shutdown: Shutdown = {}): Fault[] {
  const { preStopSeconds, drainSeconds, graceSeconds } = shutdownTimes(shutdown);
  const longer = Number.isInteger(graceSeconds) && graceSeconds > preStopSeconds + drainSeconds;
  const parts = [
    ...wholeNumber('shutdown.preStopSeconds', preStopSeconds, 1, 600),
    ...wholeNumber('shutdown.drainSeconds', drainSeconds, 0, 3600),
  ];
  // Of times that are wrong there is no sum.
  if (parts.length > 0) return parts;
  return unless(longer, {
    field: 'shutdown.graceSeconds',
    problem: `${graceSeconds} is not longer than preStopSeconds (${preStopSeconds}) and drainSeconds (${drainSeconds}) together, in whole seconds`,
    write: `${preStopSeconds + drainSeconds + 1} or more`,
  });
}

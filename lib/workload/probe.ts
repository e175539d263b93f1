// Three probes on three paths, because they mean three things: restart me, send me no traffic, I am still starting.
import type { IProbe } from 'kubernetes-models/v1/Probe';
import { type Fault, unless } from '../validation/rules.ts';
import { wholeNumber } from '../validation/limits.ts';

/** The paths that a service promises to answer: three different ones, each starts with `/`. */
export interface HealthPaths {
  /** Fails only when a restart would help. */
  readonly liveness: string;
  /** Fails while the service should get no traffic. */
  readonly readiness: string;
  /** Fails until the service has started. */
  readonly startup: string;
}

/** How often a probe asks, and how patient it is. */
export interface ProbeSettings {
  /** Seconds between two calls, 1 to 3600. @default that of the probe, see {@link Probes} */
  readonly periodSeconds?: number;
  /** Seconds after which a call counts as failed, 1 or more and no more than the period. @default 2 */
  readonly timeoutSeconds?: number;
  /** Failed calls in a row before the probe fails, 1 to 1000. @default that of the probe, see {@link Probes} */
  readonly failureThreshold?: number;
}

/** The settings of each probe; what is left out keeps the default. */
export interface Probes {
  /** Restarts the container. @default 3 failures in a row, every 10 s */
  readonly liveness?: ProbeSettings;
  /** Takes the pod out of the Service. @default 2 failures in a row, every 5 s */
  readonly readiness?: ProbeSettings;
  /** Holds the other two back. @default 30 failures in a row, every 2 s: a minute to start */
  readonly startup?: ProbeSettings;
}

const defaults = {
  liveness: { periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 },
  readiness: { periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
  startup: { periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 },
} as const satisfies Record<keyof Probes, Required<ProbeSettings>>;

/** The three probes of a container, on its port of that name. */
export function probes(
  paths: HealthPaths,
  port: string,
  settings: Probes = {},
): Record<`${keyof Probes}Probe`, IProbe> {
  const probe = (name: keyof Probes): IProbe => ({
    httpGet: { path: paths[name], port },
    ...defaults[name],
    ...settings[name],
  });
  return { livenessProbe: probe('liveness'), readinessProbe: probe('readiness'), startupProbe: probe('startup') };
}

/** What is wrong with the settings or paths. */
export function probeFaults(paths: HealthPaths, settings: Probes = {}): Fault[] {
  const same = new Set(Object.values(paths)).size < 3;
  const apart: Fault = {
    field: 'health',
    problem: 'two probes ask the same path',
    write: 'three different paths: each means another thing',
  };
  const each = (['liveness', 'readiness', 'startup'] as const).flatMap((name) => {
    const { periodSeconds, timeoutSeconds, failureThreshold } = { ...defaults[name], ...settings[name] };
    return [
      ...wholeNumber(`probes.${name}.periodSeconds`, periodSeconds, 1, 3600),
      ...wholeNumber(`probes.${name}.timeoutSeconds`, timeoutSeconds, 1, periodSeconds >= 1 ? periodSeconds : 3600),
      ...wholeNumber(`probes.${name}.failureThreshold`, failureThreshold, 1, 1000),
      ...unless(/^\/[\x21-\x7e]*$/.test(paths[name]), {
        field: `health.${name}`,
        problem: `"${paths[name]}" is no path`,
        write: 'a path that starts with "/"',
      }),
    ];
  });
  return [...(same ? [apart] : []), ...each];
}

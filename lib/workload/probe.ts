// Three probes that ask three things, because they mean three things: restart me, send me no traffic, I am still starting.
import type { IProbe } from 'kubernetes-models/v1/Probe';
import { type OneOf, oneOf } from '../validation/one-of.ts';
import { type Fault, unless } from '../validation/rules.ts';
import { wholeNumber } from '../validation/limits.ts';

/** What a probe asks. A port is named as in `ports`. */
export type Check = OneOf<
  /** A path on the port `http`, which starts with `/`: 2xx or 3xx is yes. */
  | string
  /** A path on another port. */
  | { readonly path: string; readonly port: string }
  /** A program in the container with its arguments, without a shell: exit code 0 is yes. */
  | { readonly command: readonly string[] }
  /** A port that takes connections, which says little: for what knows neither HTTP nor gRPC. */
  | { readonly tcp: string }
  /** gRPC's health protocol on a port; `service` is what it is asked about, by default the server as a whole. */
  | { readonly grpc: string; readonly service?: string }
>;

/** What each of the three probes asks. */
export interface Health {
  /** Fails only when a restart would help. */
  readonly liveness: Check;
  /** Fails while the workload should get no traffic. */
  readonly readiness: Check;
  /** Fails until the workload has started. */
  readonly startup: Check;
  /** Why two of them ask the same, where the process has no more to tell. @default they differ */
  readonly same?: { readonly because: string };
}

/** How often a probe asks, and how patient it is. */
export interface ProbeSettings {
  /** Seconds between two calls, 1 to 3600. @default that of the probe, see {@link Probes} */
  readonly periodSeconds?: number;
  /** Seconds after which a call counts as failed, 1 or more and no more than the period, which is the default of a shorter one. @default 2 */
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

const names = ['liveness', 'readiness', 'startup'] as const;

/** The settings with their defaults. */
export function probeSettings(settings: Probes = {}): Record<keyof Probes, Required<ProbeSettings>> {
  return {
    liveness: withDefaults(defaults.liveness, settings.liveness),
    readiness: withDefaults(defaults.readiness, settings.readiness),
    startup: withDefaults(defaults.startup, settings.startup),
  };
}

function withDefaults(usual: Required<ProbeSettings>, settings: ProbeSettings = {}): Required<ProbeSettings> {
  const { periodSeconds = usual.periodSeconds, failureThreshold = usual.failureThreshold } = settings;
  const longest = Math.max(1, Math.floor(periodSeconds));
  return {
    periodSeconds,
    timeoutSeconds: settings.timeoutSeconds ?? Math.min(usual.timeoutSeconds, longest),
    failureThreshold,
  };
}

/** The three probes of a container. @param ports its numbers by name: gRPC's probe knows no names */
export function probes(
  health: Health,
  ports: Readonly<Record<string, number>>,
  settings: Probes = {},
): Record<`${keyof Probes}Probe`, IProbe> {
  const all = probeSettings(settings);
  const probe = (name: keyof Probes): IProbe => ({ ...handler(health[name], ports), ...all[name] });
  return { livenessProbe: probe('liveness'), readinessProbe: probe('readiness'), startupProbe: probe('startup') };
}

function handler(check: Check, ports: Readonly<Record<string, number>>): IProbe {
  const { path, port, command } = partsOf(check);
  if (command !== undefined) return { exec: { command: [...command] } };
  const number = port === undefined ? undefined : ports[port];
  // A port that is not there is refused, and would be said again of a probe that asks it.
  if (port === undefined || number === undefined) return {};
  if (path !== undefined) return { httpGet: { path, port } };
  if (typeof check === 'string' || check.grpc === undefined) return { tcpSocket: { port } };
  return { grpc: { port: number, ...(check.service !== undefined && { service: check.service }) } };
}

/** What is wrong with the settings, or with what is asked. */
export function probeFaults(health: Health, ports: Readonly<Record<string, number>>, settings: Probes = {}): Fault[] {
  return [
    ...unless(health.same !== undefined || new Set(names.map((name) => JSON.stringify(health[name]))).size === 3, {
      field: 'health',
      problem: 'two probes ask the same',
      write: "three different checks: each means another thing; or same: { because: '...' }",
    }),
    ...unless(health.same?.because.trim() !== '', {
      field: 'health.same.because',
      problem: 'is empty, and two probes may ask the same',
      write: 'why the process has no more to tell',
    }),
    ...names.flatMap((name) => [...timingFaultsOf(name, settings), ...checkFaults(name, health[name])]),
    ...missingPorts(health, ports),
  ];
}

/** What is wrong with the settings alone. */
export function timingFaults(settings: Probes = {}): Fault[] {
  return names.flatMap((name) => timingFaultsOf(name, settings));
}

function timingFaultsOf(name: keyof Probes, settings: Probes): Fault[] {
  const { periodSeconds, timeoutSeconds, failureThreshold } = probeSettings(settings)[name];
  return [
    ...wholeNumber(`probes.${name}.periodSeconds`, periodSeconds, 1, 3600),
    ...wholeNumber(`probes.${name}.timeoutSeconds`, timeoutSeconds, 1, periodSeconds >= 1 ? periodSeconds : 3600),
    ...wholeNumber(`probes.${name}.failureThreshold`, failureThreshold, 1, 1000),
  ];
}

/** A port that several probes ask is missing once. */
function missingPorts(health: Health, ports: Readonly<Record<string, number>>): Fault[] {
  const asked = names
    .filter((name) => mixedFaults(name, health[name]).length === 0)
    .map((name) => ({ field: `health.${name}`, port: partsOf(health[name]).port }))
    .filter(({ port }) => port !== undefined && !Object.hasOwn(ports, port));
  return [...new Set(asked.map(({ port }) => port))].map((port) => {
    const [field = 'health', ...others] = asked.filter((each) => each.port === port).map((each) => each.field);
    const too = others.length > 0 ? `, and so ${others.length > 1 ? 'do' : 'does'} ${others.join(' and ')}` : '';
    return {
      field,
      problem: `asks the port "${port}", which is not there${too}`,
      write:
        Object.keys(ports).length > 0 ? `one of ${Object.keys(ports).join(', ')}` : 'the port in ports, or a command',
    };
  });
}

function mixedFaults(name: keyof Probes, check: Check): Fault[] {
  const forms = [['path', 'port'], ['command'], ['tcp'], ['grpc', 'service']] as const;
  return typeof check === 'string' ? [] : oneOf(`health.${name}`, check, forms);
}

function checkFaults(name: keyof Probes, check: Check): Fault[] {
  const field = `health.${name}`;
  const mixed = mixedFaults(name, check);
  if (mixed.length > 0) return mixed;
  const { path, command } = partsOf(check);
  return [
    ...unless(path === undefined || /^\/[\x21-\x7e]*$/.test(path), {
      field,
      problem: `"${path}" is no path`,
      write: 'a path that starts with "/"',
    }),
    ...unless(command === undefined || (command.length > 0 && command[0] !== ''), {
      field,
      problem: 'runs no program',
      write: "the program and its arguments: { command: ['/bin/healthy'] }",
    }),
  ];
}

function partsOf(check: Check): { path?: string; port?: string; command?: readonly string[] } {
  if (typeof check === 'string') return { path: check, port: 'http' };
  if (check.path !== undefined || check.command !== undefined) return check;
  return { port: check.tcp ?? check.grpc };
}

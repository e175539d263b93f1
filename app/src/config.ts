// All settings come from the environment and are read once, so that a pod's spec says everything about its process.
import { files, ports } from '../contract.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export interface Config {
  /** `LOG_LEVEL`. @default 'info' */
  readonly logLevel: (typeof logLevels)[number];
  /** `HTTP_PORT`; 0 takes a free one. @default the contract's */
  readonly httpPort: number;
  /** `METRICS_PORT`; 0 takes a free one. @default the contract's */
  readonly metricsPort: number;
  /** `LINKS_FILE`. @default the contract's */
  readonly linksFile: string;
  /** `TOKEN_FILE`. @default the contract's */
  readonly tokenFile: string;
  /** `RELOAD_SECONDS`: seconds between two looks at the mounted files, 0.1 to 3600. @default 5 */
  readonly reloadSeconds: number;
  /** `REQUEST_SECONDS`: seconds to receive a request, and again to answer it, 0.1 to 3600. @default 10 */
  readonly requestSeconds: number;
  /** `MAX_CONNECTIONS`: connections of each port at a time, 1 to 65535. @default 1000 */
  readonly maxConnections: number;
  /** `DRAIN_SECONDS`: seconds for open requests after SIGTERM, 0.1 to 3600. @default 20 */
  readonly drainSeconds: number;
}

/** @throws Error that names every variable with a value that cannot be. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];

  const number = (key: string, fallback: number, [min, max]: readonly [number, number]): number => {
    const value = Number(env[key] || fallback);
    if (!(value >= min && value <= max)) problems.push(`${key}: "${env[key]}" is not a number from ${min} to ${max}`);
    return value;
  };
  const whole = (key: string, fallback: number, range: readonly [number, number]): number => {
    const value = number(key, fallback, range);
    if (value % 1 !== 0) problems.push(`${key}: "${env[key]}" is not a whole number`);
    return value;
  };

  const logLevel = logLevels.find((level) => level === (env['LOG_LEVEL'] || 'info'));
  if (!logLevel) problems.push(`LOG_LEVEL: "${env['LOG_LEVEL']}" is none of ${logLevels.join(', ')}`);

  const config: Config = {
    logLevel: logLevel ?? 'info',
    httpPort: whole('HTTP_PORT', ports.http, [0, 65_535]),
    metricsPort: whole('METRICS_PORT', ports.metrics, [0, 65_535]),
    linksFile: env['LINKS_FILE'] || files.links,
    tokenFile: env['TOKEN_FILE'] || files.token,
    reloadSeconds: number('RELOAD_SECONDS', 5, [0.1, 3600]),
    requestSeconds: number('REQUEST_SECONDS', 10, [0.1, 3600]),
    maxConnections: whole('MAX_CONNECTIONS', 1000, [1, 65_535]),
    drainSeconds: number('DRAIN_SECONDS', 20, [0.1, 3600]),
  };
  if (problems.length > 0) throw new Error(`bad environment: ${problems.join('; ')}`);
  return config;
}

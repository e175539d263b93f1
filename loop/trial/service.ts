// The fleet's own service as a process of this machine, so that its metrics can be looked at without a cluster.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../lib/usage-error.ts';

/** What must be known of a service that is tried; its namespace and its job have its name. */
export interface TrialService {
  readonly name: string;
  /** The path at which it is scraped. */
  readonly scrapePath: string;
  /** How many processes there are of it, each a pod. */
  readonly replicas: number;
  /** Makes what one process runs from, in an empty folder. @returns the program, JavaScript that Node runs */
  prepare(folder: string): Promise<string>;
  /** The environment of one process: what {@link prepare} made, and the ports on loopback that are its own. */
  env(folder: string, ports: TrialPorts): Readonly<Record<string, string>>;
  /**
   * A little load on one process, over in less than a second.
   * @param progress from 0 to 1, how far the trial has come
   */
  load(at: TrialAt, progress: number): Promise<void>;
}

interface TrialPorts {
  readonly http: number;
  readonly metrics: number;
}

/** Where a process of the service is. */
export interface TrialAt {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** What it runs from. */
  readonly folder: string;
}

const file = 'app/trial.ts';

/**
 * The service whose source is in `app/` of the working directory, as its trial says.
 * @throws UsageError where there is none
 */
export async function loadTrialService(): Promise<TrialService> {
  const path = resolve(file);
  if (existsSync(path)) return ((await import(pathToFileURL(path).href)) as { readonly trial: TrialService }).trial;
  throw new UsageError(`There is no ${file} here; ask a Prometheus that runs: --prometheus http://127.0.0.1:9090`);
}

// The sample service as its clients reach it: at one address, behind which kube-proxy picks a pod.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../lib/usage-error.ts';
import { asString, at } from '../../render/fields.ts';
import type { TestCluster } from '../cluster.ts';
import type { Reference } from '../objects.ts';

/** What must be known of the service that a real node runs; its namespace has its name. */
export interface SampleService {
  readonly name: string;
  readonly ports: { readonly http: number };
}

const contract = 'app/contract.ts';

/**
 * The service whose source is in `app/` of the working directory, as its contract says.
 * @throws UsageError where there is none
 */
export async function loadSampleService(): Promise<SampleService> {
  const file = resolve(contract);
  if (existsSync(file)) return (await import(pathToFileURL(file).href)) as SampleService;
  throw new UsageError(`There is no ${contract} here; --node runs the service that has its source in app/`);
}

/** Its Service. */
export function serviceOf({ name }: SampleService): Reference {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: name } };
}

/**
 * Opens a port on loopback that leads to the service's own address in the cluster.
 *
 * @returns `http://127.0.0.1:PORT`
 * @throws Error where there is no real node, or no Service yet
 */
export async function openSampleService(sample: SampleService, { objects, node }: TestCluster): Promise<string> {
  const address = asString(at(await objects.get(serviceOf(sample)), 'spec.clusterIP'));
  if (!node || address === '') throw new Error('the sample service needs a real node and its Service');
  return `http://127.0.0.1:${await node.open(address, sample.ports.http)}`;
}

// The sample service as its clients reach it: at one address, behind which kube-proxy picks a pod.
import { name, ports } from '../../app/contract.ts';
import { asString, at } from '../../render/fields.ts';
import type { TestCluster } from '../cluster.ts';
import type { Reference } from '../objects.ts';

export const service: Reference = { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: name } };

/**
 * Opens a port on loopback that leads to the service's own address in the cluster.
 *
 * @returns `http://127.0.0.1:PORT`
 * @throws Error where there is no real node, or no Service yet
 */
export async function openSampleService({ objects, node }: TestCluster): Promise<string> {
  const address = asString(at(await objects.get(service), 'spec.clusterIP'));
  if (!node || address === '') throw new Error('the sample service needs a real node and its Service');
  return `http://127.0.0.1:${await node.open(address, ports.http)}`;
}

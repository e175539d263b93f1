// The rules of a cluster's network and the table that they are held to: all but what people state is read from its objects.
import type { Network } from '../../lib/azure/aks.ts';
import { publicGateway } from '../../lib/platform.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { type Cast, castOf } from './cast.ts';
import type { NamespaceLabels } from './engine.ts';
import type { Row } from './flow.ts';
import { type Table, tableOf } from './flows.ts';
import { stated } from './flows/stated.ts';
import { routedNeighbour } from './peers.ts';

export interface Enforced {
  readonly title: string;
  /** What enforces the policies. */
  readonly network: Network;
  readonly policies: readonly KubeObject[];
  readonly labelsOf: NamespaceLabels;
  readonly cast: Cast;
  readonly table: Table;
}

/**
 * @param objects all of a cluster
 * @param own what people state of its applications
 */
export function enforced(
  title: string,
  network: Network,
  objects: readonly KubeObject[],
  own: (cast: Cast) => readonly Row[] = stated,
): Enforced {
  const cast = castOf(objects);
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy' || kind === 'CiliumNetworkPolicy');
  return {
    title,
    network,
    policies,
    labelsOf: namespaceLabels(objects),
    cast,
    table: tableOf(network, cast, own(cast)),
  };
}

/** Namespaces without an object have the label that the API server gives, and the neighbour its own. */
function namespaceLabels(objects: readonly KubeObject[]): NamespaceLabels {
  const { key, value } = publicGateway.namespaceLabel;
  const known = new Map<string, Readonly<Record<string, string>>>([
    [routedNeighbour.pod?.namespace ?? '', { [key]: value }],
    ...objects
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => [metadata.name, metadata.labels ?? {}] as const),
  ]);
  return (namespace) => ({ 'kubernetes.io/metadata.name': namespace, ...known.get(namespace) });
}

// What enforces the rules of a cluster's network: said once where the cluster stands in the tree, asked by whoever makes a rule.
import type { Construct } from 'constructs';
import type { Network } from '../azure/aks.ts';

const key = 'fleetwright.dev/network';

/** Says it for all that will stand below a construct. */
export function enforceBy(network: Network, scope: Construct): void {
  scope.node.setContext(key, network);
}

/** What enforces the rules made at a construct; outside any cluster that is what every network knows. */
export function enforcedBy(scope: Construct): Network {
  return (scope.node.tryGetContext(key) as Network | undefined) ?? 'plain';
}

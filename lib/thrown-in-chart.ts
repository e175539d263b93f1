// What a chart's code throws, or cdk8s in it, ends the run at once: what is told names the construct, as a finding does.
import { types } from 'node:util';
import { Include } from 'cdk8s';
import type { Construct } from 'constructs';
import { MisfitError } from './validation/props.ts';
import { messageOf } from './message-of.ts';

/** Why no object comes from YAML, and what to write. */
export const includedYaml = {
  problem: 'cdk8s changes what it reads from YAML: 09:00 becomes 540, a key on becomes true',
  write: 'the object in TypeScript',
} as const;

/**
 * The error to throw in the place of another that names no construct, which is its cause: with the chart's path, or that of the Include that threw.
 * @param layer the one that the chart stands in, and its path where the chart had not begun
 * @param charts how many stood there before
 */
export function thrownInChart(layer: Construct, charts: number, thrown: unknown): Error {
  if (thrown instanceof MisfitError) return thrown;
  const chart = layer.node.children[charts];
  const { path } = (chart ?? layer).node;
  if (!isOfInclude(thrown)) return new Error(`${path}: ${messageOf(thrown)}`, { cause: thrown });
  const include = chart?.node.findAll().findLast((construct) => construct instanceof Include);
  const { problem, write } = includedYaml;
  return new Error(`${include?.node.path ?? path}: ${problem}; write: ${write}`, { cause: thrown });
}

/** Whatever a file or a Helm chart holds, it would be refused: why it cannot be read does not matter. */
function isOfInclude(thrown: unknown): boolean {
  return types.isNativeError(thrown) && /cdk8s\/(?:lib|src)\/(?:include|helm)\.[jt]s/.test(thrown.stack ?? '');
}

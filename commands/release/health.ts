// A digest goes on only from a stage that runs it healthily: what is asked of whom, and what every answer has in common.
import { imageOf } from '../../lib/pins/images.ts';
import { ask } from '../../tools/git.ts';
import type { Pinning } from './stages.ts';

/** What somebody who knows says of a pin's health. */
export interface Health {
  /** By what it is known to be healthy, as a sentence; empty where it is not. */
  readonly evidence: string;
  /** Why it is not known to be, a sentence each; none where it is. */
  readonly refusals: readonly string[];
}

/** What a cluster pins for one service, and which of its charts run that: another service may have the same image. */
export interface Watched extends Pinning {
  readonly charts: ReadonlySet<string>;
}

/** The health of what a stage pins. @param since the commit that pinned it */
export type HealthOf = (watched: Watched, since: string) => Promise<Health>;

/** A chart that runs an image, and where its pods are. */
export interface Runner {
  readonly chart: string;
  readonly namespace: string;
}

/**
 * The charts that run an image in a cluster, as a commit's dist/ has it; none where that was not rendered yet. So a commit whose pins
 * were written and whose dist/ came later vouches for nothing, and neither does another service with the same digest.
 * @param charts those that are asked about. @default all
 */
export function runnersAt(
  commit: string,
  { cluster, pin, charts }: Pick<Watched, 'cluster' | 'pin'> & Partial<Pick<Watched, 'charts'>>,
): Runner[] {
  const options = ['-z', '-l', '--no-color', '--fixed-strings'];
  const found = ask(['grep', ...options, imageOf(pin), commit, '--', `dist/${cluster}/`], '.') ?? '';
  const paths = found.split('\0').map((path) => path.slice(`${commit}:dist/`.length).split('/'));
  const runners = paths
    .flatMap(([, , chart, namespace]) => (chart && namespace ? [{ chart, namespace }] : []))
    .filter(({ chart }) => charts?.has(chart) ?? true);
  return [...new Map(runners.map((runner) => [`${runner.chart}/${runner.namespace}`, runner])).values()];
}

/** As a sentence names it. */
export function shortened(commit: string): string {
  return commit.slice(0, 9);
}

// What drifts, in words: in dist/, and in a cluster. Empty where nothing does.
import { loadFleet, pick } from '../../lib/load-fleet.ts';
import { readObjects, wholeObjectIn } from '../../render/read-objects.ts';
import { report } from '../../render/report.ts';
import { tool } from '../../tools/tool.ts';
import { staleFiles } from '../check/stale.ts';
import type { Output } from '../cli.ts';
import { writeInto } from '../write-into.ts';
import { clusterDrift } from './cluster.ts';
import { clusterReader } from './kubectl.ts';

/** Files of dist/ that are not what a fresh render gives. */
export async function unrendered(): Promise<string> {
  return staleFiles(await loadFleet(), 'dist').join('\n');
}

/** What Flux does not heal in a cluster. @param kubeconfig a file. @default the one that kubectl finds */
export async function unhealed(
  cluster: string,
  kubeconfig: string | undefined,
  stderr: Output['stderr'],
): Promise<string> {
  pick(await loadFleet(), cluster);
  const rendered = readObjects('dist', [cluster]).map(({ at }) => wholeObjectIn(at));
  const { findings, unread } = await clusterDrift(cluster, rendered, clusterReader(await tool('kubectl'), kubeconfig));
  if (unread.length > 0) stderr.write(`not looked at, as the account may not list them: ${unread.join(', ')}\n`);
  return report(findings).trim();
}

/** Writes it where {@link reported} reads it. @param cluster undefined for dist/ */
export function write(folder: string, cluster: string | undefined, text: string): void {
  writeInto(folder, { [cluster === undefined ? 'dist.txt' : `cluster-${cluster}.txt`]: text });
}

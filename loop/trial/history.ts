// A minute of scrapes as half an hour of them: what a window of five minutes shows needs more than five minutes to be seen.
import { writeFileSync } from 'node:fs';
import { output } from '../../tools/run.ts';
import type { Sandbox } from '../sandbox.ts';

/** When the history begins: one time for all runs. Seconds since 1970. */
export const beginning = Date.UTC(2026, 0, 1) / 1000;

/**
 * Writes what a database holds into another one, on a slower clock. Values stay as they are, so a rate is smaller by the factor.
 *
 * @param from the database of a Prometheus that has ended
 * @param factor seconds of the new clock for each of the old one
 * @returns the folder of the new database
 */
export async function stretchedHistory(
  sandbox: Sandbox,
  promtool: string,
  from: string,
  factor: number,
): Promise<string> {
  const samples = await output(promtool, ['tsdb', 'dump-openmetrics', `--sandbox-dir-root=${sandbox.folder}`, from]);
  const file = sandbox.path('history.txt');
  const to = sandbox.path('history');
  writeFileSync(file, stretched(samples, factor));
  await output(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, to]);
  return to;
}

/** OpenMetrics whose earliest sample is at {@link beginning}, and of which each second is `factor` seconds. */
export function stretched(samples: string, factor: number): string {
  const time = / (\d+(?:\.\d+)?(?:e\+\d+)?)$/gm;
  const first = Array.from(samples.matchAll(time), ([, at]) => Number(at)).reduce((a, b) => Math.min(a, b), Infinity);
  const moved = (at: number): string => (beginning + (at - first) * factor).toFixed(3);
  return samples.replaceAll(time, (_, at: string) => ` ${moved(Number(at))}`);
}

// imports/metrics/: which metrics there are, and with which labels, of programs that do not run here.
import type { Progress } from '../../tools/progress.ts';
import { type MetricSource, metricSources } from './metrics/sources.ts';
import { committed, type FindTree } from './origin.ts';

/** Texts by path, from `imports/`. */
export async function generateMetrics(find: FindTree, progress: Progress): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const source of metricSources) {
    const done = progress(`metrics of ${source.name}`);
    const file = `metrics/${source.name}.json`;
    files.set(file, await metricsOf(source, file, find));
    done(`metrics of ${source.name}`);
  }
  return files;
}

async function metricsOf(source: MetricSource, file: string, find: FindTree): Promise<string> {
  const tree = await find(source);
  if ('absent' in tree) return committed(file, tree.absent);
  const rows = [...source.read(tree.folder)].map(
    ([metric, labels]) => `${JSON.stringify(metric)}:${JSON.stringify(labels)}`,
  );
  const from = `${tree.name}, by: npm run imports`;
  return `{"from":${JSON.stringify(from)},\n"metrics":{\n${rows.join(',\n')}\n}}\n`;
}

// imports/metrics/: which metrics there are, and with which labels, of programs that do not run here.
import { join } from 'node:path';
import { pinnedModule, pinsFolder } from '../../tools/modules.ts';
import type { Progress } from '../../tools/progress.ts';
import { metricSources } from './metrics/sources.ts';

/** Texts by path, from `imports/`. */
export async function generateMetrics(progress: Progress): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { name, pin, module, read } of metricSources) {
    const done = progress(`metrics of ${name}`);
    const { path, version, folder } = await pinnedModule(join(pinsFolder, pin), module);
    const rows = [...read(folder)].map(([metric, labels]) => `${JSON.stringify(metric)}:${JSON.stringify(labels)}`);
    const from = `${path} ${version}, by: npm run imports`;
    files.set(`metrics/${name}.json`, `{"from":${JSON.stringify(from)},\n"metrics":{\n${rows.join(',\n')}\n}}\n`);
    done(`metrics of ${name}: ${rows.length}`);
  }
  return files;
}

// imports/values/: which values a chart takes, for the loop, which has no Helm: the chart's own schema, without what only people read.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../tools/progress.ts';
import { type OpenApi, without } from './open-api.ts';
import { committed, type FindTree, type Origin } from './origin.ts';
import { externalSecrets } from './repositories.ts';

/** A chart whose source comes with that of its definitions. */
type ChartSource = Origin & {
  /** The file in `imports/values/`, without `.json`. */
  readonly name: string;
  /** Its address, as its releases name it. */
  readonly url: string;
  /** Its folder in the source. */
  readonly chart: string;
};

export const chartSources: readonly ChartSource[] = [
  {
    name: 'cert-manager',
    pin: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    url: 'oci://quay.io/jetstack/charts/cert-manager',
    chart: 'deploy/charts/cert-manager',
  },
  { name: 'external-secrets', repository: externalSecrets, url: externalSecrets.url, chart: externalSecrets.chart },
];

const prose = new Set(['$schema', 'default', 'description', 'examples', 'title']);

/** Texts by path, from `imports/`. */
export async function generateValues(find: FindTree, progress: Progress): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const source of chartSources) {
    const done = progress(`values of ${source.name}`);
    const file = `values/${source.name}.json`;
    files.set(file, await schemaOf(source, file, find));
    done(`values of ${source.name}`);
  }
  return files;
}

async function schemaOf(source: ChartSource, file: string, find: FindTree): Promise<string> {
  const tree = await find(source);
  if ('absent' in tree) return committed(file, tree.absent);
  const text = await readFile(join(tree.folder, source.chart, 'values.schema.json'), 'utf8');
  const from = `${tree.name}, by: npm run imports`;
  return `${JSON.stringify({ from, chart: source.url, schema: without(prose, JSON.parse(text) as OpenApi) }, null, 1)}\n`;
}

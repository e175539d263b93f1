// What was published before, read from its files: just enough of each object to say what would be lost with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseDocument } from 'yaml';
import { asRecord } from './fields.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';

/** An object and its place. */
export type Placed = Pick<RenderedObject, 'at' | 'cluster' | 'layer' | 'chart' | 'object'>;

/** What identifies an object; `spec` is read of Helm releases alone, for parsing all of every file would take seconds. */
const head = ['apiVersion', 'kind', 'metadata'];

/**
 * The objects in a published tree, with identity, labels and annotations; of a HelmRelease its spec too. The layer and
 * the chart come from the path. Empty where the folder is missing, as before a first run.
 *
 * @param folder `dist`, or another that was published to
 * @param clusters the folders in it to read
 * @throws Error for a file that holds no object, as after a merge conflict; it says how to get a whole tree again
 */
export function readObjects(folder: string, clusters: readonly string[] | 'all'): Placed[] {
  const names = clusters === 'all' ? foldersIn(folder) : clusters.filter((name) => existsSync(join(folder, name)));
  return names.toSorted().flatMap((cluster) =>
    readdirSync(join(folder, cluster), { recursive: true, encoding: 'utf8' })
      .map((path) => path.split(sep))
      .filter((parts) => parts.length > 1 && parts.at(-1)?.endsWith('.yaml'))
      .map((parts) => {
        const at = [folder, cluster, ...parts].join('/');
        const [layer = '', chart = ''] = parts.slice(0, -1);
        return { at, cluster, layer, chart, object: readObject(at) };
      }),
  );
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function readObject(path: string): KubeObject {
  // A member of the document begins in the first column, so it can be cut out without parsing the others.
  const members = readFileSync(path, 'utf8').split(/^(?=\S)/m);
  const read = (names: readonly string[]): Record<string, unknown> =>
    asRecord(
      parseDocument(members.filter((member) => names.includes(member.slice(0, member.indexOf(':')))).join('')).toJS(),
    );
  const object = read(head);
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof asRecord(metadata).name !== 'string')
    throw new Error(
      `${path} holds no Kubernetes object (a merge conflict?); get a whole one: git checkout origin/main -- ${path}`,
    );
  return { ...(kind === 'HelmRelease' ? read([...head, 'spec']) : object) } as KubeObject;
}

// What Flux will apply: the objects of a cluster as they are committed in dist/.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { publicGateway } from '../../lib/platform.ts';
import type { KubeObject } from '../../render/rendered.ts';

const dist = new URL('../../dist/', import.meta.url);

/** The committed objects of some kinds. */
export function committed(cluster: string, ...kinds: readonly string[]): readonly KubeObject[] {
  const folder = new URL(`${cluster}/`, dist);
  return readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .toSorted()
    .map((path) => parse(readFileSync(new URL(path, folder), 'utf8')) as KubeObject)
    .filter(({ kind }) => kinds.includes(kind));
}

/** Labels of the committed namespaces; others have the one that the API server gives, and the neighbour its own. */
export function namespaceLabels(cluster: string): (namespace: string) => Readonly<Record<string, string>> {
  const { key, value } = publicGateway.namespaceLabel;
  const known = new Map<string, Readonly<Record<string, string>>>([
    ['routed-neighbour', { [key]: value }],
    ...committed(cluster, 'Namespace').map(({ metadata }) => [metadata.name, metadata.labels ?? {}] as const),
  ]);
  return (namespace) => ({ 'kubernetes.io/metadata.name': namespace, ...known.get(namespace) });
}

// What Flux will apply: the objects of a cluster as they are committed in dist/.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { KubeObject } from '../../render/rendered.ts';

const dist = new URL('../../dist/', import.meta.url);

/** The committed objects of a cluster. */
export function committed(cluster: string): readonly KubeObject[] {
  const folder = new URL(`${cluster}/`, dist);
  return readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .toSorted()
    .map((path) => parse(readFileSync(new URL(path, folder), 'utf8')) as KubeObject);
}

// What Git holds of a chart's Secret, and what the cluster holds of it.
import { asRecord, at } from '../render/fields.ts';
import type { Loop } from './loop.ts';
import type { SecretFile } from './work-tree.ts';

/** The one Secret that a chart has in dist/. */
export function secretOf({ secrets }: Loop, chart: string): SecretFile {
  const found = secrets.filter(({ path }) => path.includes(`/${chart}/`));
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`${chart} has ${found.length} secrets, not one`);
  return only;
}

/** The bytes of each value that the cluster has of it. */
export async function arrivedBytes({ cluster }: Loop, { name, namespace }: SecretFile): Promise<Map<string, Buffer>> {
  const found = await cluster.objects.get({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } });
  const data = Object.entries(asRecord(at(found, 'data')));
  return new Map(data.map(([key, value]) => [key, Buffer.from(String(value), 'base64')]));
}

/** Each value as text. */
export async function arrivedText(loop: Loop, file: SecretFile): Promise<Record<string, string>> {
  const bytes = await arrivedBytes(loop, file);
  return Object.fromEntries([...bytes].map(([key, value]) => [key, value.toString('utf8')]));
}

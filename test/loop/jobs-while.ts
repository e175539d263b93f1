// Which Jobs a loop makes, though it takes them away again.
import type { Loop } from '../../loop/loop.ts';
import { Rest } from '../../loop/rest.ts';
import type { KubeObject } from '../../render/rendered.ts';

/** Each Job that there is at some moment while something is done. */
export async function jobsWhile({ cluster }: Loop, done: () => Promise<void>): Promise<KubeObject['metadata'][]> {
  const rest = new Rest(cluster.api.server);
  const end = new AbortController();
  const seen: KubeObject['metadata'][] = [];
  const note = (event: string): void => {
    const { metadata } = (JSON.parse(event) as { readonly object: KubeObject }).object;
    seen.push({ name: metadata.name, annotations: metadata.annotations ?? {} });
  };
  const watch = rest.watch('/apis/batch/v1/jobs', note, end.signal);
  try {
    await done();
  } finally {
    end.abort();
    await watch.catch(() => undefined);
    rest.close();
  }
  return seen;
}

// Reloading is silent by nature: log what changed, and count what could not be read, so that an alert can ask for it.
import type { FastifyBaseLogger } from 'fastify';
import type { files } from '../contract.ts';
import type { Metrics } from './metrics.ts';
import type { WatchedFile } from './watched-file.ts';

export interface ReloadProps<T> {
  /** Label of the failure counter. */
  readonly name: keyof typeof files;
  readonly file: WatchedFile<T>;
  /** What the log says: of new content, and of a file that is bad. */
  readonly words: { readonly loaded: (content: T | undefined) => string; readonly bad: string };
  readonly metrics: Pick<Metrics, 'reloadFailures'>;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>;
}

/** Looks once. Each failed look counts; each reason is logged once, not every few seconds. */
export async function reload<T>({ name, file, words, metrics, log }: ReloadProps<T>): Promise<void> {
  const look = await file.look();
  if (look.found === 'changed') log.info({ file: file.path }, words.loaded(file.value));
  if (look.found !== 'bad') return;
  metrics.reloadFailures.inc({ file: name });
  if (look.repeated) return;
  log.warn({ file: file.path, reason: look.reason }, words.bad);
}

/** Looks now and then `everySeconds`, one look at a time, for as long as the process lives; it keeps no process alive. */
export async function keepFresh<T>(props: ReloadProps<T>, everySeconds: number): Promise<void> {
  await reload(props);
  setTimeout(() => void keepFresh(props, everySeconds), everySeconds * 1000).unref();
}

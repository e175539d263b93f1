// How far the charts of a loop are, told as it changes, until they are ready or a person has seen enough.
import { messageOf } from '../../lib/message-of.ts';
import { allReady, type Loop } from '../../loop/loop.ts';
import type { ChartProgress } from '../../loop/progress.ts';
import type { Output } from '../cli.ts';

/** Prints lines with the seconds since it was made. */
export function clock({ stdout }: Pick<Output, 'stdout'>): (line: string) => void {
  const start = performance.now();
  return (line) => void stdout.write(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

interface WatchOptions {
  readonly print: (line: string) => void;
  /** How long the charts may take. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Prints each chart's news until all are ready; on failure says where the logs are. @returns whether they became ready */
export async function watch(running: Loop, { print, seconds, signal }: WatchOptions): Promise<boolean> {
  const width = Math.max(...running.charts.map(({ length }) => length));
  const onChange = (chart: ChartProgress): void => print(`${chart.name.padEnd(width)}  ${state(chart)}`);
  try {
    await allReady(running, { onChange, seconds, signal });
    return true;
  } catch (error) {
    print(signal.aborted ? 'interrupted' : `${messageOf(error)}; logs are in ${running.cluster.sandbox.keepLogs()}`);
    return false;
  }
}

function state({ ready, message }: ChartProgress): string {
  return ready ? 'ready' : message || 'new';
}

/** From here on Ctrl-C asks for a tidy end. Before it, the guardian alone cleans up. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

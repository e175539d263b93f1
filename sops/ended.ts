// How a program ended that was started here, and what it printed.
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

export interface Ended {
  /** 1 for one that was killed. */
  readonly code: number;
  /** May be secret. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Waits for a program's end. @throws Error where it could not be started */
export async function endOf(
  child: ChildProcess & { readonly stdout: Readable; readonly stderr: Readable },
): Promise<Ended> {
  const exit = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const [code, stdout, stderr] = await Promise.all([exit, buffer(child.stdout), buffer(child.stderr)]);
  return { code, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8') };
}

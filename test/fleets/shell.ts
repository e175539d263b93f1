// What a reader of the pages types, in a folder of a test.
import { spawnSync } from 'node:child_process';

/** What a script printed, on both of its streams, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** Runs a script, which ends with the first command that fails. @param env beside what jest has set for itself */
export function shell(script: string, cwd: string, env: Readonly<Record<string, string>> = {}): Ended {
  const { NODE_OPTIONS: _jest, JEST_WORKER_ID: _worker, ...inherited } = process.env;
  const { status, stdout } = spawnSync('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${script}`], {
    cwd,
    env: { ...inherited, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { status, said: stdout };
}

// What must not outlive a command is removed whatever becomes of it, kill -9 included: by a shell in a session of its own
// that waits for the end of its standard input, which is the end of this process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Ignores what a terminal sends to all; a folder in which an orphan still writes is tried again, for five seconds. */
const script = `trap '' HUP INT QUIT TERM
cat >/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf -- "$@" && exit; sleep 0.5; done`;

/** Something under guard. */
export interface Guard {
  /** Removes it now. */
  readonly release: () => Promise<void>;
}

/** Puts files and folders under guard, before they are there: so there is no moment at which a kill could leave them. */
export function guard(paths: readonly string[]): Guard {
  const shell = spawn('/bin/sh', ['-c', script, 'guard', ...paths], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: process.env.PATH },
  });
  const ended = once(shell, 'exit');
  // A shell that ends early closes its input; the removal is then seen to below.
  shell.stdin.on('error', () => undefined);
  return {
    release: async () => {
      shell.stdin.end();
      const [code] = (await ended) as [number | null];
      if (code !== 0) throw new Error(`cannot be removed, do it by hand: ${paths.join(', ')}`);
    },
  };
}

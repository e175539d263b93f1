// Lets this process run TypeScript: a fleet's main.ts, and here all of the machine.
import { ownFolder } from './own-folder.js';
import { ownPath } from './own-path.js';

/**
 * tsx keeps what it compiled in a folder of the temporary one, whose owner it does not check, and runs it the next time: it gets a
 * folder that is this user's alone. Where there can be none the process ends, with exit code 2.
 */
export async function runTypeScript() {
  const { PATH, TMPDIR } = process.env;
  if (PATH !== undefined) process.env.PATH = ownPath(PATH);
  try {
    process.env.TMPDIR = ownFolder('tsx');
    const { register } = await import('tsx/esm/api');
    register();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

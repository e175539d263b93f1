// Every command starts here: `node --import ./typescript.js <file>.ts`. tsx keeps what it compiled in a folder of the
// temporary one, whose owner it does not check, and runs it the next time: it gets a folder that is this user's alone.
import { register } from 'node:module';
import { ownFolder } from './tools/own-folder.js';
import { ownPath } from './tools/own-path.js';

const { PATH, TMPDIR } = process.env;
if (PATH !== undefined) process.env.PATH = ownPath(PATH);
try {
  process.env.TMPDIR = ownFolder('tsx');
  await import('tsx');
  register(new URL('tools/source-condition.js', import.meta.url));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
} finally {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
}

// A program that holds a value and dies, as a command might.
import { begin } from '../../sops/begin.ts';

const [canary = '', start] = process.argv.slice(2);
if (start === 'begin') begin();
// Not the argument itself, which the kernel keeps elsewhere: as it comes out of a pipe.
const held = Buffer.alloc(64 * canary.length, Buffer.from(canary, 'base64'));
// The processor's registers are in every dump, and wide ones hold what was copied last.
const last = Buffer.alloc(64 * canary.length, 'x');
if (held.length + last.length > 0) process.abort();

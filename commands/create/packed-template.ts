// The template of a fleet, which the package carries.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { textsBelow } from '../../lib/files.ts';
import type { Files } from './personal.ts';

/** Beside `build/`. */
export const templateFolder = join(import.meta.dirname, '..', '..', '..', 'fleet');

/** @throws Error where this is not run from the package */
export function packedTemplate(): Files {
  if (!existsSync(templateFolder))
    throw new Error('This is the source of the package; npm run pack makes what can be run');
  return textsBelow(templateFolder);
}

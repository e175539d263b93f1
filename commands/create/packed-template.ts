// The template of a fleet, which the package carries.
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { entriesBelow, readText } from '../../lib/files.ts';
import type { Files } from './personal.ts';

/** Beside `build/`. */
const folder = join(import.meta.dirname, '..', '..', '..', 'fleet');

/** @throws Error where this is not run from the package */
export function packedTemplate(): Files {
  if (!existsSync(folder)) throw new Error('This is the source of the package; npm run pack makes what can be run');
  const files = entriesBelow(folder).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [relative(folder, file).split(sep).join('/'), readText(file)] as const;
    }),
  );
}

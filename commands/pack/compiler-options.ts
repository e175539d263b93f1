// How the machine is compiled, for the package and by a fleet that has taken its sources over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rooms } from '../../tools/rooms.ts';

/** The `tsconfig.json` of the package: strict as in this repository, compiled into `build/`. */
export function compilerOptions(home: string): object {
  const text = readFileSync(join(home, 'tsconfig.json'), 'utf8');
  const { compilerOptions: ours } = JSON.parse(text) as { readonly compilerOptions: Readonly<Record<string, unknown>> };
  const { noEmit: _none, incremental: _faster, tsBuildInfoFile: _kept, customConditions: _source, ...options } = ours;
  return {
    compilerOptions: {
      ...options,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      checkJs: false,
      rootDir: '.',
      outDir: 'build',
    },
    include: rooms.map((room) => `${room}/**/*.ts`),
  };
}

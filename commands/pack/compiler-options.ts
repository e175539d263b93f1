// How the machine is compiled for the package.
import { join } from 'node:path';
import { home, rooms } from './rooms.ts';

/** What the fleet or the development of the machine alone needs. */
export const left = ['commands/bench', 'commands/bench.ts', 'commands/pack', 'commands/pack.ts'];

/**
 * A `tsconfig.json` that compiles the machine.
 * @param stage the folder that becomes the package; the output goes to `build/` in it
 */
export function compilerOptions(stage: string): object {
  return {
    extends: join(home, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      incremental: false,
      tsBuildInfoFile: null,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      checkJs: false,
      rootDir: home,
      outDir: join(stage, 'build'),
      typeRoots: [join(home, 'node_modules', '@types')],
    },
    include: rooms.map((room) => join(home, room, '**', '*.ts')),
    exclude: left.map((path) => join(home, path)),
  };
}

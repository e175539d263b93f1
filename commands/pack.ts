// npm run pack: the machine as the package that a fleet in another repository has, as a tarball. The fleet here stays out.
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { UsageError } from '../lib/usage-error.ts';
import { type Command, type ExitCode, main } from './cli.ts';
import { pack, packCreate, type Packed } from './pack/pack.ts';
import { home } from './pack/rooms.ts';

const args = {
  folder: {
    type: 'positional',
    required: true,
    description: 'Where the tarball goes: a folder outside this repository',
    valueHint: 'FOLDER',
  },
  create: { type: 'boolean', description: 'Also the package create-fleetwright, for a registry that has both' },
} as const;

const command: Command<typeof args> = {
  meta: { name: 'npm run pack --', description: 'Pack the constructs and the commands as the package fleetwright' },
  args,
  run: async ({ args: { folder, create } }, { stdout }): Promise<ExitCode> => {
    // A build in the work tree would be run in place of the sources, old as it may be.
    if (!relative(home, realPath(folder)).startsWith('..'))
      throw new UsageError(`${folder} is in this repository; name a folder outside of it`);
    mkdirSync(folder, { recursive: true });
    stdout.write('compiling ...\n');
    stdout.write(told(await pack(resolve(folder))));
    if (create) stdout.write(told(await packCreate(resolve(folder))));
    return 0;
  },
};

function told({ file, bytes, files }: Packed): string {
  return `${file}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB\n`;
}

/** The path of a folder that may not be there yet, without links. */
function realPath(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) ? realpathSync(path) : join(realPath(dirname(path)), basename(path));
}

await main(command);

// npm run pack: the machine as the package that a fleet in another repository has, as a tarball. The fleet here stays out.
import { mkdirSync, realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { UsageError } from '../lib/usage-error.ts';
import { type Command, type ExitCode, main } from './cli.ts';
import { pack } from './pack/pack.ts';
import { home } from './pack/rooms.ts';

const args = {
  folder: {
    type: 'positional',
    required: true,
    description: 'Where the tarball goes: a folder outside this repository',
    valueHint: 'FOLDER',
  },
} as const;

const command: Command<typeof args> = {
  meta: { name: 'npm run pack --', description: 'Pack the constructs and the commands as the package fleetwright' },
  args,
  run: async ({ args: { folder } }): Promise<ExitCode> => {
    mkdirSync(folder, { recursive: true });
    // A build in the work tree would be run in place of the sources, old as it may be.
    if (!relative(home, realpathSync(folder)).startsWith('..'))
      throw new UsageError(`${folder} is in this repository; name a folder outside of it`);
    process.stdout.write('compiling ...\n');
    const { file, bytes, files } = await pack(resolve(folder));
    process.stdout.write(`${file}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB\n`);
    return 0;
  },
};

await main(command);

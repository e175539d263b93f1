// fleetwright create: from nothing to a rendered, checked repository of a fleet that has the machine as a package.
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../lib/usage-error.ts';
import { type Command, type ExitCode, main } from './cli.ts';
import { answersFrom, type Flag, questions } from './create/answers.ts';
import { personalize } from './create/personal.ts';
import { steps } from './create/steps.ts';
import { packedTemplate } from './create/packed-template.ts';

const flag = (name: Flag) => ({ type: 'string', description: questions[name].text, valueHint: 'X' }) as const;

const args = {
  folder: { type: 'positional', required: true, description: 'The new repository; it must not exist, or be empty' },
  clusters: flag('clusters'),
  domain: flag('domain'),
  repository: flag('repository'),
  tenant: flag('tenant'),
  recovery: flag('recovery'),
  package: {
    type: 'string',
    description: 'A tarball of this package, which goes into the repository; by default npm gets it from its registry',
    valueHint: 'FILE',
  },
  'files-only': { type: 'boolean', description: 'Write the files, and leave install, synth, check and commit to you' },
} as const;

const create: Command<typeof args> = {
  meta: { name: 'fleetwright create', description: 'Make a repository of a fleet: rendered, checked, committed' },
  args,
  run: async ({ args: { folder, package: tarball, 'files-only': filesOnly, ...given } }): Promise<ExitCode> => {
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new UsageError(`${folder} is not empty; name a folder that is not there yet`);
    if (tarball !== undefined && !existsSync(tarball)) throw new UsageError(`There is no ${tarball}`);
    const files = personalize(packedTemplate(), await answersFrom(given), tarball && basename(tarball));
    for (const [path, text] of files) write(join(folder, path), text);
    if (tarball !== undefined) copyFileSync(tarball, join(folder, basename(tarball)));
    process.stdout.write(`${folder}: ${files.size} files written\n`);
    return filesOnly || steps(resolve(folder)) ? 0 : 1;
  },
};

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx', mode: text.startsWith('#!') ? 0o777 : 0o666 });
}

await main(create);

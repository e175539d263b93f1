// `npm run imports`: types and schemas of custom kinds. The machine's come from the versions that imports/sources/ and
// commands/imports/repositories.ts pin, a fleet's own from the definitions in its imports/crds/.
import { basename } from 'node:path';
import { ownImports } from '../lib/own-imports.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { generated } from './imports/here.ts';
import { differences, replace } from './imports/output.ts';
import { repositories } from './imports/repositories.ts';

const args = {
  check: { type: 'boolean', description: 'Write nothing; exit 1 if a file is not what would be generated' },
  from: {
    type: 'string',
    description: 'Folder with repositories in subfolders by their names. Without it, what came from these stays',
    valueHint: 'FOLDER',
  },
  pull: { type: 'boolean', description: 'Clone these repositories first (network), in the place of --from' },
  class: {
    type: 'string',
    description: "In a fleet: kinds that become classes, too, such as 'example.com/Widget,...'",
  },
} as const;

export const imports: Command<typeof args> = {
  meta: {
    name: 'npm run imports --',
    description:
      'Generates types and schemas of custom kinds: in a fleet from imports/crds/<group>.yaml; in the repository of the machine ' +
      'from the Go modules that imports/sources/ pins, with Go, and the network once; and from the repositories of ' +
      repositories.map(({ path }) => basename(path)).join(', '),
  },
  args,
  run: async ({ args: { check, ...options } }, { stdout }): Promise<ExitCode> => {
    const { files, found } = await generated(options);
    const names = await differences(ownImports, files, found);
    if (!check) await replace(ownImports, files, names);
    const told = `${names.length === 0 ? 'none' : names.length} ${check ? 'differ' : 'changed'}`;
    stdout.write(`${files.size} files generated, ${told}\n${list(names)}`);
    if (!check || names.length === 0) return 0;
    stdout.write('run npm run imports, and commit what it writes\n');
    return 1;
  },
};

function list(names: readonly string[]): string {
  return names.map((name) => `  ${ownImports}/${name}\n`).join('');
}

if (isStarted(import.meta)) await main(imports);

// fleetwright create: from nothing to a rendered, checked repository of a fleet that has the machine as a package.
import { basename, resolve } from 'node:path';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { refuseMoreWords } from './too-many-words.ts';
import { answersFrom, type Flag, questions } from './create/answers.ts';
import { personalize } from './create/personal.ts';
import { place, refuseOther, refuseTaken } from './create/place.ts';
import { leftSteps, steps } from './create/steps.ts';
import { packedTemplate } from './create/packed-template.ts';

const flag = (name: Flag) => ({ type: 'string', description: questions[name].text, valueHint: 'X' }) as const;

const args = {
  folder: { type: 'positional', required: true, description: 'The new repository; it must not exist, or be empty' },
  package: {
    type: 'string',
    required: true,
    description:
      'The tarball of this package, which goes into the repository; or a version, if a registry of yours has it',
    valueHint: 'FILE',
  },
  clusters: flag('clusters'),
  domain: flag('domain'),
  repository: flag('repository'),
  tenant: flag('tenant'),
  recovery: flag('recovery'),
  'files-only': { type: 'boolean', description: 'Write the files, and leave install, synth, check and commit to you' },
} as const;

export const create: Command<typeof args> = {
  meta: { name: 'fleetwright create', description: 'Make a repository of a fleet: rendered, checked, committed' },
  args,
  run: async (
    { args: { _: words, folder, package: source, 'files-only': filesOnly, ...given } },
    output,
  ): Promise<ExitCode> => {
    refuseMoreWords(words, 1, 'repository');
    refuseTaken(folder);
    const tarball = /^\d+\.\d+\.\d+$/.test(source) ? undefined : source;
    if (tarball !== undefined) refuseOther(tarball);
    const wanted = tarball === undefined ? source : `file:${basename(tarball)}`;
    const files = personalize(packedTemplate(), await answersFrom(given), wanted);
    place(files, folder, tarball);
    output.stdout.write(`${folder}: ${files.size} files written\n`);
    if (!filesOnly) return steps(resolve(folder), output) ? 0 : 1;
    output.stdout.write(`What is left to do there:\n${leftSteps(0)}`);
    return 0;
  },
};

if (isStarted(import.meta)) await main(create);

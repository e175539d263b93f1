// fleetwright create: from nothing to a rendered, checked repository of a fleet that has the machine as a package.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { statusOf } from '../lib/files.ts';
import { UsageError } from '../lib/usage-error.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { refuseMoreWords } from './too-many-words.ts';
import { answersFrom, type Flag, questions } from './create/answers.ts';
import { type Files, personalize } from './create/personal.ts';
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

function refuseTaken(folder: string): void {
  const status = statusOf(folder);
  if (status === undefined) return;
  if (!status.isDirectory()) throw new UsageError(`${folder} is no folder; name one that is not there yet`);
  if (readdirSync(folder).length > 0)
    throw new UsageError(
      `${folder} is not empty; name a folder that is not there yet, or delete what an earlier run left`,
    );
}

function refuseOther(tarball: string): void {
  if (!/^[\w.-]+\.tgz$/.test(basename(tarball)) || statusOf(resolve(tarball))?.isFile() !== true)
    throw new UsageError(
      `--package is the file that npm run pack wrote, such as fleetwright-0.1.0.tgz, or a version that a registry of yours has, not "${tarball}"`,
    );
}

/** All of them, or none: they are put together beside their place. */
function place(files: Files, folder: string, tarball: string | undefined): void {
  const around = dirname(resolve(folder));
  mkdirSync(around, { recursive: true });
  const stage = mkdtempSync(join(around, '.fleetwright-create-'));
  try {
    const made = join(stage, 'made');
    for (const [path, text] of files) write(join(made, path), text);
    if (tarball !== undefined) copyFileSync(tarball, join(made, basename(tarball)));
    renameSync(made, folder);
  } finally {
    rmSync(stage, { recursive: true });
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: text.startsWith('#!') ? 0o777 : 0o666 });
}

if (isStarted(import.meta)) await main(create);

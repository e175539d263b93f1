// npm run tools: the third-party programs that tests and commands use, found or built.
import { delimiter, dirname } from 'node:path';
import { committedFile, digestLine, digestOf } from '../tools/digests.ts';
import type { Found, Missing } from '../tools/find.ts';
import { type ProgramName, programNames } from '../tools/programs.ts';
import { findTools, tools as readyTools } from '../tools/tool.ts';
import { type Command, type ExitCode, isStarted, main, type Output } from './cli.ts';
import { UsageError } from '../lib/usage-error.ts';
import { writeOver } from '../lib/write-over.ts';

const args = {
  names: {
    type: 'positional',
    required: false,
    description: 'Programs, all if none is named',
    valueHint: 'sops kubectl ...',
  },
  list: { type: 'boolean', description: 'Only say where they are, build none' },
  json: { type: 'boolean', description: 'Print JSON' },
  path: { type: 'boolean', description: 'Print their folders, for PATH' },
  record: { type: 'boolean', description: `Write the checksums of all that is built to tools/${committedFile}` },
} as const;

export const tools: Command<typeof args> = {
  meta: {
    name: 'npm run tools --',
    description: 'Find or build the third-party programs that tests and commands use',
  },
  args,
  run: async ({ args }, output): Promise<ExitCode> => {
    if (args.record) return record(output);
    const names = args._.length > 0 ? args._.map(programName) : programNames;
    const results = await (args.list ? findTools(names) : readyTools(names));
    output.stdout.write(
      args.json ? `${JSON.stringify(results, null, 2)}\n` : args.path ? asPath(results) : asText(results, args.list),
    );
    return !args.list && results.some(({ from }) => from === 'nowhere') ? 1 : 0;
  },
};

/** What is committed of the programs: of all, as built here, for a test holds the file against the table. */
async function record({ stdout }: Output): Promise<ExitCode> {
  const results = await readyTools(programNames);
  const lines = await Promise.all(results.map(lineOf));
  writeOver(`tools/${committedFile}`, lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join(''));
  stdout.write(`tools/${committedFile}: ${lines.length} programs\n`);
  return 0;
}

async function lineOf(result: Found | Missing): Promise<string> {
  if (result.from === 'nowhere') throw new Error(`${result.name} cannot be recorded: ${result.because}`);
  if (result.from === 'PATH') throw new Error(`${result.path} was not built here: take it off PATH to record what is`);
  return digestLine((await digestOf(result.path)) ?? '', result.path);
}

function programName(word: string): ProgramName {
  const name = programNames.find((known) => known === word);
  if (name === undefined)
    throw new UsageError(`no program "${word}" in tools/programs.ts; write one of ${programNames.join(', ')}`);
  return name;
}

/** What a shell puts before its PATH, so that the programs can be called by name. */
function asPath(results: readonly (Found | Missing)[]): string {
  const folders = results.flatMap((result) => (result.from === 'nowhere' ? [] : [dirname(result.path)]));
  return `${[...new Set(folders)].join(delimiter)}\n`;
}

function asText(results: readonly (Found | Missing)[], list = false): string {
  const missing = results.filter(({ from }) => from === 'nowhere').length;
  const width = Math.max(...results.map(({ name }) => name.length)) + 2;
  const lines = results.map((result) => `${result.name.padEnd(width)}${result.version.padEnd(9)}${where(result)}`);
  const hint = list && missing > 0 ? '; npm run tools builds the rest' : '';
  return `${lines.join('\n')}\n${results.length - missing} of ${results.length} programs ready${hint}\n`;
}

function where(result: Found | Missing): string {
  switch (result.from) {
    case 'nowhere':
      return `missing: ${result.because}`;
    case 'build':
      return `built in ${result.seconds} s: ${result.path}`;
    default:
      return `${result.from.padEnd(6)} ${result.path}`;
  }
}

if (isStarted(import.meta)) await main(tools);

// npm run tools: the third-party programs that tests and commands use, found or built.
import { committedFile } from '../tools/digests.ts';
import { type ProgramName, programNames } from '../tools/programs.ts';
import { findTools, tools as readyTools } from '../tools/tool.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { record } from './tools/record.ts';
import { asPath, asText } from './tools/words.ts';
import { UsageError } from '../lib/usage-error.ts';

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

function programName(word: string): ProgramName {
  const name = programNames.find((known) => known === word);
  if (name === undefined)
    throw new UsageError(`no program "${word}" in tools/programs.ts; write one of ${programNames.join(', ')}`);
  return name;
}

if (isStarted(import.meta)) await main(tools);

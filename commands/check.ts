// All that a pull request must pass before its tests: format, lint, import directions, types, and dist/ as synth renders it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type ProgramCheck, programChecks } from './check/programs.ts';
import { staleFiles } from './check/stale.ts';
import { type Command, type ExitCode, main } from './cli.ts';

interface Outcome {
  readonly name: string;
  readonly output: string;
  readonly remedy: string;
}

const check: Command<Record<never, never>> = {
  meta: {
    name: 'npm run check --',
    description: 'Check format, lint, import directions, types, and that dist/ is up to date',
  },
  args: {},
  run: async (): Promise<ExitCode> => {
    process.stdout.write(`${programChecks.length + 1} checks, all at once ...\n`);
    const outcomes = await Promise.all([
      ...programChecks.map((program) => announced(run(program))),
      announced(upToDate()),
    ]);
    return outcomes.some(({ output }) => output !== '') ? 1 : 0;
  },
};

/** Prints an outcome as soon as it is there. */
async function announced(pending: Promise<Outcome>): Promise<Outcome> {
  const outcome = await pending;
  const { name, output, remedy } = outcome;
  process.stdout.write(output === '' ? `ok      ${name}\n` : `${output}\nFAILED  ${name}; ${remedy}\n`);
  return outcome;
}

/** Runs a program of `node_modules`; its output counts only where it says no. */
function run({ name, command, args, remedy }: ProgramCheck): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(join('node_modules', '.bin', command), args, { shell: process.platform === 'win32' });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(output).toString('utf8').trim();
      resolve({ name, remedy, output: code === 0 ? '' : text || `exit code ${code}` });
    });
  });
}

async function upToDate(): Promise<Outcome> {
  const stale = staleFiles('dist');
  return {
    name: 'dist/ is what synth renders',
    output: stale.join('\n'),
    remedy: 'npm run synth, and commit what it wrote',
  };
}

await main(check);

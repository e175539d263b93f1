// All that a pull request must pass before its tests: format, lint, import directions, types, no dead code, dist/ as synth
// renders it and as a real API server takes it, and secrets/ encrypted.
import { messageOf } from '../lib/message-of.ts';
import { checksHere } from './check/all.ts';
import { type NamedCheck, linesOf, type Outcome } from './check/outcome.ts';
import { asTold } from './check/programs.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';

export const check: Command<Record<never, never>> = {
  meta: {
    name: 'npm run check --',
    description:
      'Check format, lint, import directions, types, dead code, that dist/ is up to date and taken by a real API server, that alerts ask for what there is, and secrets/ encrypted',
  },
  args: {},
  run: async (_context, output): Promise<ExitCode> => {
    const pending = checksHere(output).map(async (asked) => {
      const outcome = await settled(asked);
      output.stdout.write(linesOf(outcome));
      return outcome;
    });
    output.stdout.write(`${pending.length} checks, all at once ...\n`);
    const outcomes = await Promise.all(pending);
    return outcomes.some(({ output: said }) => said !== '') ? 1 : 0;
  },
};

/** A check that throws has failed, and the others go on. */
async function settled({ name, outcome }: NamedCheck): Promise<Outcome> {
  try {
    return await outcome();
  } catch (error) {
    return { name, output: messageOf(error), remedy: asTold };
  }
}

if (isStarted(import.meta)) await main(check);

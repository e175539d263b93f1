// Refuses a branch that takes away from a cluster what no commit of it says may go.
import { report } from '../render/report.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { comparedTrees, dist } from '../diff/trees/compared.ts';
import { consentsSince } from '../diff/removals/consents.ts';
import { guard } from '../diff/removals/guard.ts';

const args = {
  ref: {
    type: 'positional',
    required: false,
    description: 'Where the branch began; by default where it left origin/main, or else HEAD',
    valueHint: 'REF',
  },
  dist,
} as const;

export const removals: Command<typeof args> = {
  meta: {
    name: 'npm run removals --',
    description: 'Refuse removals from dist/ since a revision that no commit consents to',
  },
  args,
  run: ({ args: { ref, dist: folder } }, { stdout, stderr }): ExitCode => {
    const { base, before, after } = comparedTrees(ref, folder);
    const { refused, allowed } = guard(before, after, consentsSince(base, '.'));
    for (const { chart, author, commit, problems } of allowed)
      stdout.write(
        `${chart}: ${author} consents in ${commit}\n${problems.map((problem) => `  ${problem}\n`).join('')}`,
      );
    if (refused.length > 0) {
      stderr.write(`${report(refused)}\nrefused: since ${base.name} no commit consents to this\n`);
      return 1;
    }
    stdout.write(`nothing goes without consent since ${base.name}\n`);
    return 0;
  },
};

if (isStarted(import.meta)) await main(removals);

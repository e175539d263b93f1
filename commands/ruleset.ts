// The rules for main as GitHub takes them: who must agree stands in CODEOWNERS, by name; a ruleset wants ids of teams.
import { readFileSync } from 'node:fs';
import { type Command, isStarted, main } from './cli.ts';
import { gitHub } from './github/client.ts';
import { ownedIn, requiredTeams } from './github/code-owners.ts';
import { filledRuleset } from './github/ruleset.ts';

export const ruleset: Command<Record<never, never>> = {
  meta: {
    name: 'npm run -s ruleset',
    description:
      'Print .github/ruleset.json with an approval of each team that stands beside another in CODEOWNERS. GITHUB_REPOSITORY is <owner>/<name>; GITHUB_TOKEN may read the teams of the organization',
  },
  args: {},
  run: async (_context, { stdout }) => {
    const teams = requiredTeams(ownedIn(readFileSync('.github/CODEOWNERS', 'utf8')));
    const rules: unknown = JSON.parse(readFileSync('.github/ruleset.json', 'utf8'));
    const filled = await filledRuleset(gitHub(process.env, process.env.GITHUB_TOKEN), rules, teams);
    stdout.write(`${JSON.stringify(filled, undefined, 2)}\n`);
  },
};

if (isStarted(import.meta)) await main(ruleset);

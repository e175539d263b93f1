// The committed ruleset with what only GitHub knows: the ids of teams.
import { asArray, asRecord } from '../../render/fields.ts';
import { type GitHub, GitHubError } from './client.ts';
import type { RequiredTeam } from './code-owners.ts';

/**
 * The ruleset in which pull requests need an approval of each team.
 * @throws Error for a team of another organization, or one that GitHub does not know
 */
export async function filledRuleset(
  github: GitHub,
  ruleset: unknown,
  teams: readonly RequiredTeam[],
): Promise<Record<string, unknown>> {
  const required_reviewers: object[] = [];
  for (const { org, team, patterns } of teams)
    required_reviewers.push({
      file_patterns: patterns,
      minimum_approvals: 1,
      reviewer: { id: await idOf(github, org, team), type: 'Team' },
    });
  const rules = asArray(asRecord(ruleset).rules).map((rule) => {
    const { type, parameters } = asRecord(rule);
    return type === 'pull_request' ? { type, parameters: { ...asRecord(parameters), required_reviewers } } : rule;
  });
  return { ...asRecord(ruleset), rules };
}

async function idOf({ api, owner }: GitHub, org: string, team: string): Promise<number> {
  if (org !== owner)
    throw new Error(
      `CODEOWNERS: @${org}/${team} is not a team of ${owner}; write teams of the repository's organization`,
    );
  try {
    return (await api.rest.teams.getByName({ org, team_slug: team })).data.id;
  } catch (error) {
    if (!(error instanceof GitHubError && error.status === 404)) throw error;
    throw new Error(`GitHub shows no team ${team} of ${org} to this token; create it, or use one that may read it`, {
      cause: error,
    });
  }
}

// A ruleset asks for each team that CODEOWNERS means; the ids come from GitHub, here a stand-in for its API.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ownedIn, type RequiredTeam, requiredTeams } from '../../../commands/github/code-owners.ts';
import { filledRuleset } from '../../../commands/github/ruleset.ts';
import { FakeGitHub } from '../../support/github.ts';

const teams = (text: string): RequiredTeam[] => requiredTeams(ownedIn(text));

test('two teams on a line are both asked for', () => {
  expect(teams('* @acme/a\n/secrets/ @acme/a @acme/b # both\n')).toEqual([
    { org: 'acme', team: 'a', patterns: ['secrets/**'] },
    { org: 'acme', team: 'b', patterns: ['secrets/**'] },
  ]);
});

test('one team on a line is what CODEOWNERS asks for itself', () => expect(teams('* @acme/a\n')).toEqual([]));

test('a later line takes out what it hands to somebody else', () => {
  expect(teams('/docs/ @acme/a @acme/b\n/docs/open/ @acme/a\n')).toMatchObject([
    { patterns: ['docs/**', '!docs/open/**'] },
    { patterns: ['docs/**', '!docs/open/**'] },
  ]);
});

test('whatever the lines are, the teams asked for are those of the last line that fits, where it has several', () => {
  const pattern = fc.constantFrom('*', '/a/', '/b/', '/a/b/', '/a/b/c/');
  const owners = fc.subarray(['@acme/x', '@acme/y', '@acme/z'], { minLength: 1 });
  const path = fc.constantFrom('f', 'a/f', 'b/f', 'a/b/f', 'a/b/c/f');
  const fits = (text: string, file: string): boolean => text === '*' || file.startsWith(text.replace(/^\/|\*\*$/g, ''));
  fc.assert(
    fc.property(fc.array(fc.tuple(pattern, owners), { minLength: 1 }), path, (lines, file) => {
      const asked = teams(lines.map(([text, names]) => [text, ...names].join(' ')).join('\n')).filter(
        ({ patterns }) => {
          const last = patterns.findLast((text) => fits(text.replace(/^!/, ''), file));
          return last !== undefined && !last.startsWith('!');
        },
      );
      const [, meant = []] = lines.findLast(([text]) => fits(text, file)) ?? [];
      expect(asked.map(({ org, team }) => `@${org}/${team}`)).toEqual(meant.length > 1 ? meant.toSorted() : []);
    }),
  );
});

test.each(['@ann', 'ann@example.com'])('%s beside a team is refused: a ruleset takes teams alone', (owner) => {
  expect(() => teams(`/secrets/ @acme/a ${owner}`)).toThrow(`CODEOWNERS: ${owner} stands beside others on a line`);
});

test('more teams than a ruleset takes are refused', () => {
  const many = Array.from({ length: 16 }, (_, index) => `@acme/team-${index}`);
  expect(() => teams(`/secrets/ ${many.join(' ')}`)).toThrow('16 teams stand beside others in CODEOWNERS');
});

describe('the ruleset that GitHub is given', () => {
  let github: FakeGitHub;
  beforeEach(async () => void (github = await FakeGitHub.start()));
  afterEach(() => github.stop());

  const ruleset = { name: 'main', rules: [{ type: 'deletion' }, { type: 'pull_request', parameters: { count: 1 } }] };
  const required = [{ org: 'acme', team: 'security', patterns: ['secrets/**'] }];

  test('has the ids of the teams, and all else as it is committed', async () => {
    github.teams.set('security', 4711);
    const reviewer = { id: 4711, type: 'Team' };
    const required_reviewers = [{ file_patterns: ['secrets/**'], minimum_approvals: 1, reviewer }];
    expect(await filledRuleset(github.client, ruleset, required)).toEqual({
      name: 'main',
      rules: [{ type: 'deletion' }, { type: 'pull_request', parameters: { count: 1, required_reviewers } }],
    });
    expect(github.writes).toEqual([]);
  });

  test.each([
    ['a team that is not there', required, 'GitHub shows no team security of acme'],
    [
      'a team of somebody else',
      [{ ...required[0], org: 'example' }] as RequiredTeam[],
      '@example/security is not a team of acme',
    ],
  ])('is not made with %s', async (_name, wanted, message) => {
    await expect(filledRuleset(github.client, ruleset, wanted)).rejects.toThrow(message);
  });
});

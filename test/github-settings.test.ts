// Settings that GitHub takes from files name jobs and paths: a renamed one would silently protect nothing.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ownedIn, requiredTeams } from '../commands/github/code-owners.ts';

interface Ruleset {
  readonly target: string;
  readonly enforcement: string;
  readonly conditions: unknown;
  readonly bypass_actors: readonly { readonly actor_type: string }[];
  readonly rules: readonly { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> }[];
}

interface Job {
  readonly name: string;
  readonly uses?: string;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
}

const ruleset = JSON.parse(readFileSync('.github/ruleset.json', 'utf8')) as Ruleset;
const { rules, bypass_actors } = ruleset;
const jobsOf = (workflow: string): Record<string, Job> =>
  (parse(readFileSync(join('.github/workflows', workflow), 'utf8')) as { jobs: Record<string, Job> }).jobs;
const jobs = jobsOf('ci.yaml');

describe('the ruleset', () => {
  const parametersOf = (type: string): Readonly<Record<string, unknown>> =>
    rules.find((rule) => rule.type === type)?.parameters ?? {};

  test('is in force, on main, which nobody deletes or pushes over', () => {
    expect(ruleset).toMatchObject({ target: 'branch', enforcement: 'active' });
    expect(ruleset.conditions).toEqual({ ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } });
    expect(rules.map(({ type }) => type)).toEqual(expect.arrayContaining(['deletion', 'non_fast_forward']));
  });

  test('asks for every check of ci, from GitHub Actions and nobody else', () => {
    const checksOf = ({ name, uses, strategy }: Job): string[] =>
      uses === undefined
        ? (strategy?.matrix.node.map((node) => name.replace(/\$\{\{.*\}\}/, node)) ?? [name])
        : Object.values(jobsOf(basename(uses))).flatMap((job) => checksOf(job).map((check) => `${name} / ${check}`));
    const checks = Object.values(jobs).flatMap(checksOf);
    const actions = 15_368;
    expect(parametersOf('required_status_checks').required_status_checks).toEqual(
      expect.arrayContaining(checks.map((context) => ({ context, integration_id: actions }))),
    );
    expect(parametersOf('required_status_checks').required_status_checks).toHaveLength(checks.length);
  });

  test('lets nobody approve what they pushed themselves, or what came after the approval', () => {
    expect(parametersOf('pull_request')).toMatchObject({
      required_approving_review_count: 1,
      require_code_owner_review: true,
      require_last_push_approval: true,
      dismiss_stale_reviews_on_push: true,
    });
  });

  test('lets no person pass it by: an app at most, which a fork may have chosen to push to main', () => {
    expect(bypass_actors.filter(({ actor_type }) => actor_type !== 'Integration')).toEqual([]);
  });

  test('allows no merge that drops the trailers of commits', () => {
    expect(parametersOf('pull_request').allowed_merge_methods).toEqual(['merge', 'rebase']);
  });
});

describe('an environment that a job names', () => {
  const named = readdirSync('.github/workflows').flatMap((workflow) =>
    Object.values(jobsOf(workflow)).flatMap(({ environment }) => environment ?? []),
  );
  const settings = (file: string): unknown => JSON.parse(readFileSync(join('.github/environments', file), 'utf8'));

  test.each([...new Set(named)])('%s admits main alone, and no tag of that name', (name) => {
    expect(settings(`${name}.json`)).toMatchObject({
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    expect(settings(`${name}-branch.json`)).toEqual({ name: 'main', type: 'branch' });
  });

  test.each([...new Set(named)])('%s is made so by the commands of docs/bot.md', (name) => {
    const page = readFileSync('docs/bot.md', 'utf8');
    const path = `'repos/{owner}/{repo}/environments/${name}`;
    expect(page).toContain(`gh api --method PUT ${path}' --input .github/environments/${name}.json`);
    expect(page).toContain(
      `gh api --method POST ${path}/deployment-branch-policies' --input .github/environments/${name}-branch.json`,
    );
  });
});

test('each team on a line of several is asked for, which CODEOWNERS cannot do', () => {
  const lines = ownedIn(readFileSync('.github/CODEOWNERS', 'utf8'));
  const teams = requiredTeams(lines);
  const pairs = lines
    .filter(({ owners }) => owners.length > 1)
    .flatMap(({ pattern, owners }) => owners.map((owner) => ({ owner, pattern: `${pattern.slice(1)}**` })));
  expect(pairs.length).toBeGreaterThan(0);
  const asked = teams.flatMap(({ org, team, patterns }) =>
    patterns.map((pattern) => ({ owner: `@${org}/${team}`, pattern })),
  );
  expect(asked).toEqual(expect.arrayContaining(pairs));
  expect(readFileSync('docs/bot.md', 'utf8')).toContain(
    "npm run -s ruleset | gh api --method POST 'repos/{owner}/{repo}/rulesets' --input -",
  );
});

test('every path that has owners is there', () => {
  const lines = readFileSync('.github/CODEOWNERS', 'utf8').split('\n');
  const paths = lines.filter((line) => line.startsWith('/')).map((line) => line.split(/\s+/)[0]?.slice(1) ?? '');
  const isThere = (path: string): boolean =>
    path.endsWith('*')
      ? readdirSync(path.slice(0, path.lastIndexOf('/'))).some((name) =>
          name.startsWith(path.slice(path.lastIndexOf('/') + 1, -1)),
        )
      : existsSync(path);
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

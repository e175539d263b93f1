// A fleet with the package is guarded as this repository is: by the same rules for its workflows, and by no check that no job reports.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { template } from '../../../commands/pack/template.ts';
import { git } from '../../../tools/git.ts';
import { faultsInAction, faultsInText } from '../../workflow-rules.ts';

const files = template('.');
const textOf = (path: string): string => files.get(path) ?? '';
const workflows = [...files.keys()].filter((path) => path.startsWith('.github/workflows/'));

interface Job {
  readonly name: string;
  readonly needs?: string;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly uses?: string;
  readonly steps?: readonly { readonly run?: string }[];
}
const jobsOf = (path: string): Readonly<Record<string, Job>> =>
  (parse(textOf(path)) as { jobs: Record<string, Job> }).jobs;
/** What the fleet calls, which stays here. */
const called = (parse(readFileSync('.github/workflows/fleet.yaml', 'utf8')) as { jobs: Record<string, Job> }).jobs;

test('it has the four workflows', () => {
  expect(workflows.map((path) => path.split('/').at(-1)).toSorted()).toEqual([
    'ci.yaml',
    'main.yaml',
    'pull-request.yaml',
    'render.yaml',
  ]);
});

test.each(workflows)('%s keeps our rules, and each of its jobs needs only jobs that are there', (path) => {
  expect(faultsInText(textOf(path))).toEqual([]);
  const jobs = jobsOf(path);
  expect(Object.values(jobs).flatMap(({ needs }) => needs ?? [])).toEqual(
    Object.values(jobs).flatMap(({ needs }) => (needs !== undefined && needs in jobs ? needs : [])),
  );
});

const actions = [...files.keys()].filter((path) => path.startsWith('.github/actions/'));

test('the actions that set its jobs up keep our rules, and know no folder of the machine', () => {
  expect(actions).toHaveLength(2);
  expect(actions.flatMap((path) => faultsInAction(path.split('/')[2] ?? '', textOf(path)))).toEqual([]);
  expect(actions.filter((path) => textOf(path).includes('tools/**'))).toEqual([]);
});

test('what a workflow runs is a script of the fleet, or a file of the package', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Readonly<Record<string, string>> };
  const runs = [...workflows.map(jobsOf), called].flatMap((jobs) =>
    Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run ?? [])),
  );
  const known = Object.keys(scripts).flatMap((name) => [`npm run ${name}`, `npm ${name}`]);
  const others = runs.filter((run) => !known.some((script) => run === script || run.startsWith(`${script} `)));
  expect(new Set(others)).toEqual(
    new Set([
      '"$NODE" node_modules/fleetwright/build/commands/commit.js',
      '"$NODE" node_modules/fleetwright/build/commands/commit.js --direct',
      '"$NODE" node_modules/fleetwright/build/commands/comment.js',
    ]),
  );
});

test('main asks for each check of its ci, and for no other', () => {
  const { rules } = JSON.parse(textOf('.github/ruleset.json')) as {
    rules: { type: string; parameters?: { required_status_checks?: { context: string }[] } }[];
  };
  const asked = rules.flatMap(({ parameters }) => parameters?.required_status_checks ?? []);
  const reported = Object.values(called).flatMap(({ name, strategy }) =>
    (strategy?.matrix.node.map((node) => name.replace(/\$\{\{.*\}\}/, node)) ?? [name]).map((each) => `ci / ${each}`),
  );
  expect(asked.map(({ context }) => context)).toEqual(reported);
  expect(rules.length).toBeGreaterThan(3);
});

test('its ci is one job, which calls ours by the commit that made it so', () => {
  expect(Object.keys(jobsOf('.github/workflows/ci.yaml'))).toEqual(['ci']);
  const { uses = '' } = jobsOf('.github/workflows/ci.yaml').ci ?? {};
  const [, path = '', commit = ''] = /^[\w-]+\/[\w.-]+\/(.*)@([0-9a-f]{40})$/.exec(uses) ?? [];
  expect(path).toBe('.github/workflows/fleet.yaml');
  expect(git(['show', `${commit}:${path}`], { cwd: '.' }).toString()).toBe(readFileSync(path, 'utf8'));
});

describe('what it has not', () => {
  test('is not raised by Dependabot', () => {
    const { updates } = parse(textOf('.github/dependabot.yaml')) as { updates: { 'package-ecosystem': string }[] };
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  });

  test('has no owner', () => {
    // Whose they are is a fork's to say.
    expect(textOf('.github/CODEOWNERS')).toMatch(/^\/secrets\/ +@/m);
    expect(textOf('.github/CODEOWNERS')).not.toMatch(/^\/(?:app|charts|docs|tools)\//m);
  });

  test('is named in no text', () => {
    const naming = /\b(?:app\/|test\/workflows|typescript\.js|npm run imports|shortener)/;
    const named = [...files]
      .filter(([path, text]) => path.startsWith('.git') && naming.test(text))
      .map(([path]) => path);
    expect(named).toEqual([]);
  });
});

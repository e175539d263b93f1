// A fleet with the package is guarded as this repository is: by the same rules for its workflows, and by no check that no job reports.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { manifest } from '../../../commands/pack/manifest.ts';
import { template } from '../../../commands/pack/template.ts';
import { git } from '../../../tools/git.ts';
import { faultsInAction, faultsInText } from '../../workflow-rules.ts';

const files = template('.');
const textOf = (path: string): string => files.get(path) ?? '';
/** `<owner>/<name>` of the repository that the workflows are called from. */
const machine = /^ {2}repository: 'https:\/\/[^/']+\/(.*)',$/m.exec(readFileSync('main.ts', 'utf8'))?.[1];
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
const calledIn = (path: string): Readonly<Record<string, Job>> =>
  (parse(readFileSync(path, 'utf8')) as { jobs: Record<string, Job> }).jobs;
const calls = workflows.flatMap((path) => Object.values(jobsOf(path)).flatMap(({ uses }) => uses ?? []));
const pathOf = (uses: string): string => /^[\w-]+\/[\w.-]+\/(.*)@[0-9a-f]{40}$/.exec(uses)?.[1] ?? '';
const called = calledIn('.github/workflows/fleet.yaml');

test('it has the seven workflows', () => {
  expect(workflows.map((path) => path.split('/').at(-1)).toSorted()).toEqual([
    'ci.yaml',
    'drift.yaml',
    'main.yaml',
    'promote.yaml',
    'pull-request.yaml',
    'render.yaml',
    'security.yaml',
  ]);
});

test.each(workflows)('%s keeps our rules, and each of its jobs needs only jobs that are there', (path) => {
  expect(faultsInText(textOf(path), machine)).toEqual([]);
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
  const runs = calls
    .map(pathOf)
    .map(calledIn)
    .flatMap((jobs) => Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run ?? [])));
  const known = Object.keys(scripts).flatMap((name) => [`npm run ${name}`, `npm ${name}`]);
  const others = runs.filter((run) => !known.some((script) => run === script || run.startsWith(`${script} `)));
  expect(new Set(others)).toEqual(
    new Set([
      '"$NODE" $PROGRAM commit',
      '"$NODE" $PROGRAM commit --direct',
      '"$NODE" $PROGRAM comment',
      '"$NODE" $PROGRAM drift --report drift',
      '"$NODE" $PROGRAM image login "$REGISTRY"',
      '"$NODE" $PROGRAM propose',
      '"$NODE" $PROGRAM release promote "$SERVICE" --to "$CLUSTER"',
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

test('each of its jobs calls one of ours, by a commit that has it as it is', () => {
  const jobs = workflows.flatMap((path) => Object.values(jobsOf(path)));
  expect(calls).toHaveLength(jobs.length);
  expect([...new Set(calls.map(pathOf))].toSorted()).toEqual([
    '.github/workflows/fleet-drift.yaml',
    '.github/workflows/fleet-main.yaml',
    '.github/workflows/fleet-promote.yaml',
    '.github/workflows/fleet-pull-request.yaml',
    '.github/workflows/fleet-render.yaml',
    '.github/workflows/fleet-security.yaml',
    '.github/workflows/fleet.yaml',
  ]);
  for (const uses of calls) {
    const commit = uses.split('@')[1] ?? '';
    const path = pathOf(uses);
    expect(git(['show', `${commit}:${path}`], { cwd: '.' }).toString()).toBe(readFileSync(path, 'utf8'));
  }
});

test('what writes starts the program of the package', () => {
  const { bin } = manifest('.') as { bin: { fleetwright: string } };
  const program = `default: node_modules/fleetwright/${bin.fleetwright}\n`;
  const writers = calls.map(pathOf).filter((path) => /(?<!security-events): write/.test(readFileSync(path, 'utf8')));
  expect(writers).toHaveLength(4);
  expect(writers.filter((path) => !readFileSync(path, 'utf8').includes(program))).toEqual([]);
  expect(workflows.filter((path) => textOf(path).includes('program:'))).toEqual([]);
});

describe('what it has not', () => {
  test('is not raised by Dependabot', () => {
    const { updates } = parse(textOf('.github/dependabot.yaml')) as { updates: { 'package-ecosystem': string }[] };
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  });

  test('nor what the package brings: the workflows that it calls', () => {
    const { updates } = parse(textOf('.github/dependabot.yaml')) as { updates: { ignore?: unknown }[] };
    const [, repository = ''] = /^([\w-]+\/[\w.-]+)\//.exec(calls[0] ?? '') ?? [];
    expect(updates.map(({ ignore }) => ignore)).toEqual([undefined, [{ 'dependency-name': `${repository}*` }]]);
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

test('its images are built by nobody whom it has not named itself', () => {
  expect(readFileSync('main.ts', 'utf8')).toContain('  images: {\n');
  expect(files.get('main.ts')).not.toContain('images:');
  expect(workflows).not.toContain('.github/workflows/image.yaml');
});

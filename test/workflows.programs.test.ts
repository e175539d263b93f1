// Workflows run with our rights on other people's code: two programs and rules of our own look at each of them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { describeWith } from './programs.ts';

interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const workflows = 'workflows';
const ci = join(workflows, 'ci.yaml');
const render = join(workflows, 'render.yaml');
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fleetwright-workflows-')), '.github');
  cpSync('.github', folder, { recursive: true });
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

/** Changes the first place in a file of the copied `.github/`. */
function mutate(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, after);
}

/** What a program says about the copied `.github/`, and its exit code. */
function judge(program: string, args: readonly string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: join(folder, '..'), encoding: 'utf8', env: {} });
  return { status, said: stdout + stderr };
}

describe('each workflow', () => {
  test.each(readdirSync(join('.github', workflows)))('%s keeps our rules', (name) => {
    expect(faultsIn(readFileSync(join('.github', workflows, name), 'utf8'))).toEqual([]);
  });

  test.each([
    ['an action at a tag', /@[0-9a-f]{40} # (v\S+)/, '@$1', /^not pinned: actions\/checkout@v/],
    ['a pin that does not say its version', / # v.*/, '', /^not pinned: actions\/checkout@/],
    ['rights for all jobs', 'permissions: {}', 'permissions: read-all', /^permissions are given to all jobs/],
    ['a job that does not say its rights', /^ {4}permissions:\n.*\n/m, '', /^check: no permissions/],
    ['a job that may run for hours', /^ {4}timeout-minutes:.*\n/m, '', /^check: no timeout-minutes/],
    ['a token that stays on disk', /^ *with:\n *persist-credentials: false\n/m, '', /^check: .* persist-credentials/],
    ['runs that overtake each other', /^concurrency:\n(?: .*\n)*/m, '', /^no concurrency/],
    ['a script', 'run: npm run check', 'run: npm run check && npm run synth', /^check: more than one npm command/],
    [
      'an expression in a command',
      'npm run check',
      'npm run check -- ${{ github.sha }}',
      /^check: more than one npm command/,
    ],
  ])('would break them with %s', (_name, from, to, fault) => {
    mutate(ci, from, to);
    expect(faultsIn(readFileSync(join(folder, ci), 'utf8'))).toEqual([expect.stringMatching(fault)]);
  });
});

describe('a job that may write', () => {
  test.each([
    [
      'runs code of the change',
      / *ref: \$\{\{ github\.event\.pull_request\.base\.sha .*\n/,
      '',
      /^commit: the right to write, and code that/,
    ],
    [
      'lets packages run scripts',
      'npm ci --ignore-scripts',
      'npm ci',
      /^commit: the right to write, and scripts of packages/,
    ],
  ])('would break our rules if it %s', (_name, from, to, fault) => {
    mutate(render, from, to);
    expect(faultsIn(readFileSync(join(folder, render), 'utf8'))).toEqual([expect.stringMatching(fault)]);
  });
});

describeWith(['actionlint'], 'actionlint', ({ actionlint }) => {
  const files = readdirSync(join('.github', workflows)).map((name) => join('.github', workflows, name));
  // Without shellcheck and pyflakes, which one machine has and another lacks.
  const lint = () => judge(actionlint, ['-shellcheck=', '-pyflakes=', ...files]);

  test('has nothing against them', () => expect(lint()).toEqual({ status: 0, said: '' }));

  test.each([
    ['a runner that is not there', 'ubuntu-24.04', 'ubuntu-2404', 'label "ubuntu-2404" is unknown'],
    ['text of a stranger in a script', 'npm run check', 'echo ${{ github.head_ref }}', 'potentially untrusted'],
  ])('refuses %s', (_name, from, to, words) => {
    mutate(ci, from, to);
    expect(lint()).toEqual({ status: 1, said: expect.stringContaining(words) });
  });
});

describeWith(['zizmor'], 'zizmor', ({ zizmor }) => {
  const audit = () => judge(zizmor, ['--offline', '--no-config', '--no-progress', '--persona=auditor', '.github']);

  test('has nothing against them, nor against the update bot', () => {
    expect(audit()).toEqual({ status: 0, said: expect.stringContaining('No findings to report') });
  });

  test.each([
    ['a token that stays on disk', ci, /^ *with:\n *persist-credentials: false\n/m, '', 'artipacked'],
    ['a trigger with rights for strangers', ci, 'pull_request:', 'pull_request_target:', 'dangerous-triggers'],
    ['releases taken on their first day', 'dependabot.yaml', / *cooldown: .*\n/, '', 'dependabot-cooldown'],
  ])('refuses %s', (_name, file, from, to, audited) => {
    mutate(file, from, to);
    const { status, said } = audit();
    expect(said).toContain(audited);
    expect(status).toBeGreaterThan(10);
  });
});

/** What a workflow's text breaks of our rules. */
function faultsIn(text: string): string[] {
  const { permissions, concurrency, jobs } = parse(text) as Workflow;
  const pinned = /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action = '']) => action);
  return [
    ...uses.filter((action) => !pinned.test(action)).map((action) => `not pinned: ${action}`),
    ...(JSON.stringify(permissions) === '{}' ? [] : ['permissions are given to all jobs; write: permissions: {}']),
    ...(concurrency === undefined ? ['no concurrency'] : []),
    ...Object.entries(jobs).flatMap(([name, job]) => faultsOf(job).map((fault) => `${name}: ${fault}`)),
  ];
}

function faultsOf({ permissions, steps = [], 'timeout-minutes': timeout }: Job): string[] {
  const commands = steps.flatMap(({ run }) => run ?? []);
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  const keeping = checkouts.filter((step) => step.with?.['persist-credentials'] !== false);
  return [
    ...(permissions === undefined ? ['no permissions'] : []),
    ...(timeout === undefined ? ['no timeout-minutes'] : []),
    ...keeping.map(() => 'the checkout lacks persist-credentials: false'),
    ...commands
      .filter((command) => !/^npm [\w :./^-]+$/.test(command))
      .map((command) => `more than one npm command: ${command}`),
    ...(JSON.stringify(permissions)?.includes('"write"') ? faultsOfWriter(steps, commands) : []),
  ];
}

/** Where there is a right to write, only reviewed code may run: that of the branch that a change goes to. */
function faultsOfWriter(steps: readonly Step[], commands: readonly string[]): string[] {
  const run = steps.filter(
    ({ uses, with: inputs }) => uses?.startsWith('actions/checkout@') && inputs?.path === undefined,
  );
  const unreviewed = run.filter((step) => !String(step.with?.ref).startsWith('${{ github.event.pull_request.base.sha'));
  return [
    ...unreviewed.map(() => 'the right to write, and code that nobody has reviewed'),
    ...(commands.includes('npm ci') ? ['the right to write, and scripts of packages: npm ci --ignore-scripts'] : []),
  ];
}

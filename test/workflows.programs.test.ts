// Workflows run with our rights on other people's code: two programs and four rules of our own look at each of them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { describeWith } from './programs.ts';

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly { uses?: string; with?: Readonly<Record<string, unknown>> }[];
}

const workflows = 'workflows';
const ci = join(workflows, 'ci.yaml');
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
  ])('would break them with %s', (_name, from, to, fault) => {
    mutate(ci, from, to);
    expect(faultsIn(readFileSync(join(folder, ci), 'utf8'))).toEqual([expect.stringMatching(fault)]);
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
  const { permissions, jobs } = parse(text) as Workflow;
  const pinned = /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action = '']) => action);
  return [
    ...uses.filter((action) => !pinned.test(action)).map((action) => `not pinned: ${action}`),
    ...(JSON.stringify(permissions) === '{}' ? [] : ['permissions are given to all jobs; write: permissions: {}']),
    ...Object.entries(jobs).flatMap(([name, job]) => faultsOf(job).map((fault) => `${name}: ${fault}`)),
  ];
}

function faultsOf({ permissions, steps = [], 'timeout-minutes': timeout }: Job): string[] {
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  const keeping = checkouts.filter((step) => step.with?.['persist-credentials'] !== false);
  return [
    ...(permissions === undefined ? ['no permissions'] : []),
    ...(timeout === undefined ? ['no timeout-minutes'] : []),
    ...keeping.map(() => 'the checkout lacks persist-credentials: false'),
  ];
}

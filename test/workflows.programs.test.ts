// Workflows run with our rights on other people's code: two programs look at each of them, besides rules of our own
// (workflows.test.ts).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { template } from '../commands/pack/template.ts';
import { describeWith } from '../tools/describe-with.ts';

const workflows = 'workflows';
const ci = join(workflows, 'ci.yaml');
const called = join(workflows, 'fleet.yaml');
const bot = join(workflows, 'pull-request.yaml');
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fleetwright-workflows-')), '.github');
  cpSync('.github', folder, { recursive: true });
  // By this actionlint knows where the repository begins, whose actions it looks into.
  mkdirSync(join(folder, '..', '.git'));
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

/** Puts the `.github/` of a fleet that has the package in the place of the copied one. */
function beFleet(): void {
  for (const [path, text] of template('.'))
    if (path.startsWith('.github/')) writeFileSync(join(folder, '..', path), text);
}

/** What a program says about the copied `.github/`, and its exit code. */
function judge(program: string, args: readonly string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: join(folder, '..'), encoding: 'utf8', env: {} });
  return { status, said: stdout + stderr };
}

describeWith(['actionlint'], 'actionlint', ({ actionlint }) => {
  const files = readdirSync(join('.github', workflows)).map((name) => join('.github', workflows, name));
  // Without shellcheck and pyflakes, which one machine has and another lacks.
  const lint = () => judge(actionlint, ['-shellcheck=', '-pyflakes=', ...files]);

  test('has nothing against them', () => expect(lint()).toEqual({ status: 0, said: '' }));

  test('nor against those of a fleet with the package', () => {
    beFleet();
    expect(lint()).toEqual({ status: 0, said: '' });
  });

  test.each([
    ['a runner that is not there', 'ubuntu-24.04', 'ubuntu-2404', 'label "ubuntu-2404" is unknown'],
    ['what an action does not take', 'programs: server', 'program: server', 'input "program" is not defined'],
    ['text of a stranger in a script', 'npm run check', 'echo ${{ github.head_ref }}', 'potentially untrusted'],
  ])('refuses %s', (_name, from, to, words) => {
    mutate(called, from, to);
    expect(lint()).toEqual({ status: 1, said: expect.stringContaining(words) });
  });
});

describeWith(['zizmor'], 'zizmor', ({ zizmor }) => {
  const audit = () =>
    judge(zizmor, ['--offline', '--config=.github/zizmor.yml', '--no-progress', '--persona=auditor', '.github']);

  test('has nothing against them, nor against the update bot', () => {
    expect(audit()).toEqual({ status: 0, said: expect.stringContaining('No findings to report') });
  });

  test('nor against those of a fleet with the package', () => {
    beFleet();
    expect(audit()).toEqual({ status: 0, said: expect.stringContaining('No findings to report') });
  });

  test.each([
    ['a token that stays on disk', called, /^ *persist-credentials: false\n/m, '', 'artipacked'],
    ['a trigger with rights for strangers', ci, 'pull_request:', 'pull_request_target:', 'dangerous-triggers'],
    [
      "a run after a stranger's, without the reason that is given for it",
      bot,
      / # zizmor: ignore.*/,
      '',
      'dangerous-triggers',
    ],
    ['releases taken on their first day', 'dependabot.yaml', / *cooldown: .*\n/, '', 'dependabot-cooldown'],
  ])('refuses %s', (_name, file, from, to, audited) => {
    mutate(file, from, to);
    const { status, said } = audit();
    expect(said).toContain(audited);
    expect(status).toBeGreaterThan(10);
  });
});

// What a workflow runs, a test has run before: each of its commands is one of ours, without a script around it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

/** Where a command's test is, below `test/`; or why it has none. */
type TestOf = string | { readonly untested: string };

const network = { untested: 'it asks the network: its parts have tests' };
const itself = { untested: 'it is the tests' };

const testOf: Readonly<Record<string, TestOf>> = {
  'npm run check': 'commands/check.programs.test.ts',
  'npm run dashboards -- --dist rendered': { untested: 'it runs the service for a minute: its parts have tests' },
  'npm run drift -- --out drift': 'commands/drift/drift.test.ts',
  'npm run helm': network,
  'npm run imports -- --check --pull': network,
  'npm run removals -- HEAD^1 --dist rendered': 'commands/review-job.test.ts',
  'npm run review -- HEAD^1 --dist rendered': 'commands/review-job.test.ts',
  'npm run scan -- --sarif scans': 'commands/scan/scan.programs.test.ts',
  'npm run secrets -- check --range "$BASE..HEAD"': 'sops/hook.test.ts',
  'npm run synth -- --out rendered': 'commands/review-job.test.ts',
  'npm run test:loop -- test/loop/': itself,
  'npm run test:node': itself,
  'npm run test:pages': itself,
  'npm run tools': 'commands/tools.test.ts',
  'npm test': itself,
  '"$NODE" $PROGRAM comment': 'commands/comment.test.ts',
  '"$NODE" $PROGRAM commit': 'commands/commit.test.ts',
  '"$NODE" $PROGRAM commit --direct': 'commands/commit.test.ts',
  '"$NODE" $PROGRAM drift --report drift': 'commands/drift/drift.test.ts',
  '"$NODE" $PROGRAM image login "$REGISTRY"': 'commands/image/build-job.programs.test.ts',
  '"$NODE" $PROGRAM image pin "$SERVICE" "$PIN"': 'commands/image/build-job.programs.test.ts',
  '"$NODE" $PROGRAM image sign "$IMAGE"': 'commands/image/build-job.programs.test.ts',
  '"$NODE" $PROGRAM propose': 'commands/propose.test.ts',
  '"$NODE" $PROGRAM release promote "$SERVICE" --to "$CLUSTER"': 'commands/release/promote.test.ts',
};

/** What the actions run before our program is there. */
const setUp = [
  'echo "path=$(command -v node)" >> "$GITHUB_OUTPUT"',
  'npm ci',
  'npm ci --ignore-scripts --no-bin-links',
];

interface Step {
  readonly run?: string;
}
const runsIn = (steps: readonly Step[] = []): string[] => steps.flatMap(({ run }) => run ?? []);
const read = <T>(...path: readonly string[]): T => parse(readFileSync(join('.github', ...path), 'utf8')) as T;
const once = (all: readonly string[]): string[] => [...new Set(all)].toSorted();

/** The commands of a workflow's jobs, by the names of these. */
function jobsOf(file: string): Readonly<Record<string, readonly string[]>> {
  const { jobs } = read<{ readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>> }>(
    'workflows',
    file,
  );
  return Object.fromEntries(Object.entries(jobs).map(([job, { steps }]) => [job, runsIn(steps)]));
}

const runs = once(readdirSync('.github/workflows').flatMap((file) => Object.values(jobsOf(file)).flat()));

test('each command of a workflow has a test, or a reason for having none', () => {
  expect(runs).toEqual(Object.keys(testOf).toSorted());
});

test('the actions run only what there must be before our program', () => {
  const actions = readdirSync('.github/actions').map((name) =>
    read<{ readonly runs: { readonly steps: readonly Step[] } }>('actions', name, 'action.yaml'),
  );
  expect(once(actions.flatMap((action) => runsIn(action.runs.steps)))).toEqual(setUp);
});

/** The words of a command of ours behind npm, or what starts our program; none of another one, or of a script around it. */
function wordsOf(run: string): string[] {
  const [, words = ''] = /^(?:npm(?: run)?|"\$NODE" \$PROGRAM) ((?:[\w.:^/-]+|"[$\w.]+"| )+)$/.exec(run) ?? [];
  return words.split(' ').filter((word) => word !== '--');
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

test.each(runs)('%s is one command of ours', (run) => {
  expect(Object.keys(scripts)).toContain(wordsOf(run)[0]);
});

const tested = Object.entries(testOf).flatMap(([run, file]) =>
  typeof file === 'string' ? [[run, file] as const] : [],
);

test.each(tested)('%s is run by test/%s', (run, file) => {
  expect(isRunBy(run, readFileSync(join('test', file), 'utf8'))).toBe(true);
});

/** Whether a test runs a command: as it stands in its workflow, or by the command's file with the same options. */
function isRunBy(run: string, text: string): boolean {
  const { workflow, job = '' } = /runJob\('(?<workflow>[^']+)', '(?<job>[^']+)'/.exec(text)?.groups ?? {};
  if (workflow !== undefined) return jobsOf(workflow)[job]?.includes(run) ?? false;
  const [command = '', ...words] = wordsOf(run);
  const starts = new RegExp(String.raw`commands/${command}(?:/[\w/-]+)?\.ts'|startCommand\('${command}'`);
  return starts.test(text) && words.every((word) => !word.startsWith('--') || text.includes(`'${word}'`));
}

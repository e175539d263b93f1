// Workflows run with our rights on other people's code: each is held to a closed list, and whatever is not on it is tried.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { faultsIn, faultsInAction, faultsInText } from './workflow-rules.ts';

const folder = join('.github', 'workflows');
const files = readdirSync(folder);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test.each(files)('%s keeps our rules', (name) => {
  expect(faultsInText(read(name))).toEqual([]);
});

const actions = readdirSync(join('.github', 'actions'));
const readAction = (name: string): string => readFileSync(join('.github', 'actions', name, 'action.yaml'), 'utf8');

test.each(actions)('the action %s keeps our rules', (name) => {
  expect(faultsInAction(name, readAction(name))).toEqual([]);
});

test.each(actions)('the action %s is one file: GitHub takes an action.yml before it', (name) => {
  expect(readdirSync(join('.github', 'actions', name))).toEqual(['action.yaml']);
});

test('what writes is started by main alone, as a push, by the clock, as a run that has ended, or by hand', () => {
  // What is uploaded for code scanning changes nothing in the repository.
  const writers = files.filter((name) => /(?<!security-events): write\b/.test(read(name)));
  expect(writers).toEqual([
    'drift.yaml',
    'fleet-drift.yaml',
    'fleet-image.yaml',
    'fleet-main.yaml',
    'fleet-promote.yaml',
    'fleet-pull-request.yaml',
    'image.yaml',
    'main.yaml',
    'promote.yaml',
    'pull-request.yaml',
  ]);
});

describe('a rule is broken by', () => {
  const check = (name: string, from: string | RegExp, to: string): string[] => {
    const before = read(name);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${name} does not hold ${from}`);
    return faultsInText(after);
  };

  test.each([
    ['an action at a tag', /@[0-9a-f]{40} # (v\S+)/, '@$1', /^not pinned: actions\/checkout@v/],
    [
      'one in braces',
      /- uses: actions\/checkout@.*\n(?: {8}.*\n)+/,
      '- {uses: actions/checkout@main}\n',
      /^not pinned/,
    ],
    [
      'one behind more spaces',
      /- uses: actions\/checkout@.*\n(?: {8}.*\n)+/,
      '-   uses: actions/checkout@main\n',
      /^not pinned/,
    ],
    [
      'one under a name in quotes',
      /uses: (actions\/checkout)@.*/,
      '"uses": $1@main',
      /^not pinned: actions\/checkout@m/,
    ],
    ['a condition for all', /if: (github.event_name == .*)/, 'if: $1 || true', /^review: its condition has more/],
    ['a pin that does not say its version', / # v.*/, '', /^not pinned: actions\/checkout@/],
    ['rights for all jobs', 'permissions: {}', 'permissions: read-all', /^permissions are given to all jobs/],
    ['a job that does not say its rights', /^ {4}permissions:\n.*\n/m, '', /^check: /],
    ['a job that may run for hours', /^ {4}timeout-minutes:.*\n/m, '', /^check: no timeout-minutes/],
    ['a token that stays on disk', /^ *persist-credentials: false\n/m, '', /^check: .* persist-credentials/],
    ['a script', 'run: npm run check', 'run: npm run check && npm run synth', /^check: may not run/],
    ['an expression in a command', 'npm run check', 'npm run check -- ${{ github.sha }}', /^check: may not run/],
    ['a right in a run of the change', 'contents: read', 'contents: write', /^check: /],
    [
      'an environment there',
      '    timeout-minutes: 20\n',
      '    timeout-minutes: 20\n    environment: render\n',
      /^check: /,
    ],
  ])('%s', (_name, from, to, fault) => {
    expect(check('fleet.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  test.each([
    ['runs that overtake each other', /^concurrency:\n(?: .*\n)*/m, '', /^no concurrency/],
    ['pull requests to any branch', '    branches: [main]\n', '', /^may not be started by pull_request in this form/],
    ['a workflow that is not ours', 'fleet.yaml', 'main.yaml', /^ci: may not call /],
    ['a workflow that writes', 'fleet.yaml', 'fleet-main.yaml', /^ci: may call what writes on push alone/],
    ['a workflow at a tag', './.github/workflows/fleet.yaml', 'acme/x/.github/workflows/fleet.yaml@v1', /^not pinned/],
    [
      "a workflow of a stranger's",
      './.github/workflows/fleet.yaml',
      `evil/evil/.github/workflows/fleet.yaml@${'0'.repeat(40)} # v1.0.0`,
      /^ci: may not call evil/,
    ],
    ['a call with secrets', '    uses: ./', '    secrets: inherit\n    uses: ./', /^ci: may not have secrets/],
    ['a call with a right', 'contents: read', 'contents: write', /^ci: may give what it calls contents: read alone/],
    ['a call with an environment', '    uses: ./', '    environment: render\n    uses: ./', /^ci: may not have env/],
  ])('%s', (_name, from, to, fault) => {
    expect(check('ci.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  const isFork = / *&& github\.event\.workflow_run\.head_repository\.full_name == github\.repository\n/;
  test.each([
    [
      'code of the change',
      /( *)fetch-depth: 0\n/,
      '$&$1ref: ${{ github.event.workflow_run.head_sha }}\n',
      /input ref:/,
    ],
    ['code of another repository', /( *)fetch-depth: 0\n/, '$&$1repository: acme/other\n', /input repository:/],
    ['the set-up of one that reads', 'actions/setup-writer', 'actions/setup', /may not use .*setup$/],
    ['what `npm run` finds on its path', /'"\$NODE" .*'/, 'npm run commit', /may not run: npm run commit/],
    ['a node that a package could bring', '${{ steps.setup.outputs.node }}', 'node', /variable NODE: node/],
    ['no node at all', / *NODE: .*\n/, '', /NODE is not set/],
    ['a run of a push', "github.event.workflow_run.event == 'pull_request'\n", 'true\n', /condition lacks/],
    ['any run', /event == 'pull_request'/, "event == 'pull_request' || true", /condition lacks/],
    ['a push to a fork', isFork, '', /condition lacks/],
    ['the key outside its environment', /^ {4}environment: render\n/m, '', /outside the environment/],
    [
      'what a stranger called something',
      'APP: ${{ steps',
      'NAME: ${{ github.event.workflow_run.head_branch }}\n          APP: ${{ steps',
      /variable NAME/,
    ],
    ['no program', / *PROGRAM: .*\n/, '', /PROGRAM is not set/],
    ['a program that its files name', '${{ inputs.program }}', './x.js', /variable PROGRAM: \.\/x\.js/],
    ['a program of the caller', /default: .*/, 'default: ./x.js', /^input default: \.\/x\.js/],
    ['another secret', 'RENDER_APP_PRIVATE_KEY:', 'OTHER:', /^may not have OTHER/],
    ['the name of one that reads', /^name: .*/m, 'name: fleet-render', /^asks its caller for something/],
  ])('a job that writes, with %s', (_name, from, to, fault) => {
    expect(check('fleet-pull-request.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  const key = 'RENDER_APP_PRIVATE_KEY: ${{ secrets.RENDER_APP_PRIVATE_KEY }}';
  test.each([
    ['runs of every workflow', 'workflows: [render]', 'workflows: [render, ci]', /may not be started by workflow_run/],
    ['all secrets', `secrets:\n      ${key}`, 'secrets: inherit', /^write: secrets are not a list of names/],
    ['another secret', key, 'RENDER_APP_PRIVATE_KEY: ${{ secrets.OTHER }}', /^write: secret RENDER_APP_PRIVATE_KEY/],
    ['a program of its own', /program: .*/, 'program: ./x.js', /^write: input program: \.\/x\.js/],
    [
      'one right more',
      / {6}actions: read.*\n/,
      '$&      packages: write\n',
      /^write: may give what it calls actions: /,
    ],
    [
      'what writes for main',
      'fleet-pull-request.yaml',
      'fleet-main.yaml',
      /^write: may call what writes on push alone/,
    ],
  ])('a call of what writes, with %s', (_name, from, to, fault) => {
    expect(check('pull-request.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  const uploads = / {6}- uses: github\/codeql-action\/upload-sarif.*\n/;
  test.each([
    ['runs a command', uploads, '$&      - run: npm run scan\n', /^upload: may not run: npm run scan/],
    ['sets packages up', uploads, '      - uses: ./.github/actions/setup\n$&', /^upload: may not use .*setup$/],
    ['has one right more', / {6}security-events: write.*\n/, '$&      packages: write\n', /^upload: /],
    ['tells what is in the commit', 'sarif_file: scans', 'sarif_file: .', /^upload: input sarif_file: \./],
    ['builds what it looks at', 'build-mode: none', 'build-mode: autobuild', /^codeql: input build-mode: autobuild/],
  ])('a job that tells code scanning, which %s', (_name, from, to, fault) => {
    expect(check('fleet-security.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  test.each([
    ['another right', 'issues: write', 'pull-requests: write', /^report: may not run/],
    ['no environment', /^ {4}environment: render\n/m, '', /outside the environment/],
    ['another command', 'drift --report drift', 'commit', /^report: may not run/],
    [
      'what another job left',
      'name: drift\n          path: drift\n      - run',
      'name: rendered\n          path: drift\n      - run',
      /^report: input name: rendered/,
    ],
  ])('a job that keeps the issue, with %s', (_name, from, to, fault) => {
    expect(check('fleet-drift.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  test.each([
    ['another branch', "if: github.ref == 'refs/heads/main'\n", 'if: true\n', /^promote: its condition lacks/],
    [
      'any branch besides',
      /if: (github\.ref == 'refs\/heads\/main')\n/,
      'if: $1 || true\n',
      /^promote: its condition lacks/,
    ],
    [
      'any branch, by the order of operators',
      "if: github.ref == 'refs/heads/main'\n",
      "if: github.ref == 'refs/heads/main' && false || true\n",
      /^promote: its condition has more than clauses with && between them: false \|\| true/,
    ],
    [
      'any branch, by text that is never empty',
      "if: github.ref == 'refs/heads/main'\n",
      "if: ${{ github.ref == 'refs/heads/main' }} && ${{ false }}\n",
      /^promote: its condition has more/,
    ],
    ['a right where it asks', 'statuses: read', 'statuses: write', /^promote: /],
    ['no environment', /^ {4}environment: promote\n/m, '', /^promote: permission id-token/],
    ['the environment that may push', 'environment: promote', 'environment: images', /^promote: permission id-token/],
    ['a stored password', 'client-id: ${{ vars.PROMOTE', 'creds: ${{ secrets.PROMOTE', /^promote: input creds/],
    [
      'the identity that may push',
      'vars.PROMOTE_CLIENT_ID }}',
      'vars.IMAGES_CLIENT_ID }}',
      /^promote: input client-id/,
    ],
    [
      'scripts of packages, beside its right',
      /setup-writer\n {8}id: setup\n {6}- uses: Azure/,
      'setup\n      - uses: Azure',
      /^promote: may not use \.\/\.github\/actions\/setup$/,
    ],
    ['a program of a package', '"$NODE" $PROGRAM release', 'npm run release --', /^promote: may not run/],
    ['what somebody typed, in a command', '"$SERVICE"', '${{ inputs.service }}', /^promote: may not run/],
    ['a word that is no argument', '"$SERVICE"', '$SERVICE', /^promote: may not run/],
    [
      'the key where it asks',
      'GITHUB_TOKEN: ${{ github.token }}',
      'KEY: ${{ secrets.RENDER_APP_PRIVATE_KEY }}',
      /variable KEY/,
    ],
    ['what it did not ask about', 'outputs.from }}\n    steps', 'outputs.other }}\n    steps', /^promote: output from/],
    [
      'what another job wrote',
      '      - run: \'"$NODE" $PROGRAM propose',
      `      - uses: actions/download-artifact@${'0'.repeat(40)} # v8.0.1\n        with: { name: pinned, path: pinned }\n$&`,
      /^propose: input name: pinned/,
    ],
    [
      'a service that another job names',
      /SERVICE: .*\n(.*CLUSTER: .*\n *FILE)/,
      'SERVICE: ${{ needs.promote.outputs.service }}\n$1',
      /^propose: variable SERVICE/,
    ],
    [
      'a cluster that another job names',
      /CLUSTER: .*(\n *FILE)/,
      'CLUSTER: ${{ needs.promote.outputs.cluster }}$1',
      /^propose: variable CLUSTER/,
    ],
    [
      'a file that somebody typed',
      'FILE: ${{ needs.promote.outputs.file }}',
      'FILE: ${{ inputs.service }}',
      /variable FILE/,
    ],
    [
      'an input that may be left out',
      'required: true\n      cluster',
      'required: false\n      cluster',
      /^input required/,
    ],
  ])('a promotion with %s', (_name, from, to, fault) => {
    expect(check('fleet-promote.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  test.each([
    ['no environment', /^ {4}environment: images\n/m, '', /^build: permission id-token/],
    ["the environment of the bot's key", 'environment: images', 'environment: render', /^build: permission id-token/],
    ['a right more', 'contents: read', 'contents: write', /^build: permission contents/],
    ['a stored password', 'client-id: ${{ vars.IMAGES', 'creds: ${{ secrets.IMAGES', /^build: input creds/],
    ['another tag', 'repository }}:${{ github.sha', 'repository }}:${{ github.ref_name', /^build: input tags/],
    ['a word of the commit', '"$IMAGE"', '${{ github.event.head_commit.message }}', /^build: may not run/],
    [
      'a pin that it did not build',
      /PIN: .*needs\.build.*/,
      'PIN: ${{ needs.build.outputs.pin }}',
      /^propose: variable PIN/,
    ],
    ['whichever Trivy is the latest', /version: v0.*/, 'version: latest', /^build: input version/],
    ['whichever cosign main has', /cosign-release: .*/, 'cosign-release: main', /^build: input cosign-release/],
    ['a signature of what it did not build', '"$IMAGE"', 'other@sha256:00', /^build: may not run/],
    [
      'a key in the job',
      'NODE: ${{',
      'KEY: ${{ secrets.RENDER_APP_PRIVATE_KEY }}\n          NODE: ${{',
      /variable KEY/,
    ],
  ])('a build with %s', (_name, from, to, fault) => {
    expect(check('fleet-image.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  test.each([
    [
      'a start by a pull request',
      /push:\n.*\n.*\n/,
      'pull_request:\n    branches: [main]\n',
      /may call what writes on push/,
    ],
    ['a start by any file', 'paths: [app/**, package-lock.json]', "paths: ['**']", /^may not be started by push/],
    ['a right more', 'id-token: write', 'id-token: write\n      packages: write', /^image: may give what it calls/],
    ['an expression', /registry: .*/, 'registry: ${{ github.actor }}', /^image: input registry/],
  ])('a call of a build with %s', (_name, from, to, fault) => {
    expect(check('image.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  test.each([
    ['another input', 'service: ${{ inputs.service }}', 'service: ${{ github.head_ref }}', /^promote: input service/],
    ['a right more', 'statuses: read', 'statuses: write', /^promote: may give what it calls/],
    [
      'a start by every push',
      /workflow_dispatch:\n(?: {4}.*\n)*/,
      'push:\n    branches: [main]\n',
      /may call what writes on workflow_dispatch alone/,
    ],
    [
      'an input more',
      '    inputs:\n',
      '    inputs:\n      ref: { type: string }\n',
      /^may not be started by workflow_dispatch/,
    ],
  ])('a call of a promotion with %s', (_name, from, to, fault) => {
    expect(check('promote.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  test.each([
    ['packages', 'run: npm run check', 'run: npm ci', /^check: may not run: npm ci/],
    [
      'Node',
      './.github/actions/setup\n',
      `actions/setup-node@${'0'.repeat(40)} # v7.0.0\n`,
      /^check: may not use actions\/setup-node/,
    ],
  ])('a job that sets %s up by itself', (_name, from, to, fault) => {
    expect(check('fleet.yaml', from, to)).toContainEqual(expect.stringMatching(fault));
  });

  const lookUp = / {4}# Before any package[^]*?shell: bash\n/;
  test.each([
    ['scripts of packages', /--ignore-scripts /, '', /^may not run: npm ci --no-bin-links/],
    ['programs of packages', / --no-bin-links/, '', /^may not run: npm ci --ignore-scripts/],
    ['a node that a package could bring', new RegExp(`(${lookUp.source})([^]*)`), '$2$1', /^node is looked up after/],
    ['an action at a tag', /@[0-9a-f]{40} # (v\S+)/, '@$1', /^not pinned: actions\/setup-node@v/],
    ['a cache', 'actions/setup-node@', 'actions/cache@', /^may not use actions\/cache/],
    ['a program of its own', 'using: composite', 'using: node24', /^is of the kind node24/],
    ['another shell', 'shell: bash', 'shell: ./bash {0}', /^runs in \.\/bash/],
    [
      'a variable',
      /shell: bash/,
      'shell: bash\n      env: { NODE_OPTIONS: --import ./x.js }',
      /^variable NODE_OPTIONS/,
    ],
  ])('the set-up of a job that writes, with %s', (_name, from, to, fault) => {
    const before = readAction('setup-writer');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    expect(faultsInAction('setup-writer', after)).toContainEqual(expect.stringMatching(fault));
  });

  test.each(
    [
      'pull_request_target',
      'issue_comment',
      'workflow_dispatch',
      'repository_dispatch',
      'workflow_call',
      'schedule',
    ].flatMap((name) => ['ci.yaml', 'main.yaml'].map((file) => [name, file] as const)),
  )('a start by %s, of %s', (name, file) => {
    const fault = `may not be started by ${name} in this form`;
    for (const how of ['', ' { branches: [main] }', ' { types: [opened] }'])
      expect(check(file, /^on:\n/m, `on:\n  ${name}:${how}\n`)).toContain(fault);
  });

  test.each(
    ['attestations', 'checks', 'deployments', 'id-token', 'issues', 'packages', 'security-events', 'statuses'].flatMap(
      (right) => ['fleet-main.yaml', 'fleet-pull-request.yaml'].map((file) => [right, file] as const),
    ),
  )('the right to write %s, in %s', (right, file) => {
    const faults = check(file, /^ {6}contents: write.*\n/m, `$&      ${right}: write\n`);
    expect(faults).toEqual([`commit: permission ${right}: write`]);
  });

  test('the same rights, started by a pull request', () => {
    const faults = check('pull-request.yaml', /workflow_run:.*\n.*\n.*\n/, 'pull_request:\n    branches: [main]\n');
    expect(faults).toContain('write: may call what writes on workflow_run alone');
  });
});

describe('what is not on the list is refused, whatever it is:', () => {
  interface Step {
    uses?: string;
    run?: string;
    with?: Record<string, unknown>;
    env?: Record<string, unknown>;
    [key: string]: unknown;
  }
  interface Job {
    permissions: Record<string, unknown>;
    steps: Step[];
    [key: string]: unknown;
  }
  interface Workflow {
    on: Record<string, unknown>;
    jobs: Record<string, Job>;
    [key: string]: unknown;
  }

  const word = fc.oneof(
    fc.stringMatching(/^[a-z][a-z_-]{2,20}$/),
    fc.constantFrom(
      'pull_request_target',
      'issue_comment',
      'workflow_dispatch',
      'repository_dispatch',
      'workflow_call',
      'id-token',
      'packages',
      'security-events',
      'administration',
      'container',
      'services',
      'uses',
      'secrets',
      'defaults',
      'continue-on-error',
      'shell',
      'working-directory',
      'node_options',
      'path',
      'toString',
      '__proto__',
    ),
  );
  const expression = fc.constantFrom(
    'github.head_ref',
    'github.event.workflow_run.head_sha',
    'secrets.OTHER',
    'toJSON(secrets)',
    'github.event.workflow_run.head_branch',
    'github.event.pull_request.title',
    'inputs.ref',
  );
  const text = fc.oneof(
    fc.string(),
    expression.map((inner) => `\${{ ${inner} }}`),
  );

  const workflows = Object.fromEntries(files.map((name) => [name, parse(read(name)) as Workflow]));
  const ownJobs = ({ jobs }: Workflow): Job[] => Object.values(jobs).filter(({ uses }) => uses === undefined);
  const withSteps = Object.entries(workflows).flatMap(([name, each]) => (ownJobs(each).length > 0 ? [name] : []));
  /** One step of one job of one workflow, each time another. */
  const place = fc.record({ file: fc.constantFrom(...withSteps), job: fc.nat(), step: fc.nat() });
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

  type Mutation = (workflow: Workflow, job: Job, step: Step) => boolean;
  const known = (map: Record<string, unknown> | undefined, key: string): boolean =>
    map !== undefined && Object.keys(map).includes(key);
  const set = (map: Record<string, unknown>, key: string, value: unknown): void =>
    void Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });

  /** Each says whether it changed something. */
  const mutations: Readonly<Record<string, fc.Arbitrary<Mutation>>> = {
    'a trigger': fc
      .tuple(word, fc.constantFrom(null, { branches: ['main'] }, { types: ['opened'] }))
      .map(([name, how]) => ({ on }) => {
        if (known(on, name) || ['pull_request', 'merge_group', 'push', 'workflow_run'].includes(name)) return false;
        set(on, name, how);
        return true;
      }),
    'a permission': fc.tuple(word, fc.constantFrom('read', 'write')).map(([scope, level]) => (_, { permissions }) => {
      if (['contents', 'actions', 'pull-requests'].includes(scope) || permissions[scope] === level) return false;
      set(permissions, scope, level);
      return true;
    }),
    'more of a permission': fc
      .constantFrom('contents', 'pull-requests', 'actions', 'issues')
      .map((scope) => ({ on }, { permissions }) => {
        if ('workflow_run' in on || !('pull_request' in on)) return false;
        set(permissions, scope, 'write');
        return true;
      }),
    'rights at once': fc.constantFrom('write-all', 'read-all', null, []).map((all) => (_, job) => {
      set(job, 'permissions', all);
      return true;
    }),
    'an environment': fc.string().map((name) => (_, job) => {
      if (name === 'render') return false;
      set(job, 'environment', name);
      return true;
    }),
    'a key of the workflow': fc.tuple(word, text).map(([key, value]) => (workflow) => {
      if (['name', 'on', 'permissions', 'concurrency', 'jobs'].includes(key)) return false;
      set(workflow, key, value);
      return true;
    }),
    'a key of a job': fc.tuple(word, text).map(([key, value]) => (_, job) => {
      if (['name', 'if', 'needs', 'outputs', 'strategy', 'steps', 'permissions', 'environment'].includes(key))
        return false;
      set(job, key, value);
      return true;
    }),
    'a key of a step': fc.tuple(word, text).map(([key, value]) => (_, _job, step) => {
      if (['name', 'id', 'if', 'uses', 'with', 'run', 'env'].includes(key)) return false;
      set(step, key, value);
      return true;
    }),
    'an action': fc.tuple(fc.stringMatching(/^[a-z]{2,8}\/[a-z]{2,8}$/)).map(([name]) => (_, _job, step) => {
      set(step, 'uses', `${name}@${'0'.repeat(40)}`);
      return true;
    }),
    'an input': fc.tuple(word, text).map(([name, value]) => (_, _job, step) => {
      if (step.uses === undefined || ['name', 'path', 'ref', 'programs'].includes(name)) return false;
      step.with ??= {};
      set(step.with, name, value);
      return true;
    }),
    'a commit to check out': text.map((ref) => (_, _job, step) => {
      if (!step.uses?.startsWith('actions/checkout@')) return false;
      step.with ??= {};
      set(step.with, 'ref', ref);
      return true;
    }),
    'a variable': fc.tuple(fc.stringMatching(/^[A-Z_]{1,12}$/), text).map(([name, value]) => (_, _job, step) => {
      step.env ??= {};
      set(step.env, name, value);
      return true;
    }),
    'a command of a job that writes': fc
      .oneof(
        text,
        word.map((name) => `npm run ${name}`),
      )
      .map((command) => (_, job, step) => {
        if (job.environment === undefined || step.run === undefined) return false;
        set(step, 'run', command);
        return true;
      }),
    'a command of a shell': fc
      .constantFrom(';', '&', '|', '$', '`', '\n', '>', '"', '(')
      .map((character) => (_, _job, step) => {
        if (step.run === undefined) return false;
        set(step, 'run', `npm run check ${character} true`);
        return true;
      }),
  };

  test.each(Object.entries(mutations))('%s', (_name, mutation) => {
    let tried = 0;
    fc.assert(
      fc.property(place, mutation, ({ file, job, step }, mutate) => {
        const workflow = structuredClone(workflows[file]) as Workflow;
        const chosen = at(ownJobs(workflow), job);
        if (!mutate(workflow, chosen, at(chosen.steps, step))) return;
        tried += 1;
        expect(faultsIn(workflow)).not.toEqual([]);
      }),
      { numRuns: 600 },
    );
    expect(tried).toBeGreaterThan(20);
  });
});

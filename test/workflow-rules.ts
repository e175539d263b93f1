// What a workflow may be: a closed list of triggers, and of what the jobs behind each may have and do; and the same for the
// actions that set them up. Whatever is not on it is a fault, so a new kind of workflow begins with a line here.
import { isDeepStrictEqual } from 'node:util';
import { isAlias, isScalar, parse, parseDocument, visit } from 'yaml';

type Values = readonly unknown[] | ((value: unknown) => boolean);
type Inputs = Readonly<Record<string, Values>>;
type Map = Readonly<Record<string, unknown>>;

/** Text without an expression: nobody but the file's author has a say in it. */
const plain = (value: unknown): boolean => !String(value).includes('${{');

/** A release of a program, not whichever is the latest. */
const release = (value: unknown): boolean => /^v\d+\.\d+\.\d+$/.test(String(value));

/** Each trigger, in the only forms that it may have: of no branch but main's, and of no run but that of `render`. */
const triggers: Readonly<Record<string, readonly unknown[]>> = {
  pull_request: [{ branches: ['main'] }],
  merge_group: [null],
  push: [{ branches: ['main'] }, { branches: ['main'], paths: ['app/**', 'package-lock.json'] }],
  schedule: [[{ cron: '17 4 * * *' }]],
  workflow_run: [{ workflows: ['render'], types: ['completed'] }],
  workflow_dispatch: [
    {
      inputs: {
        service: { description: 'The service', type: 'string', required: true },
        cluster: {
          description: 'The cluster that gets its image from the stage before',
          type: 'string',
          required: true,
        },
      },
    },
  ],
};

/** Triggers by which main's own code runs, whoever caused them. Only there may a job have a right. By hand it may be another branch's: {@link onMain}. */
const ofMain = new Set(['push', 'schedule', 'workflow_run', 'workflow_dispatch']);

/** What a job asks that somebody starts by hand, who may name any branch. */
const onMain = "github.ref == 'refs/heads/main'";

/** What steps may do. */
interface Steps {
  readonly actions: Readonly<Record<string, Inputs>>;
  readonly run: RegExp;
  readonly env: Inputs;
}

interface Kind extends Steps {
  readonly permissions: Inputs;
  /** What it may tell other jobs. @default anything */
  readonly outputs?: Inputs;
}

/** Runs whatever the commit holds, and has nothing that is worth taking: no secret, no environment, no right but to read. */
const reader: Kind = {
  permissions: { contents: ['read'] },
  actions: {
    'actions/checkout': {
      'persist-credentials': [false],
      'fetch-depth': [0],
      ref: ['${{ github.event.pull_request.head.sha }}'],
    },
    './.github/actions/setup': { 'node-version': ['${{ matrix.node }}'], programs: plain },
    'actions/upload-artifact': { name: plain, path: plain, 'if-no-files-found': plain, 'retention-days': plain },
    'actions/dependency-review-action': { 'fail-on-severity': plain, 'license-check': [false] },
  },
  run: /^npm (?!ci\b)(?:[\w :./^-]+|run secrets -- check --range "\$BASE\.\.HEAD")$/,
  // The name of a commit, which nobody chooses.
  env: {
    BASE: ['${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha || github.event.before }}'],
  },
};

const token = '${{ github.token }}';
const appToken = '${{ steps.app.outputs.token || github.token }}';

/**
 * Has a right or a secret, and runs main's code alone: checked out without a word about which commit, by the node that was
 * there before any package, and nothing of a package but what that code imports.
 */
const writer: Kind = {
  permissions: { actions: ['read'], contents: ['read', 'write'], 'pull-requests': ['read', 'write'] },
  actions: {
    'actions/checkout': { 'persist-credentials': [false], 'fetch-depth': [0] },
    './.github/actions/setup-writer': {},
    'actions/download-artifact': {
      name: ['rendered'],
      path: ['rendered'],
      'run-id': ['${{ github.event.workflow_run.id }}'],
      'github-token': [token],
    },
    'actions/create-github-app-token': {
      'client-id': ['${{ vars.RENDER_APP_CLIENT_ID }}'],
      'private-key': ['${{ secrets.RENDER_APP_PRIVATE_KEY }}'],
      'permission-contents': ['write'],
      'permission-pull-requests': ['read', 'write'],
    },
  },
  run: /^"\$NODE" \$PROGRAM (?:comment|commit|propose)(?: --direct)?$/,
  env: {
    NODE: ['${{ steps.setup.outputs.node }}'],
    PROGRAM: ['${{ inputs.program }}'],
    PUSH_TOKEN: [appToken],
    COMMENT_TOKEN: [appToken],
    GITHUB_TOKEN: [token],
    COMMIT: ['${{ needs.commit.outputs.commit }}'],
    SERVICE: ['${{ inputs.service }}'],
    CLUSTER: ['${{ inputs.cluster }}'],
    FILE: ['${{ needs.promote.outputs.file }}', '${{ needs.build.outputs.file }}'],
    FROM: ['${{ needs.promote.outputs.from }}'],
    PIN: ['${{ inputs.repository }}:${{ github.sha }}@${{ needs.build.outputs.digest }}'],
    APP: ['${{ steps.app.outputs.app-slug }}'],
  },
};

/** Tells code scanning what was found, by whoever's change it was: so it runs nothing that the commit holds, and no command at all. */
const scanner: Kind = {
  permissions: { actions: ['read'], contents: ['read'], 'security-events': ['write'] },
  actions: {
    'actions/checkout': { 'persist-credentials': [false] },
    'actions/download-artifact': { name: ['scans'], path: ['scans'] },
    'github/codeql-action/upload-sarif': { sarif_file: ['scans'] },
    'github/codeql-action/init': { languages: plain, 'build-mode': ['none'] },
    'github/codeql-action/analyze': {},
  },
  run: /^$/,
  env: {},
};

/** Keeps the issue about what drifts: as one that writes, with another right and another command. */
const reporter: Kind = {
  permissions: { contents: ['read'], issues: ['write'] },
  actions: {
    'actions/checkout': { 'persist-credentials': [false] },
    './.github/actions/setup-writer': {},
    'actions/download-artifact': { name: ['drift'], path: ['drift'] },
  },
  run: /^"\$NODE" \$PROGRAM drift --report drift$/,
  env: {
    NODE: ['${{ steps.setup.outputs.node }}'],
    PROGRAM: ['${{ inputs.program }}'],
    GITHUB_TOKEN: [token],
  },
};

/**
 * Asks whether an image may go on, by main's code. It sees what Flux says of the commits, and may get into a registry, to pull alone:
 * so as a writer it runs nothing of a package but what that code imports.
 */
const promoter: Kind = {
  outputs: { file: ['${{ steps.promote.outputs.file }}'], from: ['${{ steps.promote.outputs.from }}'] },
  permissions: { contents: ['read'], 'id-token': ['write'], statuses: ['read'] },
  actions: {
    'actions/checkout': { 'persist-credentials': [false], 'fetch-depth': [0] },
    './.github/actions/setup-writer': {},
    'Azure/login': {
      'client-id': ['${{ vars.PROMOTE_CLIENT_ID }}'],
      'tenant-id': ['${{ vars.PROMOTE_TENANT_ID }}'],
      'allow-no-subscriptions': [true],
    },
    'sigstore/cosign-installer': { 'cosign-release': release },
  },
  run: /^"\$NODE" \$PROGRAM (?:image login "\$REGISTRY"|release promote "\$SERVICE" --to "\$CLUSTER")$/,
  env: {
    NODE: ['${{ steps.setup.outputs.node }}'],
    PROGRAM: ['${{ inputs.program }}'],
    REGISTRY: ['${{ vars.PROMOTE_REGISTRY }}'],
    SERVICE: ['${{ inputs.service }}'],
    CLUSTER: ['${{ inputs.cluster }}'],
    GITHUB_TOKEN: [token],
  },
};

/**
 * Pushes and signs an image, as the run that it is and without a secret. As a writer it runs main's code alone; what the Dockerfile
 * runs, runs in a container of its own, which has no token.
 */
const imageBuilder: Kind = {
  outputs: { digest: ['${{ steps.build.outputs.digest }}'], file: ['${{ steps.pin.outputs.file }}'] },
  permissions: { contents: ['read'], 'id-token': ['write'] },
  actions: {
    'actions/checkout': { 'persist-credentials': [false] },
    './.github/actions/setup-writer': {},
    'Azure/login': {
      'client-id': ['${{ vars.IMAGES_CLIENT_ID }}'],
      'tenant-id': ['${{ vars.IMAGES_TENANT_ID }}'],
      'allow-no-subscriptions': [true],
    },
    'docker/setup-buildx-action': {},
    'docker/build-push-action': {
      context: ['.'],
      file: ['${{ inputs.dockerfile }}'],
      platforms: ['linux/amd64,linux/arm64'],
      tags: ['${{ inputs.repository }}:${{ github.sha }}'],
      labels: ['org.opencontainers.image.revision=${{ github.sha }}'],
      push: [true],
      provenance: [false],
      sbom: [false],
    },
    'aquasecurity/setup-trivy': { version: release, cache: [false] },
    'sigstore/cosign-installer': { 'cosign-release': release },
  },
  run: /^"\$NODE" \$PROGRAM image (?:login "\$REGISTRY"|sign "\$IMAGE"|pin "\$SERVICE" "\$PIN")$/,
  env: {
    NODE: ['${{ steps.setup.outputs.node }}'],
    PROGRAM: ['${{ inputs.program }}'],
    SERVICE: ['${{ inputs.service }}'],
    REGISTRY: ['${{ inputs.registry }}'],
    IMAGE: ['${{ inputs.repository }}@${{ steps.build.outputs.digest }}'],
    PIN: ['${{ inputs.repository }}:${{ github.sha }}@${{ steps.build.outputs.digest }}'],
  },
};

/** Whether a job has exactly the rights of a kind. */
function hasRightsOf({ permissions }: Kind, given: unknown): boolean {
  const rights = Object.entries(permissions).map(([scope, levels]) => [scope, Array.isArray(levels) ? levels[0] : '']);
  return isDeepStrictEqual(given, Object.fromEntries(rights));
}

/** What the steps of each action may do; it has the rights of the job that uses it. */
const setups: Readonly<Record<string, Steps>> = {
  setup: {
    actions: {
      'actions/setup-node': {
        'node-version': ['${{ inputs.node-version }}'],
        'node-version-file': ["${{ inputs.node-version == '' && '.node-version' || '' }}"],
        'package-manager-cache': [false],
      },
      'actions/setup-go': { 'go-version': plain, cache: [false] },
      'actions/cache': {
        path: ['~/.cache/fleetwright/tools'],
        key: ['tools/**', 'package-lock.json'].map(
          (files) => `\${{ inputs.programs }}-\${{ runner.os }}-\${{ hashFiles('${files}') }}`,
        ),
        'restore-keys': ['${{ inputs.programs }}-${{ runner.os }}-'],
      },
    },
    run: /^npm ci$/,
    env: {},
  },
  // No cache: another branch may fill it.
  'setup-writer': {
    actions: { 'actions/setup-node': { 'node-version-file': ['.node-version'], 'package-manager-cache': [false] } },
    run: /^(?:echo "path=\$\(command -v node\)" >> "\$GITHUB_OUTPUT"|npm ci --ignore-scripts --no-bin-links)$/,
    env: {},
  },
};

/** The environment that holds the bot's key, and admits main alone. */
const environment = 'render';

/** The environment to which Azure gives the right to push images, and which admits main alone. */
const imageEnvironment = 'images';

/** The environment to which Azure gives the right to pull images, and which admits main alone. */
const promoteEnvironment = 'promote';

/** How a workflow that writes is called: with how its program is started, and the name of the key. */
const writerCalled = {
  inputs: {
    program: {
      description: plain,
      type: ['string'],
      default: ['node_modules/fleetwright/build/commands/fleetwright.js'],
    },
  },
  secrets: { RENDER_APP_PRIVATE_KEY: { required: [true] } },
};

/** What somebody who starts one by hand says. */
const asked = { description: plain, type: ['string'], required: [true] };

interface Called {
  /** What the job that calls it may have; none of the called jobs has more. */
  readonly permissions: Map;
  /** Of one that writes: what alone may start the caller. */
  readonly startedBy?: 'push' | 'schedule' | 'workflow_run' | 'workflow_dispatch';
  /** What it asks for beside the program. @default nothing */
  readonly inputs?: readonly string[];
}

/** The workflows that others call, by their names. */
const calledWorkflows: Readonly<Record<string, Called>> = {
  fleet: { permissions: { contents: 'read' } },
  'fleet-render': { permissions: { contents: 'read' } },
  'fleet-security': { permissions: { actions: 'read', contents: 'read', 'security-events': 'write' } },
  'fleet-drift': { permissions: { contents: 'read', issues: 'write' }, startedBy: 'schedule' },
  'fleet-main': { permissions: { contents: 'write' }, startedBy: 'push' },
  'fleet-pull-request': {
    permissions: { actions: 'read', contents: 'write', 'pull-requests': 'write' },
    startedBy: 'workflow_run',
  },
  'fleet-promote': {
    permissions: { contents: 'write', 'id-token': 'write', statuses: 'read' },
    startedBy: 'workflow_dispatch',
    inputs: ['service', 'cluster'],
  },
  'fleet-image': {
    permissions: { contents: 'write', 'id-token': 'write' },
    startedBy: 'push',
    inputs: ['service', 'dockerfile', 'registry', 'repository', 'cluster'],
  },
};

/** A workflow that is called: of this repository, or by commit of the machine's, which alone is believed to keep these rules. */
const calledPath =
  /^(?:\.|(?<repository>[\w-]+\/[\w.-]+))\/\.github\/workflows\/(?<name>[\w-]+)\.yaml(?<at>@[0-9a-f]{40})?$/;

/** What a condition may be joined of by `&&`: with `||`, a bracket or text around it, what it must hold would not decide. */
const plainClause = /^(?:!cancelled\(\)|[\w.]+ [!=]= (?:[\w.]+|'[\w./-]*'))$/;

const workflowKeys = ['name', 'on', 'permissions', 'concurrency', 'jobs'];
const jobKeys = [
  'name',
  'if',
  'needs',
  'runs-on',
  'timeout-minutes',
  'environment',
  'permissions',
  'outputs',
  'strategy',
  'steps',
];
const callKeys = ['name', 'needs', 'permissions', 'uses'];
const stepKeys = ['name', 'id', 'if', 'uses', 'with', 'run', 'env'];
const actionKeys = ['name', 'description', 'inputs', 'outputs', 'runs'];

/** What a workflow's text breaks of the rules. @param machine `<owner>/<name>` of the machine's repository, where it is another one */
export function faultsInText(text: string, machine?: string): string[] {
  return [...unpinned(text), ...faultsIn(parse(text), machine)];
}

/** What the text of an action breaks of the rules. @param name of its folder */
export function faultsInAction(name: string, text: string): string[] {
  const action: unknown = parse(text);
  const { using, steps, ...others } = asMap(asMap(action).runs);
  const list = Array.isArray(steps) ? steps.map(asMap) : [];
  const runs = list.map(({ run }) => String(run));
  const isLate = runs.findIndex((run) => run.startsWith('echo')) > runs.findIndex((run) => run.startsWith('npm'));
  return [
    ...unpinned(text),
    ...unknownKeys(action, actionKeys),
    ...unknownKeys(others, []),
    ...(using === 'composite' ? [] : [`is of the kind ${String(using)}`]),
    ...list.flatMap(({ shell, ...step }) => [
      ...((shell ?? 'bash') === 'bash' ? [] : [`runs in ${String(shell)}`]),
      ...faultsInStep(step, setups[name] ?? { actions: {}, run: /^$/, env: {} }),
    ]),
    ...(isLate ? ['node is looked up after the packages are there'] : []),
  ];
}

/** Actions that another may change behind our back, however the YAML is written. One of this repository is of the same commit. */
function unpinned(text: string): string[] {
  const pinned =
    /^(?:[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/(?:actions\/[\w-]+|workflows\/[\w-]+\.yaml))$/;
  const uses: string[] = [];
  const document = parseDocument(text);
  visit(document, {
    Pair: (_key, { key, value }) => {
      if (!isScalar(key) || key.value !== 'uses') return;
      const action = isAlias(value) ? value.resolve(document) : value;
      const comment = isScalar(value) && value.comment ? ` #${value.comment}` : '';
      uses.push(`${String(isScalar(action) ? action.value : action)}${comment}`);
    },
  });
  return uses.filter((action) => !pinned.test(action)).map((action) => `not pinned: ${action}`);
}

/** What a workflow breaks of the rules. Pure. @param machine as of {@link faultsInText} */
export function faultsIn(workflow: unknown, machine?: string): string[] {
  const { name, on, permissions, concurrency, jobs } = asMap(workflow);
  const started = typeof on === 'object' ? asMap(on) : { [String(on)]: null };
  const isCalled = isDeepStrictEqual(Object.keys(started), ['workflow_call']);
  const { startedBy } = (isCalled ? calledWorkflows[String(name)] : undefined) ?? {};
  const triggeredBy = startedBy === undefined ? Object.keys(started) : [startedBy];
  return [
    ...unknownKeys(workflow, workflowKeys),
    ...(isCalled ? faultsInInterface(String(name), started.workflow_call) : faultsInTriggers(started)),
    ...(isDeepStrictEqual(permissions, {}) ? [] : ['permissions are given to all jobs; write: permissions: {}']),
    ...(concurrency === undefined && !isCalled ? ['no concurrency'] : []),
    ...Object.entries(asMap(jobs)).flatMap(([id, job]) =>
      faultsInJob(asMap(job), triggeredBy, machine).map((fault) => `${id}: ${fault}`),
    ),
  ];
}

function faultsInTriggers(started: Map): string[] {
  return Object.entries(started)
    .filter(
      ([name, how]) => !(Object.hasOwn(triggers, name) && triggers[name]?.some((form) => isDeepStrictEqual(form, how))),
    )
    .map(([name]) => `may not be started by ${name} in this form`);
}

/** What a workflow asks its caller for: nothing, or how its program is started and the key. */
function faultsInInterface(name: string, interfaced: unknown): string[] {
  const { startedBy, inputs: own = [] } = calledWorkflows[name] ?? {};
  if (startedBy === undefined) return interfaced === null ? [] : ['asks its caller for something'];
  const { inputs, secrets, ...others } = asMap(interfaced);
  const program = asMap(inputs).program;
  const key = asMap(secrets).RENDER_APP_PRIVATE_KEY;
  return [
    ...unknownKeys(others, []),
    ...unknownKeys(inputs, [...Object.keys(writerCalled.inputs), ...own]),
    ...own.flatMap((input) => notOn(asked, asMap(inputs)[input], 'input')),
    ...unknownKeys(secrets, Object.keys(writerCalled.secrets)),
    ...notOn(writerCalled.inputs.program, program, 'input'),
    ...notOn(writerCalled.secrets.RENDER_APP_PRIVATE_KEY, key, 'secret'),
  ];
}

/** @param triggeredBy all that may start the workflow, or what calls it */
function faultsInJob(job: Map, triggeredBy: readonly string[], machine: string | undefined): string[] {
  return 'uses' in job ? faultsInCall(job, triggeredBy, machine) : faultsInOwnJob(job, triggeredBy);
}

function faultsInCall(job: Map, triggeredBy: readonly string[], machine: string | undefined): string[] {
  const called = calledBy(job.uses, machine);
  if (called === undefined) return [`may not call ${String(job.uses)}`];
  const { permissions, startedBy, inputs = [] } = called;
  const given = Object.fromEntries(
    inputs.map((input) => [input, startedBy === 'workflow_dispatch' ? [`\${{ inputs.${input} }}`] : plain]),
  );
  const wanted = Object.entries(permissions).map(([scope, level]) => `${scope}: ${String(level)}`);
  return [
    ...unknownKeys(job, startedBy === undefined ? callKeys : [...callKeys, 'with', 'secrets']),
    ...(isDeepStrictEqual(job.permissions, permissions) ? [] : [`may give what it calls ${wanted.join(', ')} alone`]),
    ...(startedBy === undefined || isDeepStrictEqual(triggeredBy, [startedBy])
      ? []
      : [`may call what writes on ${startedBy} alone`]),
    ...notOn(
      { program: ['--conditions=source --import ./typescript.js commands/fleetwright.ts'], ...given },
      job.with,
      'input',
    ),
    ...notOn({ RENDER_APP_PRIVATE_KEY: ['${{ secrets.RENDER_APP_PRIVATE_KEY }}'] }, job.secrets, 'secret'),
  ];
}

function calledBy(uses: unknown, machine: string | undefined): Called | undefined {
  const { repository, name = '', at } = calledPath.exec(String(uses))?.groups ?? {};
  const isOurs = repository === undefined ? at === undefined : repository === machine && at !== undefined;
  return isOurs && Object.hasOwn(calledWorkflows, name) ? calledWorkflows[name] : undefined;
}

function faultsInOwnJob(job: Map, triggeredBy: readonly string[]): string[] {
  const isOfMain = triggeredBy.every((name) => ofMain.has(name));
  const kind = kindOf(job, triggeredBy);
  const { permissions, 'timeout-minutes': timeout, 'runs-on': runner } = job;
  const steps = Array.isArray(job.steps) ? job.steps.map(asMap) : [];
  return [
    ...unknownKeys(job, jobKeys),
    ...(permissions === undefined ? ['no permissions'] : notOn(kind.permissions, permissions, 'permission')),
    ...(timeout === undefined ? ['no timeout-minutes'] : []),
    ...(runner === 'ubuntu-24.04' ? [] : [`runs on ${String(runner)}`]),
    ...(kind === reader || kind === scanner || isOfMain
      ? []
      : ['a right or an environment, started by what is not main']),
    ...lackingClauses(job, triggeredBy),
    ...faultsInCondition(job.if),
    ...(kind === writer || kind === reporter ? faultsInWriter(job) : []),
    ...(kind.outputs ? notOn(kind.outputs, job.outputs, 'output') : []),
    ...steps.flatMap((step) => faultsInStep(step, kind)),
  ];
}

function kindOf({ permissions, environment: where }: Map, triggeredBy: readonly string[]): Kind {
  if (hasRightsOf(reporter, permissions)) return reporter;
  if (where === imageEnvironment && isDeepStrictEqual(triggeredBy, ['push'])) return imageBuilder;
  if (where === promoteEnvironment && isDeepStrictEqual(triggeredBy, ['workflow_dispatch'])) return promoter;
  // Another run, of a stranger's code, went before.
  if (where !== undefined || triggeredBy.includes('workflow_run')) return writer;
  if (isDeepStrictEqual(permissions, { contents: 'read' })) return reader;
  // What it does is the same for a stranger's change: it runs none of it.
  return hasRightsOf(scanner, permissions) ? scanner : writer;
}

/** What the condition of a job must hold, whatever else it asks. */
function lackingClauses({ if: condition, permissions }: Map, triggeredBy: readonly string[]): string[] {
  const isOfRun = triggeredBy.includes('workflow_run');
  const wanted = [
    ...(isOfRun ? ["github.event.workflow_run.event == 'pull_request'"] : []),
    ...(isOfRun && asMap(permissions).contents === 'write'
      ? ['github.event.workflow_run.head_repository.full_name == github.repository']
      : []),
    ...(triggeredBy.includes('workflow_dispatch') ? [onMain] : []),
  ];
  const clauses = clausesOf(condition);
  return wanted.filter((clause) => !clauses.includes(clause)).map((clause) => `its condition lacks: ${clause}`);
}

/** What a condition says that is no plain clause. */
function faultsInCondition(condition: unknown): string[] {
  if (condition === undefined) return [];
  return clausesOf(condition)
    .filter((clause) => !plainClause.test(clause))
    .map((clause) => `its condition has more than clauses with && between them: ${clause}`);
}

function clausesOf(condition: unknown): string[] {
  const alone = String(condition ?? '').replace(/^\$\{\{|\}\}$/g, '');
  return alone.split('&&').map((clause) => clause.trim());
}

function faultsInWriter({ environment: where, outputs }: Map): string[] {
  return [
    ...(where === environment ? [] : ['a right, outside the environment that admits main alone']),
    ...notOn({ commit: ['${{ steps.commit.outputs.commit }}'] }, outputs, 'output'),
  ];
}

function faultsInStep(step: Map, { actions, run, env }: Steps): string[] {
  const action = String(step.uses ?? '').split('@')[0] ?? '';
  const inputs = Object.hasOwn(actions, action) ? actions[action] : undefined;
  return [
    ...unknownKeys(step, stepKeys),
    ...faultsInCondition(step.if),
    ...(step.uses === undefined || inputs ? [] : [`may not use ${action}`]),
    ...notOn(inputs ?? {}, step.with, 'input'),
    ...(action === 'actions/checkout' && asMap(step.with)['persist-credentials'] !== false
      ? ['the checkout lacks persist-credentials: false']
      : []),
    ...(step.run === undefined || run.test(String(step.run)) ? [] : [`may not run: ${String(step.run)}`]),
    ...notOn(env, step.env, 'variable'),
    ...(String(step.run).startsWith('"$NODE"') && asMap(step.env).NODE === undefined ? ['NODE is not set'] : []),
    ...(String(step.run).includes('$PROGRAM') && asMap(step.env).PROGRAM === undefined ? ['PROGRAM is not set'] : []),
  ];
}

/** What a map has that a list does not, or has otherwise. */
function notOn(list: Inputs, map: unknown, what: string): string[] {
  if (map !== undefined && asMap(map) !== map) return [`${what}s are not a list of names`];
  return Object.entries(asMap(map))
    .filter(([name, value]) => {
      const values = Object.hasOwn(list, name) ? list[name] : undefined;
      return !(typeof values === 'function' ? values(value) : values?.includes(value));
    })
    .map(([name, value]) => `${what} ${name}: ${String(value)}`);
}

function unknownKeys(map: unknown, known: readonly string[]): string[] {
  return Object.keys(asMap(map))
    .filter((key) => !known.includes(key))
    .map((key) => `may not have ${key}`);
}

function asMap(value: unknown): Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Map) : {};
}

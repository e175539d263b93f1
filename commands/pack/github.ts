// How GitHub guards a fleet that has the machine as a package: what guards this repository, without what proves the machine.
import type { Files } from '../create/personal.ts';

/** Taken over as they are, or as {@link guarded} changes them. */
export const guards = ['.githooks', '.github', '.gitleaks.toml', '.node-version', 'licences.yaml'];

/** Jobs of ci.yaml, and what Dependabot raises: that of which a fleet has none stays here. */
const jobs = new Set(['ci']);
const ecosystems = new Set(['npm', 'github-actions']);

/** Workflows that fleets call, as Git matches paths. */
export const calledWorkflows = '.github/workflows/fleet*.yaml';

const isCalled = (path: string): boolean => /^\.github\/workflows\/fleet(?:-[\w-]+)?\.yaml$/.test(path);

/** Where a fleet finds what it calls. */
export interface Called {
  /** The address of the machine's repository, as main.ts there has it. */
  readonly repository: string;
  readonly commit: string;
  readonly version: string;
}

/** These files as a fleet has them; a fork may have changed them. @throws Error where a workflow calls none of ours */
export function guarded(files: Files, called: Called): Files {
  const workflow = files.get(ci) ?? '';
  const call = callOf(called);
  const calling = (path: string, text: string): string => withPackage(path, text, call).replace(ownProgram, '');
  const changes: Readonly<Record<string, (path: string, text: string) => string>> = {
    [ci]: (path, text) => calling(path, withoutJobs(text)),
    '.github/workflows/main.yaml': calling,
    '.github/workflows/pull-request.yaml': (path, text) =>
      calling(path, text).replace(/(?<=meets one):\n *# test\/.*(?=\.\n)/, ''),
    '.github/workflows/promote.yaml': calling,
    '.github/workflows/render.yaml': calling,
    '.github/workflows/security.yaml': calling,
    '.github/workflows/drift.yaml': calling,
    '.github/actions/setup/action.yaml': (path, text) => withPackage(path, text, toolsKey),
    '.gitleaks.toml': (_path, text) => text.replace(/; test\/gitleaks[^]*?(?=\.\n\[)/, ''),
    'licences.yaml': (_path, text) => text.replace(toolOfTests, ''),
    '.github/ruleset.json': (_path, text) => withoutChecks(text, workflow),
    '.github/dependabot.yaml': (_path, text) => withoutCalled(withoutEcosystems(text), called),
    '.github/CODEOWNERS': (_path, text) =>
      text.replace(/^# What runs, .*\n(?:\/.*\n)+\n/m, '').replace(/^\/tools\/.*\n/m, ''),
  };
  return new Map(
    [...files]
      .filter(([path]) => !path.startsWith('.github/ISSUE_TEMPLATE/') && path !== ownImage && !isCalled(path))
      .map(([path, text]) => [path, changes[path]?.(path, text) ?? text] as const),
  );
}

const ci = '.github/workflows/ci.yaml';

/** A package that tests of the machine alone have, with its licence. */
const toolOfTests = /^ {2}axe-core:\n(?: {4}.*\n)+/m;

/** Builds the sample service, which a fleet does not have. */
const ownImage = '.github/workflows/image.yaml';

/** What is called starts the package's program by itself. */
const ownProgram = /^ {4}with:\n {6}program: .*\n(?! {6})|^ {6}program: .*\n/gm;

/** By commit: a tag can be moved. */
function callOf({ repository, commit, version }: Called) {
  if (commit === '') throw new Error(`${calledWorkflows} are in no commit; commit them first`);
  return { from: /\.\/(\.github\/workflows\/.*)/g, to: `${nameOf(repository)}/$1@${commit} # v${version}` };
}

/** `<owner>/<name>` of the repository at an address. */
function nameOf(repository: string): string {
  return new URL(repository).pathname
    .replace(/\.git$/, '')
    .split('/')
    .slice(1, 3)
    .join('/');
}

/** The programs come with the package. */
const toolsKey = { from: /hashFiles\('tools\/\*\*'\)/g, to: "hashFiles('package-lock.json')" };

function withPackage(path: string, text: string, { from, to }: { readonly from: RegExp; readonly to: string }): string {
  const changed = text.replaceAll(from, to);
  if (changed === text) throw new Error(`${path}: there is no ${String(from)}`);
  return changed;
}

/** A job of a workflow: its id, and its name as GitHub reports it, up to what the matrix fills in. */
const job = /^ {2}([\w-]+):\n {4}name: ([^$\n]*)(?:(?: {4}.*)?\n)+/gm;

function withoutJobs(text: string): string {
  return text.replaceAll(job, (block, id: string) => (jobs.has(id) ? block : '')).replace(/\n+$/, '\n');
}

/** Main asks for no check that no job reports. */
function withoutChecks(text: string, workflow: string): string {
  const gone = [...workflow.matchAll(job)].filter(([, id = '']) => !jobs.has(id));
  return gone.reduce((rest, [, , name = '']) => rest.replace(line(`"context": "${name}`), ''), text);
}

/** A whole line that holds these words. */
function line(words: string): RegExp {
  return new RegExp(`^.*${words.replaceAll(/[.()/]/g, '\\$&')}.*\n`, 'm');
}

function withoutEcosystems(text: string): string {
  const [head = '', ...updates] = text.split(/^(?= {2}- package-ecosystem:)/m);
  const kept = updates.filter((update) => ecosystems.has(/ecosystem: (\S+)/.exec(update)?.[1] ?? ''));
  return (
    [head, ...kept]
      .join('')
      .replaceAll(/^ {2}#.*\n/gm, '')
      .trimEnd() + '\n'
  );
}

/** The package brings what is called: raised alone, the workflows would run commands of another version. */
function withoutCalled(text: string, { repository }: Called): string {
  const ignored = `    ignore:\n      # Comes with the package.\n      - dependency-name: ${nameOf(repository)}*\n`;
  return text.replace(/(?<=package-ecosystem: github-actions\n(?: {4}.*\n)*)(?! {4})/, ignored);
}

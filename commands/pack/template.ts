// What a new fleet begins with: this repository's own files, without its services and all that speaks of them.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { usualFolders } from '../../lib/fleet.ts';
import { fleetFile } from '../../lib/platform.ts';
import { applicationsIn } from '../../render/applications.ts';
import { alertsOf } from '../../render/alerts.ts';
import { type Placed, readObjects, wholeObjectIn } from '../../render/read-objects.ts';
import { ask, trackedFiles } from '../../tools/git.ts';
import { toldIn } from '../alerts/table.ts';
import type { Files } from '../create/personal.ts';
import { asJson } from './as-json.ts';
import { calledWorkflows, guarded, guards } from './github.ts';
import { withoutOwner, withoutService } from '../remove/without-service.ts';

const taken = ['.gitattributes', '.oxfmtrc.json', 'charts', 'clusters', 'main.ts', ...guards];

/**
 * The files of a fleet without services.
 * @param home the root of the repository that holds the machine and a fleet
 * @throws Error where a file has not the form that is looked for, which is the one that `npm run new` writes
 */
export function template(home: string): Files {
  const read = (path: string): string => readFileSync(join(home, path), 'utf8');
  const placed = readObjects(join(home, 'dist'), 'all');
  const applications = applicationsIn(placed);
  const rules = placed.filter(({ chart, object }) => applications.has(chart) && object.kind === 'PrometheusRule');
  const paths = trackedFiles([...taken, ...runbooksOf(placed.filter(({ chart }) => !applications.has(chart)))], home);
  const owners = new Set(
    rules.flatMap(({ at }) => alertsOf(wholeObjectIn(at))).map(({ labels }) => labels.owner ?? ''),
  );
  const services = [...new Set(Array.from(applications.values(), ({ name }) => name))];
  const isOfService = (path: string): boolean =>
    services.some(
      (name) =>
        [`charts/${name}.ts`, `charts/${name}-migration.ts`].includes(path) || path.startsWith(`charts/${name}/`),
    );
  const files = paths
    .filter((path) => !isOfService(path))
    .map((path) => {
      const start = path === fleetFile ? read(path).replace(builders, '') : read(path);
      const text = services.reduce((rest, service) => withoutService(path, rest, service, usualFolders), start);
      return [path, [...owners].reduce((rest, owner) => withoutOwner(rest, owner), text)] as const;
    });
  const versions = JSON.parse(read('package.json')) as Versions;
  const called = {
    repository: /^ {2}repository: '(.*)',$/m.exec(read('main.ts'))?.[1] ?? '',
    commit: ask(['log', '-1', '--format=%H', '--', calledWorkflows], home) ?? '',
    version: versions.version,
  };
  return new Map([...guarded(new Map(files), called), ...ownFiles(versions)]);
}

/** Who builds this repository's images builds no other fleet's. */
const builders = /^ {2}images: \{\n(?: {4}.*\n)* {2}\},\n/m;

/** The pages to which the alerts of these objects lead. */
function runbooksOf(placed: readonly Placed[]): string[] {
  const speaking = placed.filter(({ object }) => ['HelmRelease', 'PrometheusRule'].includes(object.kind));
  const told = toldIn(speaking.map(({ at }) => wholeObjectIn(at)));
  return told.flatMap(({ runbook }) => (runbook === '' ? [] : join(usualFolders.runbooks, basename(runbook))));
}

interface Versions {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What a repository with the package needs beside. The versions are those that are tested here. */
function ownFiles({ version, dependencies, devDependencies }: Versions): Files {
  const commands = [
    'synth',
    'check',
    'new',
    'remove',
    'list',
    'alerts',
    'dashboards',
    'diff',
    'release',
    'removals',
    'secrets',
    'image',
    'review',
    'scan',
    'drift',
    'ruleset',
    'loop',
    'tools',
    'helm',
    'imports',
  ];
  const pick = (from: Readonly<Record<string, string>>, names: readonly string[]): object =>
    Object.fromEntries(names.map((name) => [name, from[name]]));
  return new Map([
    [
      'package.json',
      asJson({
        name: 'platform',
        private: true,
        type: 'module',
        scripts: {
          ...Object.fromEntries(commands.map((name) => [name, `fleetwright ${name}`])),
          format: 'oxfmt',
          test: 'node --experimental-vm-modules node_modules/jest/bin/jest.js',
        },
        dependencies: { ...pick(dependencies, ['cdk8s', 'cdk8s-plus-27', 'constructs']), fleetwright: version },
        devDependencies: pick(devDependencies, ['@jest/globals', '@swc/core', '@swc/jest', '@types/node', 'jest']),
      }),
    ],
    [
      'tsconfig.json',
      asJson({
        compilerOptions: {
          target: 'ES2023',
          lib: ['ES2023'],
          module: 'NodeNext',
          moduleResolution: 'NodeNext',
          types: ['node'],
          allowImportingTsExtensions: true,
          noEmit: true,
          skipLibCheck: true,
          strict: true,
          noUncheckedIndexedAccess: true,
        },
        // The last is there once a fleet goes on with the sources.
        exclude: ['node_modules', 'fleetwright'],
      }),
    ],
    ['jest.config.js', `export { jestConfig as default } from 'fleetwright/loop/jest-config';\n`],
  ]);
}

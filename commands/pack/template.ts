// What a new fleet begins with: this repository's own files, without the sample service and all that speaks of it.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { git } from '../../tools/git.ts';
import { edited } from '../create/edited.ts';
import type { Files } from '../create/personal.ts';

const taken = ['.gitattributes', '.oxfmtrc.json', 'charts', 'clusters', 'main.ts'];

/**
 * The files of a fleet without services.
 * @param home the root of the repository that has the demonstration
 * @param sample the name of the service that is taken out, where it is there
 * @throws Error where a file has not the form that is looked for
 */
export function template(home: string, sample: string): Files {
  const read = (path: string): string => readFileSync(join(home, path), 'utf8');
  const paths = git(['ls-files', '-z', '--', ...taken], { cwd: home })
    .toString('utf8')
    .split('\0')
    .filter(Boolean);
  const kept = paths.filter((path) => !path.startsWith(`charts/${sample}`));
  const isThere = kept.length < paths.length;
  const files = kept.map((path) => [path, isThere ? withoutService(path, read(path), sample) : read(path)] as const);
  return new Map([...files, ...ownFiles(JSON.parse(read('package.json')) as Versions)]);
}

function withoutService(path: string, text: string, sample: string): string {
  const entry = (indent: number): RegExp => {
    const margin = ' '.repeat(indent);
    return new RegExp(`^${margin}${sample}: \\{\\n(?:${margin} .*\\n)+${margin}\\},\\n`, 'm');
  };
  if (path === 'main.ts') {
    const imported = edited(path, text, new RegExp(`^import .* from './charts/${sample}.ts';\\n`, 'm'), '');
    return edited(path, edited(path, imported, entry(6), ''), /(?<=cluster\.applications\('apps', \{)\n *(?=\})/, '');
  }
  if (path === 'clusters/cluster.ts') return edited(path, text, new RegExp(`^ *readonly ${sample}: .*\\n`, 'm'), '');
  if (path.startsWith('clusters/releases/'))
    return edited(path, text, new RegExp(`^${sample}:\\n(?: .*\\n)+`, 'm'), '{}\n');
  const isSettings = /^clusters\/[\w-]+\.ts$/.test(path) && basename(path) !== 'index.ts';
  return isSettings ? edited(path, text, entry(2), '') : text;
}

interface Versions {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What a repository with the package needs beside. The versions are those that are tested here. */
function ownFiles({ version, dependencies, devDependencies }: Versions): Files {
  const commands = ['synth', 'check', 'new', 'list', 'diff', 'removals', 'secrets', 'loop', 'tools'];
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
        exclude: ['node_modules'],
      }),
    ],
    ['jest.config.js', `export { jestConfig as default } from 'fleetwright/loop/jest-config';\n`],
  ]);
}

function asJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2).replaceAll(/\[\n\s+("[^"]+")\n\s+\]/g, '[$1]')}\n`;
}

// Every version that is pinned in this repository is one that a bot raises: a pin that nobody watches grows old unseen.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import fleet from '../../main.ts';
import { readInventory } from '../../commands/list/inventory.ts';
import { trackedFiles } from '../../tools/git.ts';
import { isLeftAlone, settings, watched, watchedIn } from '../support/renovate.ts';

interface Update {
  readonly 'package-ecosystem': string;
  readonly directory?: string;
  readonly directories?: readonly string[];
}

const { updates } = parse(readFileSync('.github/dependabot.yaml', 'utf8')) as { readonly updates: readonly Update[] };

/** Folders that Dependabot looks at for an ecosystem, where `/*` is every folder below, one deep. */
const foldersOf = (ecosystem: string): readonly string[] =>
  updates
    .filter((update) => update['package-ecosystem'] === ecosystem)
    .flatMap(({ directory, directories = [] }) => [...(directory === undefined ? [] : [directory]), ...directories]);

const isWatched = (ecosystem: string, folder: string): boolean =>
  foldersOf(ecosystem).some((each) =>
    each.endsWith('/*') ? dirname(`/${folder}`) === each.slice(0, -2) : each === (folder === '.' ? '/' : `/${folder}`),
  );

const read = (file: string): string => readFileSync(file, 'utf8');

/** All that is written by hand and run: what is generated follows it, pages and tests name versions that nobody runs. */
const files = trackedFiles(['.'], '.').filter(
  (file) => !/^(?:dist|docs|inventory|test)\/|^app\/test\/|^imports\/(?!sources\/)|^CHANGELOG\.md$/.test(file),
);
const named = (name: RegExp): string[] => files.filter((file) => name.test(file));

const byRenovate = watched();
const isRaised = (file: string, name: string, version: string): boolean =>
  byRenovate.some((each) => each.file === file && each.name === name && each.version === version);

describe('Dependabot looks at', () => {
  /** npm reads the packages of a workspace with the lock file at the root. */
  const { workspaces } = JSON.parse(read('package.json')) as { readonly workspaces: readonly string[] };
  /** A workflow is looked at from the root; an action from its own folder. */
  const folder = (file: string): string => (file.startsWith('.github/workflows/') ? '.' : dirname(file));

  test.each([
    ['npm', /(?:^|\/)package\.json$/, (file: string) => (workspaces.includes(dirname(file)) ? '.' : dirname(file))],
    ['gomod', /(?:^|\/)go\.mod$/, dirname],
    ['docker', /(?:^|\/)Dockerfile$/, dirname],
    ['pip', /(?:^|\/)requirements\.txt$/, dirname],
    ['github-actions', /^\.github\/(?:workflows|actions)\/.*\.ya?ml$/, folder],
  ] as const)('every file of %s', (ecosystem, name, folderOf) => {
    const all = named(name);
    expect(all).not.toEqual([]);
    expect(all.filter((file) => !isWatched(ecosystem, folderOf(file)))).toEqual([]);
  });

  test('no file of another ecosystem is here, which would need an entry', () => {
    const others =
      /(?:^|\/)(?:Cargo\.toml|Chart\.yaml|Gemfile|Pipfile|\.gitmodules|\.pre-commit-config\.yaml|\.tool-versions|build\.gradle|compose\.ya?ml|docker-compose\.ya?ml|pom\.xml|pyproject\.toml)$|\.(?:bicep|csproj|tf)$/;
    expect(named(others)).toEqual([]);
  });
});

describe('Renovate finds', () => {
  test('every Helm chart that is rendered', () => {
    const rendered = readInventory('dist', []).clusters.flatMap(({ charts }) =>
      charts.flatMap(({ releases }) => releases),
    );
    const found = new Set(byRenovate.map(({ name, version }) => `${name} ${version}`));
    expect(rendered).not.toEqual([]);
    expect(
      rendered
        .map(
          ({ chart, version }) =>
            `${chart.startsWith('oci://') ? chart.slice(6) : (chart.split('/').at(-1) ?? '')} ${version}`,
        )
        .filter((each) => !found.has(each)),
    ).toEqual([]);
  });

  test('every exact version that stands in TypeScript', () => {
    const pinned = named(/\.ts$/).flatMap((file) =>
      [...read(file).matchAll(/\bversion: '(v?\d+\.\d+\.\d+[^']*)'/g)].map(([, version = '']) => ({ file, version })),
    );
    expect(pinned).not.toEqual([]);
    expect(
      pinned.filter((pin) => !byRenovate.some(({ file, version }) => file === pin.file && version === pin.version)),
    ).toEqual([]);
  });

  test('every image that is pinned for a cluster', () => {
    const pins = named(/^clusters\/releases\/.*\.yaml$/).flatMap((file) =>
      Object.values(parse(read(file)) as Readonly<Record<string, { repository: string; tag: string }>>).map(
        ({ repository, tag }) => ({ file, repository, tag }),
      ),
    );
    expect(pins).not.toEqual([]);
    expect(pins.filter(({ file, repository, tag }) => !isRaised(file, repository, tag))).toEqual([]);
  });

  test('the machine of every job, the Node of CI, the Go of the builds, the language of the Dockerfile', () => {
    interface Workflow {
      readonly jobs: Readonly<Record<string, { readonly 'runs-on'?: string }>>;
    }
    const machines = named(/^\.github\/workflows\//).flatMap((file) =>
      Object.values((parse(read(file)) as Workflow).jobs).flatMap((job) =>
        job['runs-on'] === undefined ? [] : [{ file, machine: job['runs-on'] }],
      ),
    );
    expect(machines).not.toEqual([]);
    expect(machines.filter(({ file, machine }) => !isRaised(file, 'ubuntu', machine.replace(/^ubuntu-/, '')))).toEqual(
      [],
    );
    expect(byRenovate).toContainEqual({ file: '.node-version', name: '', version: read('.node-version').trim() });
    const [, toolchain = ''] = /'go(\d+\.\d+\.\d+)'/.exec(read('tools/go.ts')) ?? [];
    expect(byRenovate).toContainEqual({ file: 'tools/go.ts', name: '', version: toolchain });
    const syntax = named(/(?:^|\/)Dockerfile$/).filter((file) => read(file).startsWith('# syntax='));
    expect(syntax.filter((file) => !byRenovate.some((each) => each.file === file))).toEqual([]);
  });

  test('what the pages tell fleets to write', () => {
    const pinned = `
      url: 'oci://ghcr.io/stefanprodan/charts/podinfo',
      version: '6.9.1',
      digest: 'sha256:${'a'.repeat(64)}',
    `;
    const ofRepository = `
      url: 'https://charts.example.com/stable',
      chart: 'podinfo',
      version: '6.9.1',
    `;
    const own = `
      // renovate: quay.io/jetstack/charts/cert-manager
      super(scope, inputs, { chart: { version: 'v1.21.2', digest: 'sha256:${'a'.repeat(64)}' } });
    `;
    const found = (text: string) => watchedIn('charts/own.ts', text).map(({ name, version }) => [name, version]);
    expect(found(pinned)).toEqual([['ghcr.io/stefanprodan/charts/podinfo', '6.9.1']]);
    expect(found(ofRepository)).toEqual([['podinfo', '6.9.1']]);
    expect(found(own)).toEqual([['quay.io/jetstack/charts/cert-manager', 'v1.21.2']]);
  });
});

describe('What follows another pin is equal to it:', () => {
  const node = read('.node-version').trim();

  test('the service runs on the Node that CI tests with', () => {
    const images = [...read('app/Dockerfile').matchAll(/^FROM .*?node(?:js|:)(\d+)/gm)].map(([, major]) => major);
    expect(images).toEqual([node, node]);
  });

  test('CI tries that Node, too, and sets up the Go of the builds', () => {
    const { jobs } = parse(read('.github/workflows/fleet.yaml')) as {
      readonly jobs: Readonly<Record<string, { strategy?: { matrix: { node?: readonly string[] } } }>>;
    };
    expect(Object.values(jobs).flatMap(({ strategy }) => strategy?.matrix.node ?? [])).toContain(node);
    const [, toolchain] = /'go(\d+\.\d+)\.\d+'/.exec(read('tools/go.ts')) ?? [];
    expect(read('.github/actions/setup/action.yaml')).toContain(`go-version: '${toolchain}'`);
  });
});

describe('An image that', () => {
  const builders = Object.entries(fleet.images?.builders ?? {});
  const ours = builders.flatMap(([place, builder]) => ('workflow' in builder ? [place] : []));
  const others = builders.flatMap(([place, builder]) => ('because' in builder ? [place] : []));

  test('a workflow of ours builds is promoted, and raised by no bot', () => {
    expect(ours.filter((place) => !isLeftAlone(`${place}/any`))).toEqual([]);
  });

  test('is in a registry of Azure, in any of its clouds, is raised by no bot', () => {
    const places = ['io', 'cn', 'us'].map((end) => `any.azurecr.${end}/any`);
    expect(places.filter((place) => !isLeftAlone(place))).toEqual([]);
  });

  test('somebody else builds is raised, whatever its path is called', () => {
    const paths = [...others, 'registry.example.com'].flatMap((place) => [`${place}/any`, `${place}/a.azurecr.io/b`]);
    expect(paths.filter(isLeftAlone)).toEqual([]);
  });
});

test('charts in a registry of Azure are raised as all others', () => {
  const rules = settings.packageRules.filter(({ enabled }) => enabled === false);
  expect(rules.filter(({ matchFileNames }) => matchFileNames === undefined)).toEqual([]);
});

test('no file is read by both bots', () => {
  expect(settings.enabledManagers).toEqual(['custom.regex']);
});

test('patterns are of a kind that RE2 reads, with which Renovate runs them', () => {
  const patterns = settings.customManagers.flatMap(({ matchStrings, managerFilePatterns }) => [
    ...matchStrings,
    ...managerFilePatterns,
  ]);
  expect(patterns.filter((pattern) => /\(\?<?[=!]|\\[1-9]/.test(pattern))).toEqual([]);
});

// Dependabot passes over the module of a `tool` directive in silence, unless its settings name it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Update {
  readonly 'package-ecosystem': string;
  readonly directories?: readonly string[];
  readonly ignore?: readonly { readonly 'dependency-name': string; readonly 'update-types'?: readonly string[] }[];
  readonly allow?: readonly { readonly 'dependency-name': string; readonly 'dependency-type': string }[];
}

const { updates } = parse(readFileSync('.github/dependabot.yaml', 'utf8')) as { updates: readonly Update[] };
const allow = updates.find(({ directories }) => directories?.includes('/tools/*'))?.allow ?? [];
const named = allow.filter((entry) => entry['dependency-type'] === 'all').map((entry) => entry['dependency-name']);

/** What AKS runs decides their versions. */
const raisedByHand = ['github.com/fluxcd', 'k8s.io/kubernetes'];

const isIn = (program: string, module: string): boolean => program === module || program.startsWith(`${module}/`);

/** The packages of all `tool` directives, alone on a line or in a block. */
const programs = readdirSync('tools', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('go.mod'))
  .flatMap((path) => {
    const mod = readFileSync(join('tools', path), 'utf8');
    const [, block = ''] = /^tool \(([^)]*)\)/m.exec(mod) ?? [];
    return [
      ...block.split(/\s+/).filter(Boolean),
      ...[...mod.matchAll(/^tool ([^\s(]+)$/gm)].map(([, one = '']) => one),
    ];
  });

test('every third-party program is kept current, or said to be raised by hand', () => {
  expect(programs.length).toBeGreaterThan(10);
  expect(programs.filter((program) => ![...named, ...raisedByHand].some((module) => isIn(program, module)))).toEqual(
    [],
  );
});

test('no program is named that is not there any more', () => {
  expect(named.filter((module) => !programs.some((program) => isIn(program, module)))).toEqual([]);
});

test('a source of definitions that is not raised is one that AKS decides', () => {
  const sources = updates.find(({ directories }) => directories?.includes('/imports/sources/*'));
  expect(sources?.ignore).toEqual([
    { 'dependency-name': 'github.com/cilium/cilium' },
    { 'dependency-name': 'github.com/fluxcd/*' },
    { 'dependency-name': 'github.com/kedacore/keda/*' },
    { 'dependency-name': 'sigs.k8s.io/gateway-api' },
    {
      'dependency-name': 'k8s.io/kubernetes',
      'update-types': expect.not.arrayContaining(['version-update:semver-patch']),
    },
  ]);
});

test('every image of the Dockerfile stands where Dependabot reads it: in FROM, without a variable', () => {
  // Source: dependabot-core, docker/lib/dependabot/docker/file_parser.rb, FROM_LINE. What is behind a `$` it passes over.
  const readable =
    /^FROM\s+(?:--platform=\S+\s+)?[a-z\d.-]+\.[a-z]+\/[a-z\d._/-]+:[\w.-]+(?:@sha256:[\da-f]{64})?(?:\s+AS\s+[\w-]+)?$/;
  const lines = readFileSync('app/Dockerfile', 'utf8').split('\n');
  const from = lines.filter((line) => /^FROM\b/i.test(line));
  expect(from).toHaveLength(2);
  expect(from.filter((line) => !readable.test(line))).toEqual([]);
  expect(updates.some((update) => update['package-ecosystem'] === 'docker')).toBe(true);
});

test('every action is watched, of workflows and of actions, which `/` leaves out', () => {
  const actions = updates.find((update) => update['package-ecosystem'] === 'github-actions');
  expect(actions?.directories).toEqual(['/', '/.github/actions/*']);
});

// An application's team may change its chart alone: what grants it rights, and what Flux applies, is the platform's.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { keysFile } from '../../lib/fleet.ts';
import fleet from '../../main.ts';
import { ownersOf, platform, security } from './owners.ts';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

test('whoever owns everything is a team', () => expect(platform).toMatch(/^@[\w-]+\/[\w-]+$/));

test.each([
  ['what runs where', ['main.ts']],
  ["the clusters' settings, pins and keys", filesIn(fleet.folders.settings)],
  ['the list of what an application may hold', ['lib/tenancy/kinds.ts', 'render/checks/beyond-application.ts']],
  ['what Flux applies', filesIn('dist')],
  ['a secret', fleet.clusters.map(({ name }) => `secrets/${name}/token.yaml`)],
  ['the list of owners', ['.github/CODEOWNERS']],
])('%s needs the platform', (_what, paths) => {
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !ownersOf(path).includes(platform))).toEqual([]);
});

test.each([
  ['who decrypts', fleet.clusters.map(({ name }) => keysFile(fleet, name))],
  ['a secret', fleet.clusters.map(({ name }) => `secrets/${name}/token.yaml`)],
  ['a program that tests run', ['tools/linux-x64.sha256']],
  ['who must agree, and who may write', ['.github/CODEOWNERS', '.github/ruleset.json']],
  ['what GitHub runs', ['.github/workflows/pull-request.yaml']],
])('%s needs security beside the platform', (_what, paths) => {
  for (const path of paths) expect(ownersOf(path)).toEqual([platform, security]);
  expect(new Set([platform, security]).size).toBe(2);
});

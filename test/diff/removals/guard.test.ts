// The guard on removals against Git: neither a deleted folder nor two small steps slip anything through.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { baseOf } from '../../../diff/trees/base.ts';
import { committedTree } from '../../../diff/trees/committed.ts';
import { treeOnDisk } from '../../../diff/trees/on-disk.ts';
import { consentsSince } from '../../../diff/removals/consents.ts';
import { guard, type Verdict } from '../../../diff/removals/guard.ts';
import { filePath } from '../../../render/paths.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { toYaml } from '../../../render/yaml.ts';
import { GitRepository } from '../../support/git-repository.ts';

let repository: GitRepository;
let start: string;
beforeEach(() => {
  repository = GitRepository.empty();
  for (const chart of ['shop', 'cart']) {
    add(chart, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: chart } });
    for (let index = 0; index < 9; index++)
      add(chart, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `config-${index}`, namespace: chart } });
  }
  start = repository.commit('the start');
});
afterEach(() => repository.remove());

function add(chart: string, object: KubeObject): void {
  const path = filePath({ cluster: 'production', layer: 'apps', chart, object });
  repository.write(`dist/${path}`, toYaml(object));
}

const folderOf = (chart: string): string => `dist/production/apps/${chart}`;

function verdict(): Verdict {
  const { folder } = repository;
  return guard(
    committedTree(start, 'dist', folder),
    treeOnDisk(join(folder, 'dist')),
    consentsSince(baseOf(start, folder), folder),
  );
}

const refused = (): string[] => verdict().refused.map(({ code, at }) => `${code} ${at}`);

describe('refused without consent is', () => {
  test('a namespace, named by its file', () => {
    repository.delete(`${folderOf('shop')}/_cluster`).commit('go');
    expect(refused()).toEqual(['removes-protected dist/production/apps/shop/_cluster/Namespace_shop.yaml']);
  });

  test('what goes in two commits, each small enough by itself', () => {
    for (const [first, last] of [
      [0, 3],
      [3, 6],
    ] as const) {
      for (let index = first; index < last; index++)
        repository.delete(`${folderOf('shop')}/shop/ConfigMap_config-${index}.yaml`);
      repository.commit(`${first} to ${last}`);
    }
    expect(refused()).toEqual(['removes-too-much production']);
  });

  test('dist/ that somebody deleted before the synth', () => {
    rmSync(join(repository.folder, 'dist'), { recursive: true });
    expect(refused()).toContain('removes-too-much production');
  });
});

describe('consent is', () => {
  beforeEach(() => void repository.delete(folderOf('shop')));

  test('a trailer of a commit, and it is said whose it is and what for', () => {
    repository.commit('Close the shop\n\nNobody came.\n\nAllow-Removals: production/shop');
    expect(refused()).toEqual([]);
    expect(verdict().allowed).toEqual([
      {
        chart: 'production/shop',
        author: 'Ann',
        commit: repository.git('rev-parse', '--short', 'HEAD'),
        problems: [
          'production: 10 of 20 objects (50 %) would be deleted from the cluster: those of production/shop',
          'dist/production/apps/shop/_cluster/Namespace_shop.yaml: Flux would delete it, and with it everything in it',
        ],
      },
    ]);
  });

  test.each([
    ['for several charts in one line', 'Allow-Removals: production/shop, production/cart', []],
    [
      'for another chart',
      'Allow-Removals: production/cart',
      ['removes-too-much production', expect.stringContaining('removes-protected')],
    ],
    [
      'for the same chart of another cluster',
      'Allow-Removals: staging/shop',
      ['removes-too-much production', expect.stringContaining('removes-protected')],
    ],
    [
      'in the middle of a text',
      'Allow-Removals: production/shop\n\nSaid Ann.',
      ['removes-too-much production', expect.stringContaining('removes-protected')],
    ],
  ])('%s', (_name, text, findings) => {
    repository.commit(`Close the shop\n\n${text}`);
    expect(refused()).toEqual(findings);
  });

  test('of an earlier pull request none for this one', () => {
    repository.git('checkout', '--quiet', '--', 'dist');
    start = repository.commit('Close the shop, later\n\nAllow-Removals: production/shop');
    repository.delete(folderOf('shop')).commit('Close the shop');
    expect(refused()).not.toEqual([]);
  });

  test('text only: what a message holds is never run', () => {
    repository.commit(
      '`touch pwned` $(touch pwned) ${{ github.token }}\n\nAllow-Removals: production/$(touch pwned)`touch pwned`',
    );
    expect(verdict().allowed).toEqual([]);
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});

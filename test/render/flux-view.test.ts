// What lies beside dist/'s own files and changes what Flux sees of them is refused, wherever it counts.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { hiddenFromFlux } from '../../render/flux-view.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'fleetwright-'))));
afterEach(() => rmSync(root, { recursive: true }));

const found = (dist = 'dist'): string[] => hiddenFromFlux(root, dist).map(({ at }) => at);

function seen(path: string, text = ''): string[] {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return found();
}

test.each([
  ['.sourceignore', 'Deployment*\n'],
  ['.sourceignore', '/*\n!/dist\ndist/production/apps\n'],
  ['.sourceignore', ''],
  ['dist/.sourceignore', '/*\n!/dist\n'],
  ['dist/production/apps/.sourceignore', '*'],
  ['dist/production/apps/.SourceIgnore', '*'],
  ['dist/production/apps/shortener/kustomization.yaml', ''],
  ['dist/production/flux/kustomization.yml', ''],
  ['dist/production/flux/Kustomization', ''],
  ['dist/production/flux/KUSTOMIZATION.YAML', ''],
])('%s that holds %j is refused', (path, text) => expect(seen(path, text)).toEqual([path]));

test.each([
  ['.sourceignore', '/*\n!/dist\n'],
  ['app/kustomization.yaml', ''],
  ['dist/production/flux/shortener.yaml', ''],
])('%s that holds %j is not', (path, text) => expect(seen(path, text)).toEqual([]));

test('whatever else a .sourceignore holds is refused, and be it a comment that source-controller cannot read past', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      fc.pre(before !== '' || after !== '');
      expect(seen('.sourceignore', `${before}/*\n!/dist\n${after}`)).toEqual(['.sourceignore']);
    }),
  );
  expect(seen('.sourceignore', `/*\n#${'x'.repeat(2 ** 16)}\n!/dist\n`)).toEqual(['.sourceignore']);
});

test('a .sourceignore that is a link is refused: it leads elsewhere where Flux runs', () => {
  writeFileSync(join(root, 'allowed'), '/*\n!/dist\n');
  symlinkSync('allowed', join(root, '.sourceignore'));
  expect(found()).toEqual(['.sourceignore']);
  rmSync(join(root, 'allowed'));
  expect(found()).toEqual(['.sourceignore']);
});

test('a folder that is given by its whole path is looked through too, and no link in it is followed', () => {
  seen('out/flux/kustomization.yaml');
  symlinkSync('..', join(root, 'out', 'up'));
  expect(found(join(root, 'out'))).toEqual(['out/flux/kustomization.yaml']);
});

test('a repository without dist/ has nothing to hide', () => expect(found()).toEqual([]));

// What lies beside dist/'s own files and changes what Flux sees of them is refused, wherever it counts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hiddenFromFlux } from '../../../commands/check/flux-view.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'fleetwright-'))));
afterEach(() => rmSync(root, { recursive: true }));

function seen(path: string, text = ''): string[] {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return hiddenFromFlux(root, 'dist').map((problem) => problem.split('  ')[0] ?? '');
}

test.each([
  ['.sourceignore', 'Deployment*\n'],
  ['.sourceignore', '/*\n!/dist\ndist/production/apps\n'],
  ['.sourceignore', ''],
  ['dist/.sourceignore', '/*\n!/dist\n'],
  ['dist/production/apps/.sourceignore', '*'],
  ['dist/production/apps/shortener/kustomization.yaml', ''],
  ['dist/production/flux/kustomization.yml', ''],
  ['dist/production/flux/Kustomization', ''],
  ['dist/production/flux/KUSTOMIZATION.YAML', ''],
])('%s that holds %j is refused', (path, text) => expect(seen(path, text)).toEqual([path]));

test.each([
  ['.sourceignore', '# Flux needs no more\n/*\n!/dist\n'],
  ['app/kustomization.yaml', ''],
  ['dist/production/flux/shortener.yaml', ''],
])('%s that holds %j is not', (path, text) => expect(seen(path, text)).toEqual([]));

test('a repository without dist/ has nothing to hide', () => expect(hiddenFromFlux(root, 'dist')).toEqual([]));

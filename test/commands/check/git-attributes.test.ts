// Flux reads Git, a check reads the disk: an attribute that makes the two differ hides from the one what the other applies.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { alteredByGit } from '../../../commands/check/git-attributes.ts';
import { git } from '../../../tools/git.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'fleetwright-'))));
afterEach(() => rmSync(root, { recursive: true }));

function found(attributes: string, file = '.gitattributes'): string[] {
  git(['init', '--quiet'], { cwd: root });
  mkdirSync(join(root, 'dist/lab'), { recursive: true });
  writeFileSync(join(root, 'dist/lab/a.yaml'), 'a: 1\n');
  writeFileSync(join(root, 'dist/lab/b.yaml'), 'b: 1\n');
  writeFileSync(join(root, file), attributes);
  git(['add', '--all'], { cwd: root });
  return alteredByGit('dist', root);
}

test.each([
  ['ident', '.gitattributes', 'dist/** ident'],
  ['working-tree-encoding', '.gitattributes', '*.yaml working-tree-encoding=UTF-7'],
  ['filter', '.gitattributes', '* filter=lfs'],
  ['eol', '.gitattributes', '* eol=crlf'],
  ['crlf', '.gitattributes', '* crlf'],
  ['export-subst', 'dist/lab/.gitattributes', '*.yaml export-subst'],
])('the attribute %s in %s is refused, once for all files', (name, file, attributes) => {
  const [told = '', ...more] = found(attributes, file);
  expect(told).toMatch(/^dist\/lab\/a\.yaml {2}is not in Git as it lies here/);
  expect(told).toContain(`"${name}"`);
  expect(more).toEqual([]);
});

test.each([
  ['those of this repository', readFileSync('.gitattributes', 'utf8')],
  ['what says how to show and merge it', 'dist/** -diff merge=binary linguist-generated\n* -text'],
  ['others, of files elsewhere', 'app/** ident filter=lfs'],
])('%s are none of that', (_what, attributes) => expect(found(attributes)).toEqual([]));

test('outside Git there are no attributes', () => expect(alteredByGit('dist', root)).toEqual([]));

test('of `ident` Git has indeed another text than lies on disk', () => {
  found('*.yaml ident');
  writeFileSync(join(root, 'dist/lab/a.yaml'), 'a: "$Id:harmful$"\n');
  git(['add', '--all'], { cwd: root });
  const held = git(['show', ':dist/lab/a.yaml'], { cwd: root }).toString('utf8');
  rmSync(join(root, 'dist/lab/a.yaml'));
  git(['checkout', '--', 'dist'], { cwd: root });
  expect(readFileSync(join(root, 'dist/lab/a.yaml'), 'utf8')).not.toBe(held);
});

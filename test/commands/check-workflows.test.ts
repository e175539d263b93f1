// A fleet's workflows are the package's, or its own by its word.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { staleWorkflows } from '../../commands/check/workflows.ts';

const ci = '.github/workflows/ci.yaml';
const main = '.github/workflows/main.yaml';
const template = new Map([
  [ci, 'name: ci\n'],
  [main, 'name: main\n'],
  ['.github/CODEOWNERS', '* @example/platform\n'],
]);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fleetwright-fleet-'));
  for (const [path, text] of template) write(path, text);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('those of the package pass', () => expect(staleWorkflows(template, root)).toEqual([]));

test('one that calls an older commit does not', () => {
  write(ci, 'name: ci # older\n');
  expect(staleWorkflows(template, root)).toEqual([ci]);
});

test.each([
  ['one that the fleet took out', () => rmSync(join(root, main))],
  ['one that says why it is its own', () => write(main, '# own: our GitHub cannot reach yours\nname: main\n')],
  ['another one', () => write('.github/workflows/deploy.yaml', 'name: deploy\n')],
  ['what else is in .github/', () => write('.github/CODEOWNERS', '* @contoso/platform\n')],
])('%s passes', (_what, change) => {
  change();
  expect(staleWorkflows(template, root)).toEqual([]);
});

test('an own one gives its reason', () => {
  write(main, '# own: \nname: main\n');
  expect(staleWorkflows(template, root)).toEqual([main]);
});

// Every way in which a command writes into the work tree, with a link wherever it could be led astray by one.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { replace } from '../../commands/imports/output.ts';
import { replaceFile, textOf } from '../../sops/replace-file.ts';
import { writeOver } from '../../lib/write-over.ts';
import { linkIn } from '../../lib/links.ts';
import { treeAt } from '../render/publish/tree.ts';

const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'fleetwright-links-')));
  mkdirSync(join(folder, 'work'));
  mkdirSync(join(folder, 'outside'));
  writeFileSync(join(folder, 'outside', 'a.yaml'), 'precious');
  process.chdir(join(folder, 'work'));
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const outside = (): unknown => treeAt(join(folder, 'outside'));

const writers: [string, string, (text: string) => unknown][] = [
  ['writeOver', 'review/a.yaml', (text) => writeOver('review/a.yaml', text)],
  [
    'the secrets commands',
    'secrets/dev/a.yaml',
    (text) => replaceFile('secrets/dev/a.yaml', text, textOf('secrets/dev/a.yaml')),
  ],
  ['imports', 'imports/crds/a.yaml', (text) => replace('imports', new Map([['crds/a.yaml', text]]), ['crds/a.yaml'])],
];

describe.each(writers)('%s', (_name, file, write) => {
  test(`a link ${file} becomes a file, and what it led to stays`, async () => {
    mkdirSync(dirname(file), { recursive: true });
    symlinkSync(join(folder, 'outside', 'a.yaml'), file);
    await write('new');
    expect(treeAt('.')).toEqual({ [file]: 'new' });
    expect(outside()).toEqual({ 'a.yaml': 'precious' });
  });

  const parents = dirname(file).split('/');
  test.each(parents.map((_, index) => parents.slice(0, index + 1).join('/')))(
    'a folder %s that is a link is refused by name, and nothing is written where it leads',
    async (parent) => {
      mkdirSync(dirname(parent), { recursive: true });
      symlinkSync(join(folder, 'outside'), parent);
      await expect((async () => write('new'))()).rejects.toThrow(`${parent} is a symbolic link`);
      expect(outside()).toEqual({ 'a.yaml': 'precious' });
    },
  );
});

test('a link in the root of the work tree becomes a file, and what it led to stays', () => {
  symlinkSync(join(folder, 'outside', 'a.yaml'), '.sops.yaml');
  writeOver('.sops.yaml', 'new');
  expect(treeAt('.')).toEqual({ '.sops.yaml': 'new' });
  expect(outside()).toEqual({ 'a.yaml': 'precious' });
});

test('a link is found wherever it is on a path, and nowhere else', () => {
  const part = fc.stringMatching(/^[a-z.]{1,4}$/).filter((name) => !/^\.+$/.test(name));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.nat(5), (parts, index) => {
      const root = mkdtempSync(join(folder, 'root-'));
      const path = join(root, ...parts);
      mkdirSync(path, { recursive: true });
      expect(linkIn(path, root)).toBeUndefined();
      const at = index % parts.length;
      const link = join(root, ...parts.slice(0, at + 1));
      rmSync(link, { recursive: true });
      symlinkSync(folder, link);
      expect(linkIn(path, root)).toBe(link);
    }),
    { numRuns: 200 },
  );
});

/** What may change files, and where: all else of ours must go through these. A new one says here where it writes. */
const writersOfTheHouse: Readonly<Record<string, string>> = {
  'commands/bench/slo/evaluated.ts': 'the folder of a sandbox',
  'commands/bench/synth.ts': 'a temporary folder',
  'commands/comment.ts': 'the page of the run, whose file GitHub names',
  'commands/commit/pins.ts': 'a temporary folder',
  'commands/commit/rendered.ts': 'dist/ of another checkout: a link is deleted, then a folder made',
  'commands/create/place.ts': 'a folder that was not there, or empty',
  'commands/dashboards.ts': 'makes the folder dashboards/; the page by writeOver',
  'commands/github/step-output.ts': 'the outputs of the step, whose file GitHub names',
  'commands/helm.ts': 'a temporary folder',
  'commands/helm/fetch.ts': 'a temporary folder',
  'commands/helm/inventories.ts': 'makes and removes files of inventory/; content by writeOver',
  'commands/helm/template.ts': 'a temporary folder',
  'commands/imports/classes.ts': 'a temporary folder',
  'commands/imports/crd.ts': 'a temporary folder',
  'commands/imports/output.ts': 'imports/, as above',
  'commands/imports/pull.ts': 'a temporary folder',
  'commands/pack.ts': 'a folder outside of the work tree',
  'commands/pack/pack.ts': 'a temporary folder',
  'commands/release-notes/upgrade.ts': 'a temporary folder',
  'commands/release/rendered.ts': 'a temporary folder',
  'commands/remove/service.ts': 'removes files of the service; content by writeOver',
  'commands/review.ts': 'the summary of the step, whose file GitHub names',
  'commands/write-into.ts': 'makes the folder that somebody names; files by writeOver',
  'sops/begin.ts': 'a switch of this process in /proc',
  'sops/editor.ts': 'a private folder in memory',
  'sops/replace-file.ts': 'secrets/ and clusters/keys/, as above',
  'sops/sops-file.ts': 'a private folder',
  'sops/sweep.ts': 'private folders that were left: removed, a link is not',
  'sops/workspace.ts': 'a private folder',
  'lib/write-over.ts': 'as above',
  'render/publish/lock.ts': 'test/render/publish/publish.test.ts',
  'render/publish/stage.ts': 'test/render/publish/publish.test.ts',
  'render/publish/swap.ts': 'test/render/publish/publish.test.ts',
  'supply/cosign.ts': 'a temporary folder',
  'tools/build.ts': 'the cache of tools',
  'tools/go.ts': 'sources in the cache of tools, for a build',
};

test('no other file of ours writes to a disk', async () => {
  const changes =
    /\b(?:writeFile|appendFile|copyFile|cp|rename|rm|rmdir|unlink|mkdir|mkdtemp|link|symlink|truncate|createWriteStream)(?:Sync)?\(/;
  const found: string[] = [];
  // loop/ is left out: it writes in its sandbox, a temporary folder.
  for (const room of ['app/src', 'charts', 'clusters', 'commands', 'diff', 'lib', 'render', 'sops', 'supply', 'tools'])
    for (const name of await readdir(join(home, room), { recursive: true })) {
      const file = join(room, name).split(sep).join('/');
      if (file.endsWith('.ts') && changes.test(await readFile(join(home, file), 'utf8'))) found.push(file);
    }
  expect(found.toSorted()).toEqual(Object.keys(writersOfTheHouse).toSorted());
});

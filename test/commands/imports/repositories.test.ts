// A project's repository stands in where Go serves no module: what was read is known by version and checksum.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { committed, type SourceTree, treesIn } from '../../../commands/imports/origin.ts';
import { withPulled } from '../../../commands/imports/pull.ts';
import { externalSecrets, type Repository } from '../../../commands/imports/repositories.ts';
import { git } from '../../../tools/git.ts';

const widgets: Repository = {
  path: 'example.com/acme/widgets',
  url: 'oci://registry.example.com/charts/widgets',
  version: '2.1.0',
  tagPrefix: 'chart-',
  chart: 'chart',
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repositories-'));
  put('widgets/chart/Chart.yaml', 'name: widgets\nversion: 2.1.0\n');
  put('widgets/code.go', 'package widgets\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

async function tree(): Promise<SourceTree> {
  const found = await treesIn(folder)({ repository: widgets });
  if ('absent' in found) throw new Error('it is absent');
  return found;
}

describe('a repository in a folder', () => {
  test('is named with its tag and a checksum of its files', async () => {
    const found = await tree();
    expect(found.folder).toBe(join(folder, 'widgets'));
    // As `find . -type f ! -path './.git/*' -printf '%P\n' | LC_ALL=C sort | xargs sha256sum | sha256sum` prints it.
    expect(found.name).toBe(
      'example.com/acme/widgets chart-2.1.0 sha256:449f97f3b86bb483e7c7c7b1dbcc124dc0dd70a57d1af696cd6f3c9498e37f1f',
    );
  });

  test.each([
    ['a changed file', 'code.go', 'package gadgets\n'],
    ['a file more', 'more.go', ''],
  ])('with %s has another checksum', async (_what, name, text) => {
    const before = await tree();
    put(`widgets/${name}`, text);
    expect((await tree()).name).not.toBe(before.name);
  });

  test("has the same one with Git's own files beside", async () => {
    const before = await tree();
    put('widgets/.git/HEAD', 'ref: refs/heads/main\n');
    expect(await tree()).toEqual(before);
  });

  test('is missed where it is not', async () => {
    const nowhere = treesIn(join(folder, 'nowhere'))({ repository: widgets });
    await expect(nowhere).rejects.toThrow(/Chart\.yaml is not there; --from wants a folder with widgets/);
  });

  test('is refused in another version', async () => {
    put('widgets/chart/Chart.yaml', 'name: widgets\nversion: 2.0.0\n');
    await expect(tree()).rejects.toThrow(/Chart\.yaml: it is 2\.0\.0, and .* wants 2\.1\.0/);
  });
});

test('a repository that nobody gave leaves what is committed, if that is of the version that is wanted', async () => {
  expect(await treesIn()({ repository: widgets })).toEqual({ absent: widgets });
  const file = 'values/external-secrets.json';
  expect(committed(file, externalSecrets)).toContain(externalSecrets.url);
  expect(() => committed(file, { ...externalSecrets, version: '0.0.1' })).toThrow(
    /values\/external-secrets\.json is not of .* helm-chart-0\.0\.1, .*; run npm run imports -- --pull, or --from FOLDER/,
  );
});

test('a pulled repository is the one that was tagged', async () => {
  const origin = join(folder, 'widgets');
  const as = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  git(['init', '--quiet'], { cwd: origin });
  git(['add', '.'], { cwd: origin });
  git([...as, 'commit', '--quiet', '--message=Release'], { cwd: origin });
  git([...as, 'tag', 'chart-2.1.0'], { cwd: origin });
  const released = await tree();
  put('widgets/code.go', 'package after\n');
  git([...as, 'commit', '--quiet', '--all', '--message=Go on'], { cwd: origin });

  const urlOf = (path: string): string => `file://${join(folder, basename(path))}`;
  const pulled = await withPulled([widgets], (place) => treesIn(place)({ repository: widgets }), urlOf);
  expect(pulled).toEqual({ ...released, folder: expect.stringMatching(/widgets$/) });
});

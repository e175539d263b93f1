// Files that cannot be read as what they should be: every command that reads names the file and says what to do about it.
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { diff } from '../../commands/diff.ts';
import { releasesIn } from '../../commands/helm/releases.ts';
import { list } from '../../commands/list.ts';
import { removals } from '../../commands/removals.ts';
import { review } from '../../commands/review.ts';
import { check as checkSecrets } from '../../commands/secrets/check.ts';
import { list as listSecrets } from '../../commands/secrets/list.ts';
import { synth } from '../../commands/synth.ts';
import { withFolder } from '../render/publish/tree.ts';
import { Checkout, type Ended } from '../support/checkout.ts';

const checkout = new Checkout();
const at = (path: string): string => join(checkout.folder, path);
const git = (...args: string[]): Ended => checkout.git(...args);

beforeAll(() => checkout.begin());
afterEach(() => {
  git('reset', '--quiet', '--hard');
  git('clean', '--quiet', '--force', '-d', '-x', '--exclude=node_modules');
});
afterAll(() => checkout.remove());

const config = 'dist/lab/apps/tickets/tickets/ConfigMap_venues.yaml';

type Run = (...args: readonly string[]) => Promise<Ended> | Ended;

const commands: Readonly<Record<string, Run>> = {
  synth: () => checkout.call(synth),
  check: () => checkout.check(),
  list: () => checkout.call(list),
  diff: () => checkout.call(diff),
  removals: () => checkout.call(removals),
  review: (...args) => checkout.call(review, args),
  'secrets check': () => checkout.call(checkSecrets),
  'secrets list': () => checkout.call(listSecrets),
};

/** What a command says to whoever must mend it: no stack, and none of Node's own words. */
async function said(command: string, ...args: string[]): Promise<{ status: number | null; words: string }> {
  const { status = null, stdout = '', stderr = '' } = (await commands[command]?.(...args)) ?? {};
  const words = stdout + stderr;
  expect(words).not.toMatch(/^ +at |\b(?:E[A-Z]{4,}:|Cannot create a string|TypeError)/m);
  return { status, words };
}

/** A file in the place of a folder. */
function flatten(path: string): void {
  rmSync(at(path), { recursive: true });
  writeFileSync(at(path), 'text\n');
}

/** A folder with something in it in the place of a file. */
function hollow(path: string): void {
  rmSync(at(path));
  mkdirSync(at(path));
  writeFileSync(join(at(path), 'inside'), 'text\n');
}

const noObject = /dist\/lab\/\S+\.yaml holds no Kubernetes object .*; get a whole one: /;

describe.each<[string, () => void, readonly (readonly [command: string, status: number, words: RegExp | string])[]]>([
  [
    'an alias without an anchor, which makes metadata unreadable',
    () => writeFileSync(at(config), 'apiVersion: v1\nkind: ConfigMap\nmetadata: *a\n'),
    [
      ['synth', 2, noObject],
      ['list', 2, noObject],
      ['removals', 2, noObject],
    ],
  ],
  [
    'an empty file of dist/',
    () => writeFileSync(at(config), ''),
    [
      ['list', 2, noObject],
      ['diff', 2, noObject],
      ['review', 2, noObject],
      ['secrets check', 1, `${config}  \n  comes from no construct`],
    ],
  ],
  [
    'a text that is no YAML below metadata',
    () => writeFileSync(at(config), 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata: {]\n'),
    [['list', 2, noObject]],
  ],
  [
    'a file in the place of dist/',
    () => flatten('dist'),
    [
      ['synth', 2, /\/dist is a file where a folder should be; move it away/],
      ['list', 2, 'dist is a file where a folder should be; move it away'],
      ['diff', 2, 'dist is a file where a folder should be; move it away'],
    ],
  ],
  [
    'a file in the place of a folder of dist/',
    () => flatten('dist/lab/flux'),
    [
      ['list', 2, 'dist/lab/flux is a file where a folder should be; move it away'],
      ['synth', 2, 'dist/lab/flux: not written by synth'],
    ],
  ],
  [
    'a folder of dist/ that is not there',
    () => rmSync(at('dist/lab/flux'), { recursive: true }),
    [['list', 2, 'dist/lab/flux is not there; get it back from Git, or npm run synth']],
  ],
  ['no dist/ at all', () => rmSync(at('dist'), { recursive: true }), [['list', 2, 'dist is not there; get it back']]],
  [
    'a folder in the place of a file of dist/',
    () => hollow(config),
    [
      ['synth', 2, `${config}/inside: not written by synth`],
      ['list', 0, 'tickets'],
      ['diff', 0, 'tickets'],
    ],
  ],
  [
    'a link in the place of a file of dist/, which Flux leaves out',
    () => {
      rmSync(at(config));
      symlinkSync('.', at(config));
    },
    [
      ['synth', 2, `${config}: not written by synth`],
      ['list', 0, 'tickets'],
    ],
  ],
  [
    'a file in the place of secrets/',
    () => flatten('secrets'),
    [
      ['synth', 1, '"secrets" is a file where a folder should be\n  write: move it away, or name another file'],
      ['check', 1, 'secrets is a file where a folder should be; move it away'],
      ['secrets check', 2, 'secrets is a file where a folder should be; move it away'],
      ['secrets list', 0, 'not there'],
    ],
  ],
  [
    'a folder in the place of a file of secrets/',
    () => hollow('secrets/lab/tickets-api-token.yaml'),
    [
      [
        'synth',
        1,
        '"secrets/lab/tickets-api-token.yaml" is a folder where a file should be\n  write: move it away, or name another file',
      ],
      ['secrets check', 1, 'secrets/lab/tickets-api-token.yaml/inside  \n  no chart declares this file'],
      ['secrets list', 2, 'secrets/lab/tickets-api-token.yaml is a folder where a file should be; move it away'],
    ],
  ],
  [
    'a folder in the place of .sops.yaml',
    () => hollow('.sops.yaml'),
    [['synth', 2, '.sops.yaml is a folder where a file should be; move it away']],
  ],
  [
    'a folder in the place of a keys file',
    () => hollow('clusters/keys/lab.yaml'),
    [
      ['synth', 1, 'clusters/keys/lab.yaml\n  is a folder where a file should be\n  write: move it away'],
      ['secrets list', 2, 'clusters/keys/lab.yaml is a folder where a file should be; move it away'],
    ],
  ],
  [
    'settings that are not there',
    () => rmSync(at('clusters/keys'), { recursive: true }),
    [['list', 2, 'clusters/keys is not there; get it back from Git']],
  ],
  ['a folder whose name ends as that of a file', () => mkdirSync(at('clusters/old.yaml')), [['list', 0, 'tickets']]],
])('%s', (_name, damage, expected) => {
  test.each(expected)('%s ends with %d, and names it', async (command, status, words) => {
    damage();
    const ended = await said(command);
    expect(ended.words).toMatch(words);
    expect(ended.status).toBe(status);
  });
});

test('a file in the place of the folder that review writes to', async () => {
  writeFileSync(at('taken'), 'precious');
  const { status, words } = await said('review', '--out', 'taken');
  expect(words).toContain('taken is a file where a folder should be; move it away');
  expect(status).toBe(2);
});

test('a file of dist/ whose name is not UTF-8', async () => {
  const name = Buffer.concat([Buffer.from(`${at('dist/lab/flux')}/caf`), Buffer.from([0xe9]), Buffer.from('.yaml')]);
  writeFileSync(name, 'kind: ConfigMap\n');
  const { status, words } = await said('list');
  expect(words).toMatch(/caf\ufffd\.yaml has a name that is not UTF-8; rename it/);
  expect(status).toBe(2);
});

test('a file of dist/ that no string can hold', async () => {
  const file = openSync(at(config), 'w');
  ftruncateSync(file, 540_000_000);
  closeSync(file);
  const { status, words } = await said('removals');
  expect(words).toContain(`${config} is too large to be read: the limit is 512 MiB; ignore it in Git`);
  expect(status).toBe(2);
});

test('of a Helm release without a readable file the name is told', () =>
  withFolder((folder) => {
    const path = join(folder, 'lab', 'apps', 'a', 'HelmRelease_a.yaml');
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: a\ndata: *a\n');
    expect(() => releasesIn(folder, ['lab'])).toThrow(`${path} holds no Kubernetes object`);
    rmSync(join(folder, 'lab'), { recursive: true });
    writeFileSync(join(folder, 'lab'), '');
    expect(() => releasesIn(folder, ['lab'])).toThrow('lab is a file where a folder should be; move it away');
  }));

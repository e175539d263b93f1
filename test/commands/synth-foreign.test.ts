// `npm run synth` where somebody else's files are, and where a checkout holds links: it replaces only what it wrote.
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { synth as command } from '../../commands/synth.ts';
import { treeAt } from '../render/publish/tree.ts';
import { Checkout, differences, type Ended } from '../support/checkout.ts';
import { fixtureFleet } from '../support/repository.ts';

let checkout: Checkout;
let outside: string;
beforeEach(() => {
  checkout = new Checkout();
  outside = mkdtempSync(join(tmpdir(), 'fleetwright-outside-'));
  writeFileSync(join(outside, 'precious'), 'precious');
});
afterEach(() => {
  checkout.remove();
  rmSync(outside, { recursive: true });
});

const synth = (...args: string[]): Promise<Ended> => checkout.call(command, args);
const at = (path: string): string => join(checkout.folder, path);

test('a folder of --out that synth did not write is refused by name, and nothing is touched', async () => {
  mkdirSync(join(outside, 'photos', '2020'), { recursive: true });
  writeFileSync(join(outside, 'photos', '2020', 'a.jpg'), 'x');
  expect(await synth('--out', outside)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(`${outside}/photos/2020/a.jpg: not written by synth`),
  });
  expect(treeAt(outside)).toEqual({ precious: 'precious', 'photos/2020/a.jpg': 'x' });
});

test("the folder of a cluster that is gone is synth's own, and goes with it", async () => {
  checkout.edit('clusters/index.ts', '[lab, pilot, live]', '[lab, pilot]');
  const charts = readdirSync(at('dist/live/flux')).map((file) => `live/${basename(file, '.yaml')}`);
  expect(await synth('--allow-removals', charts.join(','))).toMatchObject({ status: 0 });
  expect(readdirSync(at('dist'))).toEqual(['lab', 'pilot']);
});

describe('the target is judged before anything is read', () => {
  test.each([
    ['an existing file', 'main.ts', 'main.ts is a file where a folder should be; move it away'],
    ['a place below a file', 'main.ts/dist', 'main.ts is a file where a folder should be; move it away'],
    ['the whole disk', '/', '/ holds the working directory'],
  ])('--out %s', async (_name, out, words) => {
    // Whatever is composed would be told first, if the target were not.
    checkout.edit('charts/tickets.ts', 'super(scope, name', "throw new Error('composed'); super(scope, name");
    const before = checkout.tree('dist');
    expect(await synth('--out', out)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(words),
    });
    expect(differences(before, checkout.tree('dist'))).toEqual([]);
  });
});

describe('what has a name that is not UTF-8 is refused by that, and stays', () => {
  const named = (folder: string): Buffer => Buffer.concat([Buffer.from(`${at(folder)}/caf`), Buffer.from([0xe9])]);
  const refused = async (...args: string[]): Promise<void> => {
    checkout.edit('charts/tickets/venues.ts', 'https://club.example.org/', 'https://club.example.org/flux/');
    expect(await synth(...args)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^\S*\/caf\ufffd has a name that is not UTF-8; rename it\n$/),
    });
  };

  test.each(['dist', 'dist/lab/flux'])('a file in %s', async (folder) => {
    writeFileSync(named(folder), 'precious');
    await refused();
    expect(readFileSync(named(folder), 'utf8')).toBe('precious');
  });

  test('a folder that a synth of another cluster would carry over', async () => {
    mkdirSync(named('dist'));
    const inside = Buffer.concat([named('dist'), Buffer.from('/precious')]);
    writeFileSync(inside, 'precious');
    await refused('--cluster', 'lab');
    expect(readFileSync(inside, 'utf8')).toBe('precious');
  });
});

test('what people put where a killed run leaves its trees is neither deleted nor moved', async () => {
  for (const path of ['trash/mine', 'previous/a/mine']) {
    mkdirSync(join(at('.rendered.publish'), path, '..'), { recursive: true });
    writeFileSync(join(at('.rendered.publish'), path), 'precious');
  }
  expect(await synth('--out', 'rendered')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/\.rendered\.publish holds previous, trash, which synth did not put there; move /),
  });
  expect(treeAt(at('.rendered.publish'))).toEqual({ 'trash/mine': 'precious', 'previous/a/mine': 'precious' });
  expect(readdirSync(checkout.folder)).not.toContain('rendered');
});

describe('a link in the checkout is never followed', () => {
  test('.sops.yaml: it becomes a file, and what it led to stays', async () => {
    rmSync(at('.sops.yaml'));
    symlinkSync(join(outside, 'precious'), at('.sops.yaml'));
    expect((await synth()).status).toBe(0);
    expect(treeAt(outside)).toEqual({ precious: 'precious' });
    expect(lstatSync(at('.sops.yaml')).isFile()).toBe(true);
    expect(readFileSync(at('.sops.yaml'), 'utf8')).toBe(readFileSync(join(fixtureFleet, '.sops.yaml'), 'utf8'));
  });

  test('.sops.yaml: not even where what it leads to holds the right text', async () => {
    rmSync(at('.sops.yaml'));
    writeFileSync(join(outside, 'same'), readFileSync(join(fixtureFleet, '.sops.yaml')));
    symlinkSync(join(outside, 'same'), at('.sops.yaml'));
    expect((await synth()).status).toBe(0);
    expect(lstatSync(at('.sops.yaml')).isFile()).toBe(true);
  });

  test.each([
    ['.dist.publish', []],
    ['dist', []],
    ['dist/lab', []],
    ['dist/lab/apps', []],
    ['rendered', ['--out', 'rendered']],
    ['build', ['--out', 'build/dist']],
  ])('%s: it is refused by name, and what it leads to stays', async (link, args) => {
    rmSync(at(link), { recursive: true, force: true });
    symlinkSync(outside, at(link));
    const dist = checkout.tree('dist');
    // Something to write, so that a run does more than compare.
    checkout.edit('charts/tickets/venues.ts', 'https://club.example.org/', 'https://club.example.org/flux/');
    expect(await synth(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(link) });
    expect(treeAt(outside)).toEqual({ precious: 'precious' });
    expect(lstatSync(at(link)).isSymbolicLink()).toBe(true);
    expect(differences(dist, checkout.tree('dist'))).toEqual([]);
  });
});

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Files, publish, PublishError } from '../../../render/publish/index.ts';
import { isOurs } from './generation.ts';
import { treeAt, withFolder } from './tree.ts';

const long = new Date('2001-01-01');

/** Writes a tree by hand, with dates of long ago. */
function place(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(folder, name), long, long);
}

function dates(folder: string): Record<string, number> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(names.map((name) => [name, lstatSync(join(folder, name)).mtimeMs]));
}

function filesOf(files: Record<string, string>): Files {
  return new Map(Object.entries(files));
}

describe('a published folder holds what was rendered, and nothing else', () => {
  test('whatever was there before, and whichever clusters a run owns', async () => {
    const path = fc
      .tuple(
        fc.constantFrom('dev', 'production', 'old'),
        fc.array(fc.constantFrom('a', 'b', 'c.yaml'), { minLength: 1, maxLength: 3 }),
      )
      .map(([cluster, parts]) => [cluster, ...parts].join('/'));
    // No path may be the folder of another.
    const tree = fc
      .dictionary(path, fc.constantFrom('x', 'y', ''), { maxKeys: 8, noNullPrototype: true })
      .map((files) =>
        Object.fromEntries(
          Object.entries(files).filter(([path]) => !Object.keys(files).some((other) => other.startsWith(`${path}/`))),
        ),
      );
    const owned = fc.subarray(['dev', 'production']);
    await fc.assert(
      fc.asyncProperty(tree, tree, owned, (before, after, clusters) =>
        withFolder((folder) => {
          const target = join(folder, 'dist');
          if (Object.keys(before).length > 0) place(target, before);
          const isOwned = ([path]: [string, string]): boolean => clusters.includes(path.split('/')[0] ?? '');
          const files = Object.entries(after).filter(isOwned);
          const others = Object.entries(before).filter((entry) => !isOwned(entry));

          const changes = publish(new Map(files), { target, clusters, isOurs });

          expect(treeAt(target) ?? {}).toEqual(Object.fromEntries([...files, ...others]));
          const changed = files.filter(([path, text]) => before[path] !== text).map(([path]) => path);
          const gone = Object.entries(before).filter(
            (entry) => isOwned(entry) && !files.some(([path]) => path === entry[0]),
          );
          expect(changes).toEqual({
            written: changed.toSorted(),
            removed: gone.map(([path]) => path).toSorted(),
            unchanged: files.length - changed.length,
          });
          expect(readdirSync(folder).filter((name) => name !== 'dist')).toEqual([]);
        }),
      ),
      { numRuns: 150 },
    );
  });

  test('a file that somebody put into an owned cluster is removed; other clusters and loose files stay', () =>
    withFolder((folder) => {
      const dist = join(folder, 'dist');
      place(dist, { 'dev/apps/by-hand.yaml': 'x', 'old/a.yaml': 'x', 'README.md': 'x' });
      const files = filesOf({ 'dev/apps/a.yaml': 'new' });
      expect(publish(files, { target: dist, clusters: ['dev'], isOurs }).removed).toEqual(['dev/apps/by-hand.yaml']);
      expect(treeAt(dist)).toEqual({ 'dev/apps/a.yaml': 'new', 'old/a.yaml': 'x', 'README.md': 'x' });
      expect(publish(files, { target: dist, clusters: 'all', isOurs }).removed).toEqual(['old/a.yaml']);
      expect(treeAt(dist)).toEqual({ 'dev/apps/a.yaml': 'new', 'README.md': 'x' });
    }));

  test('bytes are written as they are', () =>
    withFolder((folder) => {
      const target = join(folder, 'dist');
      publish(new Map([['dev/a.bin', Buffer.from('é\r\n')]]), { target, clusters: ['dev'], isOurs });
      expect(treeAt(target)).toEqual({ 'dev/a.bin': 'é\r\n' });
    }));
});

describe('what is right already is not touched', () => {
  const files = { 'dev/apps/a.yaml': 'a', 'dev/apps/b.yaml': 'b' };

  test('an unchanged tree keeps every date, and nothing is written beside it', () =>
    withFolder((folder) => {
      const dist = join(folder, 'dist');
      place(folder, Object.fromEntries(Object.entries(files).map(([path, text]) => [`dist/${path}`, text])));
      const before = dates(folder);
      utimesSync(folder, long, long);
      expect(publish(filesOf(files), { target: dist, clusters: 'all', isOurs })).toEqual({
        written: [],
        removed: [],
        unchanged: 2,
      });
      expect(dates(folder)).toEqual(before);
      expect(lstatSync(folder).mtime).toEqual(long);
    }));

  test('in a changed tree, an unchanged file and another cluster keep theirs', () =>
    withFolder((folder) => {
      const dist = join(folder, 'dist');
      place(dist, { ...files, 'production/a.yaml': 'x' });
      symlinkSync('a.yaml', join(dist, 'production', 'link'));
      publish(filesOf({ ...files, 'dev/apps/a.yaml': 'new' }), { target: dist, clusters: ['dev'], isOurs });
      const after = dates(dist);
      expect(after['dev/apps/a.yaml']).toBeGreaterThan(long.getTime());
      expect(after['dev/apps/b.yaml']).toBe(long.getTime());
      expect(after['production/a.yaml']).toBe(long.getTime());
      expect(treeAt(dist)).toMatchObject({ 'production/link': '-> a.yaml' });
    }));
});

describe('nothing outside the target is ever touched', () => {
  const options = (target: string) => ({ target, clusters: ['dev'], isOurs });
  const files = filesOf({ 'dev/a.yaml': 'new' });

  test('a target that is a link is refused', () =>
    withFolder((folder) => {
      place(folder, { 'real/dev/a.yaml': 'old' });
      symlinkSync('real', join(folder, 'dist'));
      expect(() => publish(files, options(join(folder, 'dist')))).toThrow(/is a symbolic link/);
      expect(treeAt(folder)).toEqual({ 'real/dev/a.yaml': 'old', dist: '-> real' });
    }));

  test('a target that is a file is refused', () =>
    withFolder((folder) => {
      place(folder, { dist: 'precious' });
      expect(() => publish(files, options(join(folder, 'dist')))).toThrow(
        /dist is a file where a folder should be; move it away/,
      );
      expect(treeAt(folder)).toEqual({ dist: 'precious' });
    }));

  test.each(['.', '..', process.cwd(), '/'])('%s, which holds the working directory, is refused', (target) => {
    expect(() => publish(files, options(target))).toThrow(/holds the working directory/);
  });

  test.each([
    '../a.yaml',
    'dev/../../a.yaml',
    '/dev/a.yaml',
    'dev',
    'dev/',
    'dev//a',
    'dev/./a',
    'dev\\..\\a',
    'production/a.yaml',
  ])('the path %s, which leaves what the run owns, is refused', (path) =>
    withFolder((folder) => {
      expect(() => publish(filesOf({ [path]: 'x' }), options(join(folder, 'dist')))).toThrow(PublishError);
      expect(readdirSync(folder)).toEqual([]);
    }),
  );

  /** Every place that a run writes to, removes or renames; each can be a link that somebody committed. */
  const places = [
    'dist',
    'dist/dev',
    'dist/dev/apps',
    'dist/dev/apps/a.yaml',
    'dist/dev/apps/gone.yaml',
    '.dist.publish',
    '.dist.publish/.gitignore',
    '.dist.publish/lock-999999999-x',
    '.dist.publish/next',
    '.dist.publish/previous',
    '.dist.publish/trash',
  ];

  test('wherever links were put, to a folder or to a file: what they lead to is neither changed nor taken over', async () => {
    const links = fc.subarray(places, { minLength: 1 });
    const leadsTo = fc.constantFrom('outside', 'outside/dev/apps/a.yaml', 'nowhere');
    const clusters = fc.constantFrom(['dev'], 'all' as const);
    await fc.assert(
      fc.asyncProperty(links, leadsTo, fc.boolean(), clusters, (links, leadsTo, isTree, clusters) =>
        withFolder((folder) => {
          const outside = { 'dev/apps/a.yaml': 'precious', 'loose.yaml': 'precious' };
          place(join(folder, 'outside'), outside);
          if (isTree) place(folder, { 'dist/dev/apps/a.yaml': 'old', 'dist/dev/apps/gone.yaml': 'old' });
          for (const link of links) putLink(join(folder, link), join(folder, leadsTo));
          const run = (): unknown =>
            publish(filesOf({ 'dev/apps/a.yaml': 'new' }), { target: join(folder, 'dist'), clusters, isOurs });
          expect([undefined, PublishError]).toContain(refusal(run));
          expect(treeAt(join(folder, 'outside'))).toEqual(outside);
          expect(existsSync(join(folder, 'nowhere'))).toBe(false);
          const published = Object.entries(treeAt(folder) ?? {}).filter(([path]) => !path.startsWith('outside/'));
          expect(published.filter(([, text]) => text === 'precious')).toEqual([]);
        }),
      ),
      { numRuns: 400 },
    );
  });

  test.each(places.slice(0, 6))('a link %s is refused by name, and nothing is touched', (link) =>
    withFolder((folder) => {
      place(folder, { 'outside/dev/apps/a.yaml': 'precious', 'dist/dev/apps/a.yaml': 'old' });
      putLink(join(folder, link), join(folder, 'outside'));
      const before = treeAt(folder);
      const files = filesOf({ 'dev/apps/a.yaml': 'new' });
      expect(() => publish(files, options(join(folder, 'dist')))).toThrow(`${join(folder, link)}`);
      expect(treeAt(folder)).toEqual(before);
    }),
  );

  test('where the parent folder may not be written, the message says what to do', () =>
    withFolder((folder) => {
      place(folder, { 'dist/dev/a.yaml': 'old' });
      const before = treeAt(folder);
      asOrdinaryUser(folder, () => {
        expect(() => publish(files, options(join(folder, 'dist')))).toThrow(/make the folder that holds both writable/);
      });
      expect(treeAt(folder)).toEqual(before);
    }));
});

describe('what somebody else put there is refused by name, and nothing is touched', () => {
  const ours = (_path: string, text: string): boolean => text.startsWith('ours');
  const files = filesOf({ 'dev/a.yaml': 'ours, new' });
  const photos = Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`photos/${number}.jpg`, 'x']));

  test.each<[string, Record<string, string>, readonly string[] | 'all', string]>([
    ['a folder that is no cluster', { 'photos/2020/a.jpg': 'x' }, 'all', 'photos/2020/a.jpg'],
    ['a file in a cluster', { 'dev/a.yaml': 'ours', 'dev/notes.txt': 'x' }, ['dev'], 'dev/notes.txt'],
    ['a file where ours will be', { 'dev/a.yaml': 'x' }, ['dev'], 'dev/a.yaml'],
    ['of many files three, and how many more', photos, 'all', 'photos/3.jpg and 2 more'],
  ])('%s', (_name, before, clusters, named) =>
    withFolder((folder) => {
      const target = join(folder, 'dist');
      place(target, before);
      expect(() => publish(files, { target, clusters, isOurs: ours })).toThrow(
        `dist/${named}: not written by synth, so nothing is touched`,
      );
      expect(treeAt(target)).toEqual(before);
      expect(readdirSync(folder)).toEqual(['dist']);
    }),
  );

  test('folders in which there is nothing are not removed', () =>
    withFolder((folder) => {
      mkdirSync(join(folder, 'dist', 'empty', 'inside'), { recursive: true });
      publish(files, { target: join(folder, 'dist'), clusters: 'all', isOurs: ours });
      expect(existsSync(join(folder, 'dist', 'empty', 'inside'))).toBe(true);
    }));
});

test('folders on the way to the target are made', () =>
  withFolder((folder) => {
    const target = join(folder, 'some', 'where', 'dist');
    publish(filesOf({ 'dev/a.yaml': 'a' }), { target, clusters: ['dev'], isOurs });
    expect(treeAt(folder)).toEqual({ 'some/where/dist/dev/a.yaml': 'a' });
  }));

test('a new tree that cannot be written leaves the old one', () =>
  withFolder((folder) => {
    const target = join(folder, 'dist');
    place(target, { 'dev/a.yaml': 'old' });
    const impossible = filesOf({ 'dev/a.yaml': 'new', 'dev/a.yaml/b.yaml': 'new' });
    expect(() => publish(impossible, { target, clusters: ['dev'], isOurs })).toThrow(/EEXIST|ENOTDIR|EISDIR/);
    expect(treeAt(folder)).toEqual({ 'dist/dev/a.yaml': 'old' });
    expect(existsSync(join(folder, '.dist.publish'))).toBe(false);
  }));

/** The class of what an action throws. */
function refusal(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.constructor : error;
  }
}

/** Puts a link where nothing is, or in the place of what is there; not below another link. */
function putLink(path: string, to: string): void {
  const parents = [dirname(dirname(dirname(path))), dirname(dirname(path)), dirname(path)];
  if (parents.some((parent) => lstatSync(parent, { throwIfNoEntry: false })?.isSymbolicLink())) return;
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(to, path);
}

/** Takes away the right to write to a folder: the superuser has it always, so it becomes somebody else for a moment. */
function asOrdinaryUser(folder: string, action: () => void): void {
  const isSuperuser = process.geteuid?.() === 0;
  chmodSync(folder, 0o555);
  if (isSuperuser) process.seteuid?.(65_534);
  try {
    action();
  } finally {
    if (isSuperuser) process.seteuid?.(0);
    chmodSync(folder, 0o755);
  }
}

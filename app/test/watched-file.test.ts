import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WatchedFile } from '../src/watched-file.ts';
import { MountedVolume } from './mounted-volume.ts';

let volume: MountedVolume;
let file: WatchedFile<string>;

beforeEach(async () => {
  volume = await MountedVolume.create('greeting');
  file = new WatchedFile(volume.path, (text) => {
    if (text.startsWith('bad')) throw new Error(`cannot read ${text}`);
    return text.toUpperCase();
  });
});
afterEach(() => volume.remove());

test('a file that is not there yet is bad, not fatal, and is found once it comes', async () => {
  expect(await file.look()).toMatchObject({ found: 'bad', reason: expect.stringContaining('ENOENT') });
  expect(file.value).toBeUndefined();
  await volume.write('hello');
  expect([await file.look(), file.value]).toEqual([{ found: 'changed' }, 'HELLO']);
});

test('a swap of the whole volume, as the kubelet does it, is seen', async () => {
  await volume.write('hello');
  await file.look();
  await volume.write('goodbye');
  expect([await file.look(), file.value]).toEqual([{ found: 'changed' }, 'GOODBYE']);
});

test('a swap that brings the same content is no change', async () => {
  await volume.write('hello');
  await file.look();
  await volume.write('hello');
  expect(await file.look()).toEqual({ found: 'unchanged' });
});

test('bad content never replaces good content', async () => {
  await volume.write('hello');
  await file.look();
  await volume.write('bad');
  expect([await file.look(), file.value]).toEqual([
    { found: 'bad', reason: 'cannot read bad', repeated: false },
    'HELLO',
  ]);
});

test('each look at the same bad content is bad, and only the first is news', async () => {
  await volume.write('bad');
  const looks = [await file.look(), await file.look()];
  await volume.write('bad in another way');
  looks.push(await file.look());
  expect(looks.map((look) => look.found === 'bad' && look.repeated)).toEqual([false, true, false]);
});

describe('where something stands for a bad file', () => {
  beforeEach(() => {
    file = new WatchedFile(
      volume.path,
      (text) => {
        if (text === '') throw new Error('is empty');
        return text.toUpperCase();
      },
      'NOBODY',
    );
  });

  test.each([
    ['gone', () => volume.clear()],
    ['bad', () => volume.write('')],
  ])('it counts as soon as the file is %s, and until it is good again', async (_how, change) => {
    await volume.write('hello');
    await file.look();
    await change();
    expect([await file.look(), file.value]).toEqual([expect.objectContaining({ found: 'bad' }), 'NOBODY']);
    await volume.write('hello');
    expect([await file.look(), file.value]).toEqual([{ found: 'changed' }, 'HELLO']);
  });

  test('a file that never was good has no value at all', async () => {
    expect(await file.look()).toMatchObject({ found: 'bad' });
    expect(file.value).toBeUndefined();
  });
});

test('going back to the good content ends the trouble', async () => {
  const found: unknown[] = [];
  for (const content of ['hello', 'bad', 'hello', 'bad']) {
    await volume.write(content);
    found.push(await file.look());
  }
  const bad = { found: 'bad', reason: 'cannot read bad', repeated: false };
  expect(found).toEqual([{ found: 'changed' }, bad, { found: 'unchanged' }, bad]);
});

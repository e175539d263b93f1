import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { progressOn } from '../../tools/progress.ts';

describe('the progress of a build', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('stands in a log with one line when it starts and one when it ends', () => {
    expect(written(false)).toEqual(['building sops ...\n', 'built sops\n']);
  });

  test('is one live line with the seconds on a terminal, and the outcome in its place', () => {
    expect(written(true).map((text) => text.replace('\r\u001B[K', '<'))).toEqual([
      '<building sops ... 0 s',
      '<building sops ... 1 s',
      '<building sops ... 2 s',
      '<built sops\n',
    ]);
  });

  test('shows in its one line all that is going on at once', () => {
    const texts: string[] = [];
    const progress = progressOn({ isTTY: true, write: (text: string) => texts.push(text) });
    const first = progress('building sops');
    progress('building etcd');
    jest.advanceTimersByTime(1000);
    first('built sops');
    expect(texts.map((text) => text.replace('\r\u001B[K', '<')).slice(1)).toEqual([
      '<building sops ... 0 s, building etcd ... 0 s',
      '<building sops ... 1 s, building etcd ... 1 s',
      '<built sops\n',
      '<building etcd ... 1 s',
    ]);
  });
});

function written(isTTY: boolean): string[] {
  const texts: string[] = [];
  const done = progressOn({ isTTY, write: (text: string) => texts.push(text) })('building sops');
  jest.advanceTimersByTime(2500);
  done('built sops');
  jest.advanceTimersByTime(2500);
  return texts;
}

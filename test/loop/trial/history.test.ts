import { expect, test } from '@jest/globals';
import { beginning, stretched } from '../../../loop/trial/history.ts';

test('each second becomes as many as are asked for, from the earliest sample on; values and labels stay', () => {
  const samples = [
    'a_total{code="200 1767"} 1 1700000001.5',
    'a_total{code="200 1767"} 12.5 1700000003.5',
    'b{} NaN 1700000000.5',
    '# EOF',
  ];
  expect(stretched(samples.join('\n'), 30).split('\n')).toEqual([
    `a_total{code="200 1767"} 1 ${beginning + 30}.000`,
    `a_total{code="200 1767"} 12.5 ${beginning + 90}.000`,
    `b{} NaN ${beginning}.000`,
    '# EOF',
  ]);
});

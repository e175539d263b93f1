// What a misspelt name is taken for.
import { expect, test } from '@jest/globals';
import { closest } from '../../../lib/validation/closest.ts';

test.each([
  ['cpuPercnt', ['memoryPercent', 'cpuPercent'], 'cpuPercent'],
  ['CPUPERCENT', ['cpuPercent'], 'cpuPercent'],
  ['mx', ['max', 'min'], 'max'],
  ['hots', ['host', 'hosts'], 'hosts'],
  ['abcdef', ['abcdxy'], 'abcdxy'],
  ['abcdef', ['abcxyz'], undefined],
  ['anything', [], undefined],
])('"%s" among %j: %s', (written, names, meant) => expect(closest(written, names)).toBe(meant));

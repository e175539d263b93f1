// A service is short: the README shows the chart of docs/add-a-service.md, without what every file begins with.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const [, chart = ''] = /^```ts\n(.*?)^```/ms.exec(readFileSync('docs/add-a-service.md', 'utf8')) ?? [];
const [short = ''] = /^export class Greeter .*?^}/ms.exec(readFileSync('README.md', 'utf8')) ?? [];

test('a service is about ten lines in charts/, the same in README.md and on the page', () => {
  expect(chart).toContain(short);
  const lines = short.split('\n').filter((line) => /\w/.test(line));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.length).toBeLessThanOrEqual(15);
});

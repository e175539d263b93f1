// Whoever owns the service's program owns what it is deployed as.
import { expect, test } from '@jest/globals';
import { isSaid, ownersOf } from '../owners.ts';

test.each(['charts/shortener.ts', 'charts/shortener/alerts.ts'])("%s is its team's", (path) => {
  expect(isSaid(path)).toBe(true);
  expect(ownersOf(path)).toEqual(ownersOf('app/src/main.ts'));
});

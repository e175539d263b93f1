import { expect, test } from '@jest/globals';
import { health } from '../contract.ts';
import { links, service, token } from './support.ts';
import type { ServiceProps } from './support.ts';

async function probe(loaded?: ServiceProps): Promise<number[]> {
  const { get } = await service(loaded);
  const answers = await Promise.all(Object.values(health).map((path) => get(path)));
  return answers.map(({ status }) => status);
}

test('with links and token loaded every probe succeeds', async () => {
  expect(await probe()).toEqual([200, 200, 200]);
});

test.each([
  ['links', { token }],
  ['token', { links }],
])('without %s the service is alive, but neither ready nor started', async (_missing, loaded) => {
  expect(await probe(loaded)).toEqual([200, 503, 503]);
});

test('probes leave no trace in metrics and log', async () => {
  const { get, metrics, log } = await service({});
  for (const path of Object.values(health)) await get(path);
  const { values } = await metrics.requests.get();
  expect(values.filter(({ value }) => value !== 0)).toEqual([]);
  expect(log).toEqual([]);
});

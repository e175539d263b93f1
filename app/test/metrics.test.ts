import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { files, metrics as contract } from '../contract.ts';
import { Connection } from './connection.ts';
import { service } from './support.ts';

test('a request is counted and timed under exactly the labels of the contract', async () => {
  const { get, metrics } = await service();
  await get('/docs');
  const labels = { method: 'GET', route: '/:slug', status: 302 };
  expect((await metrics.requests.get()).values).toEqual([{ labels, value: 1 }]);
  expect((await metrics.duration.get()).values).toContainEqual(
    expect.objectContaining({ metricName: `${contract.duration.name}_count`, labels, value: 1 }),
  );
  expect(Object.keys(labels)).toEqual(contract.requests.labels);
});

test('the duration is in seconds', async () => {
  const { get, metrics, log } = await service();
  await get('/docs');
  const { responseTime: milliseconds } = log.map((line) => JSON.parse(line)).find(({ res }) => res);
  const sum = (await metrics.duration.get()).values.find(({ metricName }) => metricName?.endsWith('_sum'));
  expect(sum?.value).toBeCloseTo(milliseconds / 1000, 9);
});

test('a client that invents URLs makes no new series', async () => {
  const { get, metrics } = await service();
  for (const path of ['/a', '/b', '/a/b', '/c/d/e', '/a?x=1', '/a?x=2']) await get(path);
  const routes = (await metrics.requests.get()).values.map(({ labels }) => labels.route);
  expect(routes).toEqual(['/:slug', 'none']);
});

test('a request is in flight until it is answered, or its client hangs up', async () => {
  let enter = (_answer: ServerResponse): void => {};
  const entered = new Promise<ServerResponse>((resolve) => (enter = resolve));
  const { port, metrics } = await service({
    extend: (server) => {
      server.addHook('preHandler', (_request, reply) => {
        enter(reply.raw);
        return new Promise(() => {});
      });
    },
  });
  const inFlight = async () => (await metrics.inFlight.get()).values[0]?.value;
  const connection = await Connection.to(port);
  connection.request('/docs');
  const gone = once(await entered, 'close');
  expect(await inFlight()).toBe(1);
  connection.hangUp();
  await gone;
  expect(await inFlight()).toBe(0);
});

test('a file that was never bad counts 0, so that its first failure is a rise', async () => {
  const { metrics } = await service();
  const expected = Object.keys(files).map((file) => ({ labels: { file }, value: 0 }));
  expect((await metrics.reloadFailures.get()).values).toEqual(expected);
});

test('two services in one process share no count', async () => {
  const [one, two] = [await service(), await service()];
  await one.get('/docs');
  expect((await two.metrics.requests.get()).values).toEqual([]);
});

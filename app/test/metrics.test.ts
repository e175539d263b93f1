import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { files, linksPath, metrics as contract, statuses } from '../contract.ts';
import { Connection } from './connection.ts';
import { service, token } from './support.ts';

test('a request is counted and timed under exactly the labels of the contract', async () => {
  const { get, metrics } = await service();
  await get('/docs');
  const labels = { method: 'GET', route: '/:slug', status: 302 };
  expect((await metrics.requests.get()).values.filter(({ value }) => value > 0)).toEqual([{ labels, value: 1 }]);
  expect((await metrics.duration.get()).values).toContainEqual(
    expect.objectContaining({ metricName: `${contract.duration.name}_count`, labels, value: 1 }),
  );
  expect(Object.keys(labels)).toEqual(contract.requests.labels);
});

test('the duration is in seconds', async () => {
  const { get, metrics, log } = await service();
  await get('/docs');
  const { responseTime: milliseconds } = log.map((line) => JSON.parse(line)).find(({ res }) => res);
  const sum = (await metrics.duration.get()).values.find(
    ({ metricName, labels }) => metricName?.endsWith('_sum') && labels.route === '/:slug' && labels.status === 302,
  );
  expect(sum?.value).toBeCloseTo(milliseconds / 1000, 9);
});

test('a client that invents URLs makes no new series', async () => {
  const { get, metrics } = await service();
  const before = (await metrics.requests.get()).values.length;
  for (const path of ['/a', '/b', '/a/b', '/c/d/e', '/a?x=1', '/a?x=2']) await get(path);
  expect((await metrics.requests.get()).values).toHaveLength(before);
});

const answers = ['/:slug', linksPath, 'none'].flatMap((route) => statuses.map((status) => ({ route, status })));

test.each(answers)(
  '$status of $route counts 0 before the first request, so that a first burst is a rise',
  async (answer) => {
    const { server, metrics } = await service();
    await server.ready();
    const labels = { method: 'GET', ...answer };
    expect((await metrics.requests.get()).values).toContainEqual({ labels, value: 0 });
    expect((await metrics.duration.get()).values).toContainEqual(
      expect.objectContaining({ metricName: `${contract.duration.name}_count`, labels, value: 0 }),
    );
  },
);

test('every status that is answered has begun at 0', async () => {
  const loaded = await service();
  const empty = await service({});
  const failing = await service({
    links: new Map(),
    extend: (server) => {
      server.addHook('preHandler', async () => {
        throw new Error('a fault of the code');
      });
    },
  });
  const begun = (await loaded.metrics.requests.get()).values.length;
  const asked = [
    await loaded.get('/docs'),
    await loaded.get('/nothing'),
    await loaded.get(linksPath),
    await loaded.get(linksPath, { headers: { authorization: `Bearer ${token}` } }),
    await empty.get('/docs'),
    await failing.get('/docs'),
  ];
  expect(asked.map(({ status }) => status).toSorted()).toEqual([302, 404, 401, 200, 503, 500].toSorted());
  for (const { metrics } of [loaded, empty, failing]) expect((await metrics.requests.get()).values).toHaveLength(begun);
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
  expect((await two.metrics.requests.get()).values.filter(({ value }) => value > 0)).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { metrics as contract, scrapePath } from '../contract.ts';
import { createMetricsServer } from '../src/metrics-server.ts';
import { Connection } from './connection.ts';
import { limits, listen, service } from './support.ts';

test('a scrape holds every metric of the contract', async () => {
  const { metrics } = await service();
  const port = await listen(createMetricsServer(metrics.registry, limits));
  const answer = await fetch(`http://127.0.0.1:${port}${scrapePath}`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const exposition = await answer.text();
  for (const { name } of Object.values(contract)) expect(exposition).toMatch(new RegExp(`^# TYPE ${name} `, 'm'));
});

test('a scrape that is still open does not hold up the end', async () => {
  const { metrics } = await service();
  const server = createMetricsServer(metrics.registry, limits);
  const connection = await Connection.to(await listen(server));
  await connection.begin(scrapePath);
  await server.close();
  expect(await connection.end).not.toContain(contract.requests.name);
}, 10_000);

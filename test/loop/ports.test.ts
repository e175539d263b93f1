// Ports that are a cluster's own, whoever else looks for some at the same time.
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { loopback, Ports } from '../../loop/ports.ts';

const claims: Ports[] = [];
const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(claims.splice(0).map((ports) => ports.release()));
  await Promise.all(servers.splice(0).map((server) => once(server.close(), 'close')));
});

async function claim(): Promise<Ports> {
  const ports = await Ports.claim();
  claims.push(ports);
  return ports;
}

async function listen(port: number): Promise<number> {
  const server = createServer();
  await once(server.listen(port, loopback), 'listening');
  servers.push(server);
  return (server.address() as { port: number }).port;
}

test('clusters that start at the same time have no port in common', async () => {
  const all = await Promise.all([claim(), claim(), claim()]);
  const taken = all.flatMap((ports) => Array.from({ length: 31 }, () => ports.take()));
  expect(new Set(taken).size).toBe(3 * 31);
});

test('none is a port that the system gives to whoever asks for any', async () => {
  const given = await Promise.all(Array.from({ length: 50 }, () => listen(0)));
  const ports = await claim();
  const taken = Array.from({ length: 31 }, () => ports.take());
  expect(Math.max(...taken)).toBeLessThan(Math.min(...given));
});

test('a block in which somebody listens is left alone', async () => {
  const before = await claim();
  const port = before.take();
  await before.release();
  await listen(port + 7);
  const after = await claim();
  expect(Array.from({ length: 31 }, () => after.take())).not.toContain(port + 7);
});

test('a block is given again once its cluster has ended', async () => {
  const before = await claim();
  const port = before.take();
  await before.release();
  expect((await claim()).take()).toBe(port);
});

test('a cluster that wants more than its block is told', async () => {
  const ports = await claim();
  for (let count = 0; count < 31; count++) ports.take();
  expect(() => ports.take()).toThrow('a cluster has 31 ports');
});

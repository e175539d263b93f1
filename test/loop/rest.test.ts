// How the loop talks to its API server.
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { selfSigned } from '../../loop/key-vault/certificate.ts';
import { Rest } from '../../loop/rest.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** @param isClosed whether the server closes this connection instead of answering, told how many requests it has answered */
async function restTo(isClosed: (answered: number) => boolean): Promise<Rest> {
  const { cert, key } = await selfSigned(['localhost']);
  const answered = new WeakMap<Socket, number>();
  const server = createServer({ cert, key }, ({ socket }, response) => {
    const before = answered.get(socket) ?? 0;
    answered.set(socket, before + 1);
    if (isClosed(before)) socket.destroy();
    else response.setHeader('content-type', 'application/json').end('{"kind":"Status"}');
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const rest = new Rest({ url: `https://localhost:${port}`, authority: cert, token: 'none' });
  ends.push(
    () => rest.close(),
    () => server.close(),
  );
  return rest;
}

test('a connection that the server closes while it is idle does no harm', async () => {
  const rest = await restTo((answered) => answered > 0);
  for (const path of ['/a', '/b', '/c']) expect(await rest.call('GET', path)).toEqual({ kind: 'Status' });
});

test('a server that closes every connection is an error', async () => {
  const rest = await restTo(() => true);
  await expect(rest.call('GET', '/a')).rejects.toThrow('socket hang up');
});

// Every program gets a free port of its own on loopback, so that any number of clusters run side by side.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** The only address that anything here listens on. */
export const loopback = '127.0.0.1';

/** Ports that are free now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, loopback));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

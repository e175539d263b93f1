// The machine's side of the gate: how programs here reach what is in the node's network, and the other way round.
import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { loopback } from '../ports.ts';

/** A way in or out that is open until it is closed. */
export interface Passage {
  /** Port on loopback; 0 for a way out. */
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a port on loopback that leads to an address in the node's network. */
export async function wayIn(gate: string, address: string, port: number): Promise<Passage> {
  const server = createServer({ pauseOnConnect: true }, (client) => {
    const asked = request({ socketPath: gate, method: 'CONNECT', path: `${address}:${port}` });
    asked.once('connect', ({ statusCode }, inside: Socket) => {
      if (statusCode !== 200) return client.destroy();
      return couple(client, inside);
    });
    asked.once('error', () => client.destroy());
    client.once('error', () => asked.destroy());
    asked.end();
  });
  return open(server, () => server.listen(0, loopback));
}

/** Lets the node's programs out to a port on loopback, through a Unix socket. */
export async function wayOut(socket: string, port: number): Promise<Passage> {
  const server = createServer((client) => couple(client, connect(port, loopback)));
  return open(server, () => server.listen(socket));
}

async function open(server: Server, listen: () => Server): Promise<Passage> {
  const clients = new Set<Socket>();
  server.on('connection', (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
  });
  await once(listen(), 'listening');
  // Where the start of something else fails, nobody closes it: it must not keep the process alive.
  server.unref();
  const address = server.address() as AddressInfo | string;
  return {
    port: typeof address === 'string' ? 0 : address.port,
    close: async () => {
      for (const client of clients) client.destroy();
      await once(server.close(), 'close');
    },
  };
}

function couple(one: Socket, other: Socket): void {
  one.once('error', () => other.destroy());
  other.once('error', () => one.destroy());
  one.pipe(other).pipe(one);
}

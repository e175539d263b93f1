// Clients call Azure's hosts by their real names; this proxy answers for these hosts itself, and leads nowhere else.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { loopback } from '../ports.ts';
import type { Certificate } from './certificate.ts';

export interface Listeners {
  /** Hosts that are answered here, over TLS, by name. */
  readonly hosts: ReadonlyMap<string, RequestListener>;
  /** What is asked of the proxy's own address. */
  readonly direct: RequestListener;
}

export class Proxy {
  private constructor(
    private readonly server: Server,
    private readonly sockets: ReadonlySet<Socket>,
    /** `http://127.0.0.1:PORT`. */
    readonly url: string,
  ) {}

  static async start(certificate: Certificate, { hosts, direct }: Listeners): Promise<Proxy> {
    const ends = new Map([...hosts].map(([host, listener]) => [host, createTlsServer({ ...certificate }, listener)]));
    const server = createServer(direct);
    server.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex, head: Buffer) => {
      const end = ends.get(url.replace(/:443$/, ''));
      if (!end) return void socket.end('HTTP/1.1 502 The stand-in for Azure leads nowhere else\r\n\r\n');
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) socket.unshift(head);
      // From here on the client speaks TLS, to what it takes for the host.
      end.emit('connection', socket);
    });
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      // A client that is killed resets its connection.
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    });
    await once(server.listen(0, loopback), 'listening');
    return new Proxy(server, sockets, `http://${loopback}:${(server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    const closed = once(this.server.close(), 'close');
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

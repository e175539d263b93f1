// Runs in the node's network, which nothing outside can reach: it lets the API server in to the kubelet and requests in to
// Services, and the node's programs out to the API server and a registry. Each way is a Unix socket, so no port of the machine is opened.
import { rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';

/** The socket in, and each way out as `<port>:<socket>`. */
const [inward = '', ...outward] = process.argv.slice(2);

// In: an HTTP proxy that knows CONNECT alone, as the API server's egress selector wants it.
rmSync(inward, { force: true });
createHttpServer()
  .on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
    const [, host = '', to = ''] = /^(.*):(\d+)$/.exec(url) ?? [];
    const server = connect(Number(to), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      join(client, server);
    });
    server.once('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    client.once('error', () => server.destroy());
  })
  .listen(inward);

// Out: the port that a server has on the machine, at the same address, so that its kubeconfig and its certificate are right here
// too, and at the node's, where pods find it.
for (const way of outward) {
  const [, port = '', socket = ''] = /^(\d+):(.*)$/.exec(way) ?? [];
  createServer((client) => join(client, connect(socket))).listen(Number(port), '0.0.0.0');
}

/** What one side sends the other gets, and an end on one side is one on the other. */
function join(one: Socket, other: Socket): void {
  one.once('error', () => other.destroy());
  other.once('error', () => one.destroy());
  one.pipe(other).pipe(one);
}

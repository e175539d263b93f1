// A raw connection, to hold a request half-sent for as long as a test needs; no HTTP client can be made to do that.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

export class Connection {
  private received = '';
  /** All that was received, once the other side has closed. */
  readonly end: Promise<string>;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text) => (this.received += text));
    this.end = once(socket, 'close').then(() => this.received);
  }

  static async to(port: number): Promise<Connection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** A request of which the last line is missing, behind a whole one: when that is answered, this one has begun. */
  async begin(path: string): Promise<void> {
    this.socket.write(`GET /livez HTTP/1.1\r\nHost: test\r\n\r\nGET ${path} HTTP/1.1\r\nHost: test\r\n`);
    while (!this.received.includes('HTTP/1.1')) await once(this.socket, 'data');
  }

  /** The missing line. */
  finish(): void {
    this.socket.write('\r\n');
  }

  /** A whole request. */
  request(path: string): void {
    this.socket.write(`GET ${path} HTTP/1.1\r\nHost: test\r\n\r\n`);
  }

  hangUp(): void {
    this.socket.destroy();
  }
}

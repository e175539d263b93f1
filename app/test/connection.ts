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
    // A reset is an end as well.
    socket.on('error', () => {});
    this.end = new Promise((resolve) => socket.on('close', () => resolve(this.received)));
  }

  static async to(port: number): Promise<Connection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** A request of which the last line is missing, behind a whole one: when that is answered, this one has begun. */
  async begin(path: string): Promise<void> {
    this.socket.write(`GET /livez HTTP/1.1\r\nHost: test\r\n\r\nGET ${path} HTTP/1.1\r\nHost: test\r\n`);
    await this.until('HTTP/1.1');
  }

  /** The missing line. */
  finish(): void {
    this.socket.write('\r\n');
  }

  /** A whole request. */
  request(path: string): void {
    this.socket.write(`GET ${path} HTTP/1.1\r\nHost: test\r\n\r\n`);
  }

  /** Sends text as it stands. */
  write(text: string): void {
    this.socket.write(text);
  }

  /** All received so far, once it holds a text. */
  async until(text: string): Promise<string> {
    while (!this.received.includes(text)) {
      if (this.socket.closed) throw new Error(`closed before it sent "${text}"`);
      await Promise.race([once(this.socket, 'data'), this.end]);
    }
    return this.received;
  }

  /** Sends a piece again and again, for as long as the other side takes it. */
  drip(piece: string): void {
    const dripping = setInterval(() => this.socket.write(piece), 10);
    this.socket.once('close', () => clearInterval(dripping));
  }

  /** Reads nothing, until it resumes. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  hangUp(): void {
    this.socket.destroy();
  }
}

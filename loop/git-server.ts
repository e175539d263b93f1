// The repository that Flux pulls: Git's own HTTP server program, behind a small CGI bridge on loopback.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { outputSync } from '../tools/run.ts';
import { loopback } from './ports.ts';
import type { Sandbox } from './sandbox.ts';

/** A bare repository, served at `url`; it can be cloned, fetched and pushed to. */
export class GitServer {
  private constructor(
    private readonly server: Server,
    /** The folder of the bare repository. */
    readonly folder: string,
    /** Where Flux and people find it. */
    readonly url: string,
  ) {}

  static async start(sandbox: Sandbox): Promise<GitServer> {
    const folder = sandbox.path('repository.git');
    git(['init', '--quiet', '--bare', '--initial-branch=main', folder]);
    git(['-C', folder, 'config', 'http.receivepack', 'true']);
    const server = createServer((request, response) => answer(sandbox.folder, request, response));
    const port = sandbox.ports.take();
    await once(server.listen(port, loopback), 'listening');
    return new GitServer(server, folder, `http://${loopback}:${port}/repository.git`);
  }

  /** Closes the port, as if the server had gone; {@link resume} opens the same one again. */
  async pause(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }

  async resume(): Promise<void> {
    await once(this.server.listen(Number(new URL(this.url).port), loopback), 'listening');
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.pause();
  }
}

/** Runs git and returns what it printed. @throws Error with git's own words */
export function git(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return outputSync('git', args, { env: { ...process.env, ...env } }).trim();
}

/** CGI (RFC 3875): the request in the environment and on standard input, the answer on standard output. */
function answer(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const {
    'content-type': type = '',
    'content-encoding': encoding = '',
    'git-protocol': protocol = '',
  } = request.headers;
  const program = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(protocol),
      REQUEST_METHOD: request.method,
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: type,
      HTTP_CONTENT_ENCODING: encoding,
      REMOTE_USER: 'loop',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(program.stdin);
  program.stdin.on('error', () => undefined);
  let head = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    program.stdout.off('data', onData);
    const fields = head
      .subarray(0, end)
      .toString('latin1')
      .split('\r\n')
      .map((line) => line.split(/:\s*/, 2) as [string, string]);
    const status = fields.find(([name]) => name === 'Status')?.[1] ?? '200';
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(fields.filter(([name]) => name !== 'Status')));
    response.write(head.subarray(end + 4));
    program.stdout.pipe(response);
  };
  program.stdout.on('data', onData);
  program.on('close', () => response.end());
}

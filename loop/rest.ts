// Plain requests to the API server. The usual clients map known kinds to classes and lose what these do not know; a proof
// needs every field as it stands in the file.
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';

export interface Server {
  /** `https://127.0.0.1:PORT`. */
  readonly url: string;
  /** PEM of the certificate that is trusted. */
  readonly authority: string;
  /** Bearer token. */
  readonly token: string;
}

/** The API server said no: its message, and the HTTP status. */
export class StatusError extends Error {
  override readonly name = 'StatusError';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** What the API server has against a request; undefined where it does as it is asked. */
export async function refusalOf(answer: Promise<unknown>): Promise<StatusError | undefined> {
  try {
    await answer;
    return undefined;
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
}

export class Rest {
  private readonly agent: Agent;

  /** @param connections at most; a watch has one for itself. @default as many as there are requests */
  constructor(
    private readonly server: Server,
    connections = Infinity,
  ) {
    this.agent = new Agent({ keepAlive: true, ca: server.authority, maxSockets: connections });
  }

  /** @throws StatusError for an answer that is no success; Error where there is none */
  async call(method: string, path: string, body?: object, contentType = 'application/json'): Promise<unknown> {
    const response = await this.send(
      { method, path, headers: { 'content-type': contentType } },
      body && JSON.stringify(body),
    );
    const answer = await text(response);
    const { statusCode: code = 500, headers } = response;
    // A path that it does not know, as of a kind without definition, is answered in plain words.
    const said = headers['content-type']?.includes('json')
      ? (JSON.parse(answer) as { message?: string })
      : { message: answer.trim() };
    if (code >= 300) throw new StatusError(code, said.message ?? `HTTP ${code}`);
    return said;
  }

  /**
   * Calls back at each change, with the event as the server writes it, until aborted, or until the server ends the watch,
   * which it does now and then.
   */
  async watch(path: string, onChange: (event: string) => void, signal: AbortSignal): Promise<void> {
    const response = await this.send({ method: 'GET', path: `${path}?watch=true`, headers: {}, signal });
    const lines = createInterface({ input: response });
    for await (const event of lines) onChange(event);
  }

  close(): void {
    this.agent.destroy();
  }

  private send(request: RequestOptions & { readonly path: string }, body?: string): Promise<IncomingMessage> {
    const { path, ...options } = request;
    const accept = 'application/json, */*';
    const headers = { ...options.headers, accept, authorization: `Bearer ${this.server.token}` };
    return new Promise((resolve, reject) => {
      const outgoing = httpsRequest(
        new URL(path, this.server.url),
        { ...options, agent: this.agent, headers },
        resolve,
      );
      outgoing.once('error', (error: NodeJS.ErrnoException) => {
        // The server closes a connection that was idle for 90 s, and does not see what arrives at that moment (Node.js, HTTP,
        // `request.reusedSocket`).
        if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(this.send(request, body));
        else reject(error);
      });
      outgoing.end(body);
    });
  }
}

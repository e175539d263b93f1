// What the parts of the stand-in pass on to each other: a request that was read whole, and its answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer;

/** What was asked and answered. Bodies and tokens are not kept. */
export interface Logged {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status: number;
}

/** Answers a request with JSON. @param origin scheme and host that the client called */
export async function serve(
  handle: Handler,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Logged> {
  const { method = 'GET', headers } = request;
  const url = new URL(request.url ?? '/', origin);
  const { status, body, headers: extra } = handle({ method, url, headers, body: await text(request) });
  response.writeHead(status, { 'content-type': 'application/json', server: 'stand-in', ...extra });
  response.end(JSON.stringify(body));
  return { method, host: url.host, path: url.pathname, status };
}

// What a client that wants to hurt can hold: each is given up at its deadline, and none is waited for.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { health, scrapePath } from '../contract.ts';
import { createMetricsServer } from '../src/metrics-server.ts';
import { Connection } from './connection.ts';
import { limits, links, listen, service, token } from './support.ts';

/** A deadline for those who are only to reach it, and one that leaves time to be served before. */
const soon = { requestSeconds: 0.2 };
const inASecond = { requestSeconds: 1 };
const head = (method: string, path: string, ...lines: string[]): string =>
  [`${method} ${path} HTTP/1.1`, 'Host: test', ...lines, '', ''].join('\r\n');

/** A body that has begun, and never ends. */
const bodies = {
  'of a known length': ['Content-Length: 1000000000', '{'],
  'in chunks': ['Transfer-Encoding: chunked', '5\r\n{"a":'],
} as const;

describe('a request body is never waited for', () => {
  const requests = [
    ['POST', '/nothing', 404],
    ['POST', '/a/b/c', 404],
    ['PUT', '/docs', 404],
    ['DELETE', '/api/links', 404],
    ['OPTIONS', '/docs', 404],
    ['GET', '/docs', 302],
    ['HEAD', '/docs', 302],
    ['GET', '/api/links', 401],
    ['GET', health.readiness, 200],
  ] as const;
  const cases = requests.flatMap(([method, path, status]) =>
    Object.entries(bodies).map(([name, [framing, begun]]) => ({ method, path, status, name, framing, begun })),
  );

  test.each(cases)('$method $path with a body $name: $status, and the connection ends', async (request) => {
    const { method, path, status, framing, begun } = request;
    const connection = await Connection.to((await service()).port);
    connection.write(head(method, path, framing, 'Content-Type: application/json') + begun);
    connection.drip('x');
    expect(await connection.end).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*connection: close`, 'i'));
  });

  test.each(['100-continue', 'a-miracle'])('nor asked for, when the client expects %s', async (expected) => {
    const connection = await Connection.to((await service()).port);
    connection.write(head('POST', '/nothing', 'Content-Length: 10', `Expect: ${expected}`));
    expect(await connection.end).toMatch(/^HTTP\/1.1 404 /);
  });

  test('whatever its method, path, type and framing', async () => {
    const { port } = await service();
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND');
    const path = fc.webPath().map((text) => `/${text}`);
    const type = fc.option(fc.constantFrom('application/json', 'text/plain', 'multipart/form-data', 'no type', '*'));
    const body = fc.constantFrom(...Object.values(bodies));
    await fc.assert(
      fc.asyncProperty(method, path, type, body, async (method, path, type, [framing, begun]) => {
        const connection = await Connection.to(port);
        connection.write(head(method, path, framing, ...(type === null ? [] : [`Content-Type: ${type}`])) + begun);
        expect(await connection.end).toMatch(/^HTTP\/1.1 [1-5]\d\d [^]*connection: close/i);
      }),
      { numRuns: 50 },
    );
  });

  test('and a request without one leaves the connection to the next', async () => {
    const connection = await Connection.to((await service()).port);
    connection.write(head('POST', '/nothing', 'Content-Length: 0') + head('GET', '/docs'));
    expect(await connection.until('302 Found')).toMatch(/^HTTP\/1.1 404 .*HTTP\/1.1 302 /s);
  });
});

describe('at the deadline an end is made of', () => {
  test.each([
    ['a head that never ends', head('GET', '/docs').slice(0, -2), 'X-More: yes\r\n', /^HTTP\/1.1 408 /],
    ['a name that never ends', 'GET /docs HTTP/1.1\r\nX-', 'a', /^HTTP\/1.1 408 /],
    ['a client that says nothing', '', '', /408|^$/],
  ])('%s', async (_name, begun, more, answer) => {
    const connection = await Connection.to((await service({ links, token, limits: soon })).port);
    connection.write(begun);
    connection.drip(more);
    expect(await connection.end).toMatch(answer);
  });

  test('an answer that never comes', async () => {
    const extend: Parameters<typeof service>[0] = {
      extend: (server) => server.get('/never', () => new Promise(() => {})),
    };
    const connection = await Connection.to((await service({ ...extend, limits: inASecond })).port);
    connection.write(head('GET', '/never'));
    expect(await connection.end).toBe('');
  });

  test('a client that does not read its answer, though it goes on to ask', async () => {
    let begin = (_answer: ServerResponse): void => {};
    const begun = new Promise<ServerResponse>((resolve) => (begin = resolve));
    const { port } = await service({
      limits: inASecond,
      extend: (server) =>
        server.get('/much', (_request, reply) => {
          begin(reply.raw);
          return 'x'.repeat(30_000_000);
        }),
    });
    const connection = await Connection.to(port);
    connection.pause();
    connection.write(head('GET', '/much').repeat(3));
    await once(await begun, 'close');
    connection.resume();
    expect((await connection.end).length).toBeLessThan(30_000_000);
  });
});

test('an idle connection gives way where there are too many', async () => {
  const { port, server } = await service({ links, token, limits: { connections: 2 } });
  const idle = [await Connection.to(port), await Connection.to(port)];
  for (const connection of idle) {
    connection.request('/docs');
    await connection.until('302 Found');
  }
  const tooMany = once(server.server, 'drop');
  await Connection.to(port);
  await tooMany;
  await Promise.all(idle.map(({ end }) => end));
  const next = await Connection.to(port);
  next.request('/docs');
  expect(await next.until('302 Found')).toMatch(/^HTTP/);
});

test('many requests in one go are all answered', async () => {
  const connection = await Connection.to((await service()).port);
  connection.write(head('GET', '/docs').repeat(200) + head('GET', '/last'));
  expect((await connection.until('404 Not Found')).match(/302 Found/g)).toHaveLength(200);
});

test('a head beyond 16 KiB is refused, and the connection ends', async () => {
  const connection = await Connection.to((await service()).port);
  connection.write(head('GET', `/${'a'.repeat(20_000)}`));
  expect(await connection.end).toMatch(/^HTTP\/1.1 431 /);
});

describe('the end of the server waits for', () => {
  test.each([
    ['no head that never ends', head('GET', '/docs').slice(0, -2), 'X-More: yes\r\n'],
    ['no client that says nothing', '', ''],
    ['no answer that never comes', head('GET', '/never'), ''],
    ['no body that never ends', head('GET', '/never', bodies['in chunks'][0]), '1\r\nx\r\n'],
  ])('%s', async (_name, begun, more) => {
    const { server, port, log } = await service({
      links,
      token,
      limits: soon,
      extend: (extended) => extended.get('/never', () => new Promise(() => {})),
    });
    const connection = await Connection.to(port);
    connection.write(begun);
    connection.drip(more);
    await server.close();
    await connection.end;
    expect(log.join('')).not.toContain('error');
  });

  test('nobody longer than the deadline, and the log says how many were cut', async () => {
    const { server, port, log } = await service({ links, token, limits: inASecond });
    const connection = await Connection.to(port);
    await connection.begin('/docs');
    await server.close();
    await connection.end;
    expect(log.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ msg: 'connections that did not finish are cut', connections: 1 }),
    );
  });
});

test('the port of the metrics holds to the same', async () => {
  const { metrics } = await service();
  const port = await listen(createMetricsServer(metrics.registry, { ...limits, ...inASecond }));
  const [body, late] = [await Connection.to(port), await Connection.to(port)];
  body.write(head('POST', '/nothing', bodies['in chunks'][0]));
  late.write(head('GET', scrapePath).slice(0, -2));
  expect(await body.end).toMatch(/^HTTP\/1.1 404 /);
  expect(await late.end).toMatch(/^HTTP\/1.1 408 /);
});

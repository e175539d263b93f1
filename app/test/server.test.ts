import { describe, expect, test } from '@jest/globals';
import { health } from '../contract.ts';
import { Connection } from './connection.ts';
import { links, service, token } from './support.ts';
import type { ServiceProps } from './support.ts';

describe('the log', () => {
  test('holds no token, whatever is logged and however much', async () => {
    const { get, server, log } = await service();
    const headers = { authorization: `Bearer ${token}` };
    await get('/api/links', { headers });
    server.log.info({ headers }, 'a slip');
    server.log.info({ req: { headers } }, 'another');
    expect(log.length).toBeGreaterThanOrEqual(4);
    expect(log.join('')).not.toContain(token);
  });

  test('holds the status of each request, as one JSON object a line', async () => {
    const { get, log } = await service();
    await get('/docs');
    const lines = log.map((line): unknown => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ res: { statusCode: 302 } }));
  });
});

describe('on closing', () => {
  /** A service, and a promise that it has taken notice of being closed. */
  async function closable(extend: ServiceProps['extend'] = () => {}) {
    let notice = (): void => {};
    const draining = new Promise<void>((resolve) => (notice = resolve));
    const started = await service({
      links,
      token,
      extend: (server) => {
        server.addHook('preClose', async () => notice());
        extend(server);
      },
    });
    return { ...started, draining };
  }

  test('open connections are still served, told to close, and see the service not ready', async () => {
    const { server, port, draining } = await closable();
    const [following, probing] = [await Connection.to(port), await Connection.to(port)];
    await following.begin('/docs');
    await probing.begin(health.readiness);

    const closed = server.close();
    await draining;
    following.finish();
    probing.finish();

    expect(await following.end).toMatch(/HTTP\/1.1 302 Found.*connection: close/is);
    expect(await probing.end).toMatch(/HTTP\/1.1 503 .*connection: close.*draining/is);
    await closed;
  });

  test('an answer that is still being made is awaited, and holds its connection no longer', async () => {
    let answer = (_text: string): void => {};
    const answered = new Promise<string>((resolve) => (answer = resolve));
    let ask = (): void => {};
    const asked = new Promise<void>((resolve) => (ask = resolve));
    const { server, port, draining } = await closable((extended) => {
      extended.get('/slow', () => {
        ask();
        return answered;
      });
    });
    const connection = await Connection.to(port);
    connection.request('/slow');
    await asked;

    const closed = server.close();
    await draining;
    answer('late, not lost');

    expect(await connection.end).toMatch(/connection: close.*late, not lost/is);
    await closed;
  }, 10_000);
});

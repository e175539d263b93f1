// The service as it ships: bundled, then run by plain node in a folder that has no packages.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { health, metrics, scrapePath } from '../contract.ts';
import { Connection } from './connection.ts';
import { MountedVolume } from './mounted-volume.ts';

const token = 'correct-horse-battery-staple';
let folder: string;
let volumes: { links: MountedVolume; token: MountedVolume };
let child: ChildProcess;
let lines: AsyncIterator<string>;
let ports: { http: number; metrics: number };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  const app = join(import.meta.dirname, '..');
  execFileSync('npm', ['run', 'build', '--', `--outfile=${join(folder, 'main.cjs')}`], { cwd: app, stdio: 'pipe' });
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the bundle, and waits until it listens. */
async function start(settings: Record<string, string> = {}): Promise<void> {
  volumes = { links: await MountedVolume.create('links.json'), token: await MountedVolume.create('token') };
  await volumes.links.write('{"docs":"https://example.com/docs"}');
  await volumes.token.write(`${token}\n`);
  const env = {
    HTTP_PORT: '0',
    METRICS_PORT: '0',
    LINKS_FILE: volumes.links.path,
    TOKEN_FILE: volumes.token.path,
    RELOAD_SECONDS: '0.1',
    DRAIN_SECONDS: '2',
    ...settings,
  };
  child = spawn(process.execPath, ['main.cjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  const started = await logged('listening');
  ports = { http: started.http[0].port, metrics: started.metrics[0].port };
}
afterEach(async () => {
  child.kill('SIGKILL');
  await Promise.all(Object.values(volumes).map((volume) => volume.remove()));
});

/** The next log line with that message; fails when the process ends without it. */
async function logged(message: string) {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the process ended before it logged "${message}"`);
    const line = JSON.parse(value);
    if (line.msg === message) return line;
  }
}

const get = (path: string, port = ports.http) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', headers: { authorization: `Bearer ${token}` } });

test('on SIGTERM a request that has begun is answered, and the process ends with 0', async () => {
  await start();
  const connection = await Connection.to(ports.http);
  await connection.begin('/docs');
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await logged('draining');
  connection.finish();
  expect(await connection.end).toMatch(/HTTP\/1.1 302 Found.*location: https:\/\/example.com\/docs/is);
  expect(await exited).toEqual([0, null]);
});

test('a request that never ends is cut at its deadline, and the process ends with 0', async () => {
  await start({ REQUEST_SECONDS: '1', DRAIN_SECONDS: '60' });
  const connection = await Connection.to(ports.http);
  await connection.begin('/docs');
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await logged('connections that did not finish are cut')).toMatchObject({ connections: 1 });
  expect(await exited).toEqual([0, null]);
});

test('the process lives no longer than the limit, whatever the deadline, and it says so with 1', async () => {
  await start({ REQUEST_SECONDS: '60', DRAIN_SECONDS: '1' });
  const connection = await Connection.to(ports.http);
  await connection.begin('/docs');
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await logged('requests still open at the limit');
  expect(await exited).toEqual([1, null]);
});

test('new links and a new token count without a restart', async () => {
  await start();
  await volumes.links.write('{"docs":"https://example.org/moved"}');
  await logged('links loaded');
  expect((await get('/docs')).headers.get('location')).toBe('https://example.org/moved');

  expect((await get('/api/links')).status).toBe(200);
  await volumes.token.write('another-token-of-some-length');
  await logged('token loaded');
  expect((await get('/api/links')).status).toBe(401);
});

test.each([
  ['emptied', () => volumes.token.write(''), 'token revoked, nobody is let in'],
  ['removed', () => volumes.token.clear(), 'token not loaded, nobody is let in'],
  ['broken', () => volumes.token.write('too short'), 'token not loaded, nobody is let in'],
])('a token file that is %s lets nobody in, and the service goes on', async (_how, change, said) => {
  await start();
  expect((await get('/api/links')).status).toBe(200);
  await change();
  await logged(said);
  expect((await get('/api/links')).status).toBe(401);
  expect((await get(health.readiness)).status).toBe(200);
});

test('links that turn bad are counted, and the last good ones stay', async () => {
  await start();
  await volumes.links.write('{"docs":');
  await logged('links not loaded, the last good content stays');
  expect((await get('/docs')).status).toBe(302);
  expect(await (await get(scrapePath, ports.metrics)).text()).toMatch(
    new RegExp(`^${metrics.reloadFailures.name}\\{file="links"\\} [1-9]`, 'm'),
  );
});

test('metrics are on their own port only', async () => {
  await start();
  expect((await get(scrapePath, ports.metrics)).status).toBe(200);
  expect((await get(scrapePath)).status).toBe(404);
});

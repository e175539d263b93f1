// The real blackbox_exporter with the configuration that is rendered for it, against servers of each kind that a visitor may meet.
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { until } from '../../../../loop/until.ts';
import { probeModule } from '../../../../lib/platform/public-probes/config.ts';
import { describeWith } from '../../../../tools/describe-with.ts';
import { configOf, probed } from './composed.ts';

const day = 24 * 60 * 60 * 1000;

interface Answers {
  readonly status?: number;
  readonly name?: string;
  /** Days from now in which the certificate ends. */
  readonly endsIn?: number;
}

interface Listening {
  readonly server: Server;
  readonly cert: string;
  readonly address: string;
}

async function listening({ status = 200, name = 'localhost', endsIn = 30 }: Answers): Promise<Listening> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 60 * day),
    notAfterDate: new Date(Date.now() + endsIn * day),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  const server = createServer({ cert, key }, (_request, response) => {
    response.writeHead(status, { location: 'https://localhost:1/nobody-listens' }).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, cert, address: `https://localhost:${(server.address() as AddressInfo).port}/` };
}

const answers = {
  'a good answer': {},
  'a redirect, wherever it leads': { status: 302 },
  'a 404': { status: 404 },
  'an expired certificate': { endsIn: -1 },
  'a certificate of another host': { name: 'other.test' },
  'a 503': { status: 503 },
} as const satisfies Readonly<Record<string, Answers>>;

describeWith(['blackbox_exporter'], 'a probe', ({ blackbox_exporter: program }) => {
  const servers = new Map<string, Listening>();
  let folder = '';
  let exporter: ChildProcess | undefined;
  let said = '';

  beforeAll(async () => {
    for (const [kind, each] of Object.entries(answers)) servers.set(kind, await listening(each));
    folder = await mkdtemp(join(tmpdir(), 'blackbox-'));
    const config = configOf(probed([]).objects.map(({ object }) => object));
    await writeFile(join(folder, 'config.yml'), JSON.stringify(config));
    await writeFile(join(folder, 'trusted.pem'), Array.from(servers.values(), ({ cert }) => cert).join('\n'));
    exporter = spawn(program, ['--config.file=config.yml', '--web.listen-address=127.0.0.1:0'], {
      cwd: folder,
      env: { SSL_CERT_FILE: 'trusted.pem' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    exporter.stderr?.on('data', (text) => (said += String(text)));
    await until(() => portIn(said), { what: 'blackbox_exporter listens' });
  }, 90_000);

  afterAll(async () => {
    exporter?.kill();
    for (const { server } of servers.values()) server.close();
    await rm(folder, { recursive: true });
  });

  /** The metrics of one probe, by name. */
  async function probe(target: string): Promise<ReadonlyMap<string, number>> {
    const query = new URLSearchParams({ target, module: probeModule });
    const response = await fetch(`http://127.0.0.1:${portIn(said)}/probe?${query}`);
    const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
  }

  test.each([
    ['a good answer', 1],
    ['a redirect, wherever it leads', 1],
    ['a 404', 1],
    ['an expired certificate', 0],
    ['a certificate of another host', 0],
    ['a 503', 0],
  ] as const)('of %s is %d', async (kind, success) => {
    expect((await probe(servers.get(kind)?.address ?? '')).get('probe_success')).toBe(success);
  });

  test('of what nobody listens at, or has no TLS, is 0', async () => {
    expect((await probe('https://localhost:1/')).get('probe_success')).toBe(0);
    expect((await probe(`http://127.0.0.1:${portIn(said)}/`)).get('probe_success')).toBe(0);
  });

  test('tells when the certificate ends', async () => {
    const { address, cert } = servers.get('a good answer') ?? { address: '', cert: '' };
    const metrics = await probe(address);
    expect(metrics.get('probe_ssl_earliest_cert_expiry')).toBe(Date.parse(new X509Certificate(cert).validTo) / 1000);
  });
});

/** The port that it says it listens on. */
function portIn(said: string): string | undefined {
  return /Listening on.*address=127\.0\.0\.1:(\d+)/.exec(said)?.[1];
}

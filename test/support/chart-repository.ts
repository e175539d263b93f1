// A Helm repository on this machine, with one chart in it: packed by Helm itself, and away for as long as a test wants.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ChartRepository {
  readonly url: string;
  /** The folder of the chart itself. */
  readonly chart: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves version 1.2.3 of the chart `broker`.
 * @param program Helm
 * @param files the chart's, by their paths; without its `Chart.yaml`
 * @param isOpen asked at each request; until then the repository is away
 */
export async function serveChart(
  program: string,
  files: Readonly<Record<string, string>>,
  isOpen = (): boolean => true,
): Promise<ChartRepository> {
  const home = mkdtempSync(join(tmpdir(), 'fleetwright-charts-'));
  const server = createServer((request, response) => {
    const path = join(home, 'repository', request.url ?? '');
    if (isOpen() && existsSync(path)) response.end(readFileSync(path));
    else response.writeHead(503).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const chart = join(home, 'broker');
  for (const [path, text] of Object.entries({
    'Chart.yaml': 'apiVersion: v2\nname: broker\nversion: 1.2.3\n',
    ...files,
  })) {
    mkdirSync(dirname(join(chart, path)), { recursive: true });
    writeFileSync(join(chart, path), text);
  }
  const helm = (...args: string[]) => execFileSync(program, args, { cwd: home, env: { HOME: home } });
  helm('package', chart, '--destination', 'repository');
  helm('repo', 'index', 'repository', '--url', url);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await once(server.close(), 'close');
    rmSync(home, { recursive: true });
  };
  return { url, chart, close };
}

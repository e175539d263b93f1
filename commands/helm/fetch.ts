// A chart in a folder: fetched once, however many clusters run it.
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { HelmChart } from '../../render/helm-chart.ts';
import { runHelm } from './run.ts';

/** Fetches charts from where Flux would, each once. @param home a folder for them, which the caller removes */
export function fetcher(program: string, home: string): (chart: HelmChart) => Promise<string> {
  const fetched = new Map<string, Promise<string>>();
  return (chart) => {
    const key = JSON.stringify(chart);
    const folder = fetched.get(key) ?? fetchChart(chart, program, home);
    fetched.set(key, folder);
    return folder;
  };
}

/** @throws Error in Helm's words where it cannot be had */
async function fetchChart(chart: HelmChart, program: string, home: string): Promise<string> {
  const folder = await mkdtemp(join(home, 'chart-'));
  await runHelm(program, home, ['pull', ...published(chart), '--untar', '--untardir', folder]);
  return join(folder, chart.name);
}

/** Of version and digest Flux takes the digest, where there is one. */
function published({ source, url, name, version, digest }: HelmChart): string[] {
  if (url.startsWith('oci://')) return digest === '' ? [url, '--version', version] : [`${url}@${digest}`];
  if (source.kind === 'HelmRepository') return [name, '--repo', url, '--version', version];
  throw new Error(`the chart is in a ${source.kind}, from which Helm does not fetch; give its folder by --charts`);
}

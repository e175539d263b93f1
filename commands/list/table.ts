// The inventory as people read it in a terminal.
import Table from 'cli-table3';
import type { ChartInventory, Inventory } from './inventory.ts';

/** One table a cluster, and below them what a fork must still replace. */
export function asTable({ clusters, placeholders }: Inventory): string {
  const left = placeholders.map(({ file, line, value }) => [`${file}:${line}`, value]);
  const still = left.length > 0 ? ['to replace before these clusters are real', columns(['where', 'what'], left)] : [];
  return [...clusters.flatMap(({ name, charts }) => [name, columns(head, charts.map(row))]), ...still].join('\n');
}

const head = ['chart', 'layer', 'objects', 'after', 'what runs'];

function row({ name, layer, objects, dependsOn, workloads, hosts, releases }: ChartInventory): string[] {
  const runs = [
    ...workloads.flatMap(({ images }) => images),
    ...hosts.map((host) => `https://${host}`),
    ...releases.map(({ chart, version }) => `${chart}:${version}`),
  ];
  return [name, layer, String(objects), dependsOn.join('\n'), runs.join('\n')];
}

/** Without frames, so that the usual tools can cut the text. */
export function columns(titles: readonly string[], rows: readonly string[][]): string {
  const table = new Table({ head: [...titles], style: { head: [], border: [], compact: true }, chars: noFrame });
  table.push(...rows);
  return `${table.toString()}\n`;
}

const edges = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'];
const inner = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'];
const noFrame = Object.fromEntries([...edges, ...inner].map((name) => [name, '']));

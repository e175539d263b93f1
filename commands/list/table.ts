// The inventory as people read it in a terminal.
import Table from 'cli-table3';
import type { ClusterInventory, Inventory } from './inventory.ts';

/** One table a cluster, and below it what a fork must still replace. */
export function asTable({ clusters }: Inventory): string {
  return clusters.map(clusterText).join('\n');
}

function clusterText({ name, charts, placeholders }: ClusterInventory): string {
  const table = new Table({
    head: ['chart', 'layer', 'objects', 'after', 'what runs'],
    style: { head: [], border: [], compact: true },
    chars: plain,
  });
  for (const { name: chart, layer, objects, dependsOn, workloads, releases } of charts) {
    const runs = [
      ...workloads.map((workload) =>
        [...workload.images, ...workload.hosts.map((host) => `https://${host}`)].join('\n'),
      ),
      ...releases.map(({ chart: url, version }) => `${url}:${version}`),
    ];
    table.push([chart, layer, objects, dependsOn.join('\n'), runs.join('\n')]);
  }
  const left = placeholders.map(({ value, objects }) => `  ${value} (${objects} object${objects === 1 ? '' : 's'})\n`);
  const still = left.length > 0 ? `\nto replace in clusters/ before this cluster is real:\n${left.join('')}` : '';
  return `${name}\n${table.toString()}\n${still}`;
}

/** No frames: the text can be cut with the usual tools. */
const plain = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((name) => [name, '']),
);

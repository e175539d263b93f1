// kube-state-metrics documents each of its metrics in a row of a table.
import { joined, type Series } from './series.ts';

/** The metrics of its pages. `label_POD_LABEL` stands for whatever labels a pod has. */
export function metricsInTables(pages: readonly string[]): Series {
  return joined(pages.flatMap((page) => tablesIn(page).flatMap(rowsOf)));
}

function tablesIn(page: string): string[][] {
  return page.split(/\n(?!\|)/).map((block) => block.split('\n').filter((line) => line.startsWith('|')));
}

function rowsOf([head = '', , ...rows]: readonly string[]): [string, readonly string[]][] {
  const column = cellsOf(head).findIndex((title) => /^labels/i.test(title));
  return rows.map(cellsOf).flatMap((cells): [string, readonly string[]][] => {
    const name = cells[0]?.replaceAll('`', '') ?? '';
    const labels = [...(cells[column] ?? '').matchAll(/`(\w+)`\s*=/g)].map(([, label = '']) => label);
    return /^\w+$/.test(name) && column !== -1 ? [[name, labels.map(withoutExample)]] : [];
  });
}

function withoutExample(label: string): string {
  return label.replace(/_[A-Z][A-Z_]*$/, '_*');
}

function cellsOf(row: string): string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

// The derived order as a picture that GitHub draws: Mermaid.
import type { ClusterInventory, Inventory } from './inventory.ts';

/** A Mermaid flowchart: an arrow leads from a chart to the one that waits for it; a box is a layer. */
export function asMermaid({ clusters }: Inventory): string {
  return ['flowchart LR', ...clusters.flatMap(clusterLines)].join('\n');
}

function clusterLines({ name, charts }: ClusterInventory): string[] {
  const id = (chart: string): string => `${name}_${chart}`;
  const layers = [...new Set(charts.map(({ layer }) => layer))];
  return [
    `  subgraph ${name}`,
    ...layers.flatMap((layer) => [
      `    subgraph ${id(layer)}_layer [${layer}]`,
      ...charts.filter((chart) => chart.layer === layer).map((chart) => `      ${id(chart.name)}[${chart.name}]`),
      '    end',
    ]),
    ...charts.flatMap((chart) => chart.dependsOn.map((dependency) => `    ${id(dependency)} --> ${id(chart.name)}`)),
    '  end',
  ];
}

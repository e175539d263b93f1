// A chart's name is its Flux Kustomization's name: two charts of one name would be one Kustomization with two folders.
import type { Check } from './check.ts';

export const duplicateChart: Check = ({ objects }) => {
  const layers = new Map<string, string>();
  return objects.flatMap(({ at, layer, chart }) => {
    const earlier = layers.get(chart);
    if (earlier === undefined) layers.set(chart, layer);
    if (earlier === undefined || earlier === layer) return [];
    layers.set(chart, layer);
    return [
      {
        at,
        field: 'chart',
        problem: `the layer "${earlier}" has a chart "${chart}" too`,
        write: 'another id for one of them',
      },
    ];
  });
};

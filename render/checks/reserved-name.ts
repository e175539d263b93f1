// kustomize takes some file names for its own: a chart's file among Flux' must not be one of them.
import type { Check } from './check.ts';

/** Names of a file that kustomize builds a folder by, without `.yaml`. Source: kustomize, "Recognized kustomization file names". */
const kustomizeOwn = 'kustomization';

export const reservedName: Check = ({ objects }) => {
  const charts = new Map(objects.map(({ chart, at }) => [chart, at]));
  return [...charts]
    .filter(([chart]) => chart.toLowerCase() === kustomizeOwn)
    .map(([chart, at]) => ({
      at: at.split('/').slice(0, 3).join('/'),
      field: 'chart',
      problem: `its file flux/${chart}.yaml is one that kustomize reads as instructions, and Flux would apply no chart at all`,
      write: 'another id',
    }));
};

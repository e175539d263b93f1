// The root keeps every chart's Kustomization, and each of them the objects in its chart's folder: who takes its place, or
// leaves it without one, deletes all charts of a cluster at once.
import { rootOf } from '../lib/platform.ts';
import { asString, at } from './fields.ts';
import type { Finding } from './finding.ts';
import { kindKey } from './identity.ts';
import { chartFolder } from './paths.ts';
import type { Placed } from './read-objects.ts';

/** The charts, each written `<cluster>/<chart>`, whose folder some Kustomization of their cluster has Flux apply. */
export function appliedCharts(objects: readonly Placed[]): Set<string> {
  const folders = new Set(
    objects
      .filter((placed) => placed.chart === '' && isKustomization(placed))
      .map(({ cluster, object }) => `${cluster} ${asString(at(object, 'spec.path'))}`),
  );
  const isApplied = (placed: Placed): boolean => folders.has(`${placed.cluster} ./dist/${chartFolder(placed)}`);
  return new Set(
    objects
      .filter((placed) => placed.chart !== '' && isApplied(placed))
      .map(({ cluster, chart }) => `${cluster}/${chart}`),
  );
}

/** What no consent allows: a slip must not open that door. A cluster that goes as a whole, root and all, is none of it. */
export function rootFindings(before: readonly Placed[], after: readonly Placed[]): Finding[] {
  const clustersOf = (charts: Iterable<string>): Set<string> =>
    new Set(Array.from(charts, (chart) => chart.split('/')[0] ?? ''));
  const applied = clustersOf(appliedCharts(after));
  const roots = rootsOf([...before, ...after]);
  const present = new Set(after.map(({ cluster }) => cluster));
  const emptied = [...clustersOf(appliedCharts(before))].filter((name) => present.has(name) && !applied.has(name));
  return [
    ...after
      .filter((placed) => roots.has(placed.object.metadata.name) && isKustomization(placed))
      .map((placed) => ({
        code: 'replaces-root',
        at: placed.at,
        field: '',
        problem:
          "would replace the Kustomization that keeps all others: Flux would delete every chart's, and with them their objects",
        write: 'another id for that chart',
      })),
    ...emptied.map((cluster) => ({
      code: 'empties-root',
      at: cluster,
      field: '',
      problem: 'no Kustomization would be left, and Flux would delete the objects of every chart',
      write: `npm run synth, which makes one for each chart; or, to remove the cluster, all of dist/${cluster} at once`,
    })),
  ];
}

/** The names of roots: Flux' Kustomizations say which GitRepository they read from, and the root is named after it. */
function rootsOf(objects: readonly Placed[]): Set<string> {
  const kustomizations = objects.filter(isKustomization).map(({ object }) => object);
  return new Set(kustomizations.map((object) => rootOf(asString(at(object, 'spec.sourceRef.name')))));
}

function isKustomization({ object }: Placed): boolean {
  return kindKey(object) === 'kustomize.toolkit.fluxcd.io/Kustomization';
}

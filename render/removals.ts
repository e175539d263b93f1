// Flux deletes what a commit no longer holds, so a slip in one chart could empty a cluster: count first.
import { annotations, neverPrune } from '../lib/platform.ts';
import { consent } from './consent.ts';
import { droppedReplicas, handover } from './dropped-replicas.ts';
import { asRecord, asString, at } from './fields.ts';
import type { Finding } from './finding.ts';
import { appliedCharts, rootFindings } from './flux-root.ts';
import { chartOf as helmChartOf } from './helm-chart.ts';
import { apiGroup, identity, identityOf, kindKey } from './identity.ts';
import { append } from './multimap.ts';
import type { Placed } from './read-objects.ts';
import type { KubeObject } from './rendered.ts';

export { readObjects } from './read-objects.ts';

/** What its owners agreed to lose. */
interface Consented {
  /** Charts whose objects may go or move, each written `<cluster>/<chart>`; or `all`. */
  readonly allowed: ReadonlySet<string> | 'all';
}

/** The largest part of a cluster's objects that may go without consent, and the most: filling a cluster up makes no room. */
const ofCluster = { share: 0.25, most: 50 };

/** The same of one chart's; all of them never do, and a few of a small one always may. */
const ofChart = { share: 0.5, most: 50, few: 4 };

/** Kinds whose deletion takes along what no commit brings back. */
const irreplaceable: Readonly<Record<string, string>> = {
  '/Namespace': 'everything in it',
  '/PersistentVolume': 'its data',
  '/PersistentVolumeClaim': 'its data',
  'snapshot.storage.k8s.io/VolumeSnapshot': 'the snapshot',
  'snapshot.storage.k8s.io/VolumeSnapshotContent': 'the snapshot',
  'external-secrets.io/PushSecret': 'what it wrote into the store',
  'apiextensions.k8s.io/CustomResourceDefinition': 'every object of its kind',
};

/**
 * Compares what was published with what would be, by identity (group, kind, namespace, name), one cluster after the
 * other. Flux' own Kustomizations do not count: they come and go with their charts. Where one goes alone, or is about another
 * folder, so do all objects of its chart. Pure.
 *
 * Refused with or without consent: `replaces-root` and `empties-root`, by which all charts of a cluster go.
 *
 * Refused without consent: `removes-too-much`, more than a quarter of a cluster's objects, half of a chart's, or 50;
 * `removes-protected`, one that must never vanish by accident, or a release that Helm would install anew; `moves-object` and
 * `renames-chart`, one that another chart holds now; `drops-replicas`, a number of pods that falls to its default.
 */
export function removals(before: readonly Placed[], after: readonly Placed[], { allowed }: Consented): Finding[] {
  const isAllowed = (placed: Placed): boolean => allowed === 'all' || allowed.has(chartOf(placed));
  const lost = noLongerApplied(before, after);
  const now = byCluster(after.filter((placed) => !lost.has(chartOf(placed))));
  const losses = [...byCluster(before)].flatMap(([cluster, objects]) => {
    const places = new Map((now.get(cluster) ?? []).map((placed) => [identity(placed.object), placed]));
    const guarded = objects.filter((placed) => !isAllowed(placed));
    const gone = guarded.filter(({ object }) => !places.has(identity(object)));
    const held = [...gone.flatMap(protectedLoss), ...releaseTargets(guarded, objects, now.get(cluster) ?? [])];
    return [
      ...tooMany(cluster, gone, objects, new Set(held.map(chartOf))),
      ...held.map(({ loss, ...placed }) => finding('removes-protected', placed, loss, consent([chartOf(placed)]))),
      ...moves(guarded, places, new Set([...places.values()].map(chartOf))),
      ...guarded.flatMap((placed) => fewerPods(placed, places.get(identity(placed.object))?.object)),
    ];
  });
  return [...rootFindings(before, after), ...losses];
}

/** What Flux applies no longer, though its folder may be there: `<cluster>/<chart>`. */
function noLongerApplied(before: readonly Placed[], after: readonly Placed[]): Set<string> {
  const kept = appliedCharts(after);
  return new Set([...appliedCharts(before)].filter((chart) => !kept.has(chart)));
}

/** Of the cluster as a whole; where that much may go, of each chart but those that need consent as it is. */
function tooMany(
  cluster: string,
  gone: readonly Placed[],
  objects: readonly Placed[],
  held: ReadonlySet<string>,
): Finding[] {
  const charts = [...new Set(gone.map(chartOf))].toSorted();
  if (gone.length > Math.min(objects.length * ofCluster.share, ofCluster.most))
    return [tooMuch(cluster, gone.length, objects.length, `from the cluster: those of ${charts.join(', ')}`, charts)];
  const perChart = countBy(objects, chartOf);
  return [...countBy(gone, chartOf)].flatMap(([chart, count]) => {
    const total = perChart.get(chart) ?? 0;
    const isLittle = count <= Math.max(ofChart.few, Math.min(total * ofChart.share, ofChart.most));
    return (count < total && isLittle) || held.has(chart)
      ? []
      : [tooMuch(chart, count, total, 'from the chart', [chart])];
  });
}

function tooMuch(at: string, count: number, total: number, where: string, charts: readonly string[]): Finding {
  const percent = Math.round((100 * count) / total);
  const problem = `${count} of ${total} objects (${percent} %) would be deleted ${where}`;
  return { code: 'removes-too-much', at, field: '', problem, write: consent(charts), charts };
}

function countBy(objects: readonly Placed[], key: (placed: Placed) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const placed of objects) counts.set(key(placed), (counts.get(key(placed)) ?? 0) + 1);
  return counts;
}

/** What must not vanish by accident, and what would be lost with it. */
type Loss = Placed & { readonly loss: string };

function protectedLoss(placed: Placed): Loss[] {
  const loss = lossOf(placed.object);
  return loss ? [{ ...placed, loss }] : [];
}

/** What else is lost with an object; undefined where a commit can bring all of it back. */
export function lossOf(object: KubeObject): string | undefined {
  if (isKept(object))
    return 'Git would no longer hold it, and Flux leaves it in the cluster (prune: disabled), cared for by nobody';
  const along = irreplaceable[kindKey(object)];
  if (along) return `Flux would delete it, and with it ${along}`;
  if (at(object, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted') === 'Delete')
    return 'Flux would delete it, and with it its claims and their data (persistentVolumeClaimRetentionPolicy)';
  if (bringsDefinitions(object))
    return annotations.provides in asRecord(object.metadata.annotations)
      ? 'Flux would uninstall the release, and with its CRDs every object of their kinds goes'
      : 'Flux would uninstall the release, and with CRDs that its chart may hold every object of their kinds';
  if (/(?:^|\.)azure\.com$/.test(apiGroup(object.apiVersion)))
    return 'Flux would delete it, and with it the resource in Azure';
  return undefined;
}

/** Releases that stay in Git but that helm-controller takes for others: it uninstalls each, and installs it anew. */
function releaseTargets(guarded: readonly Placed[], before: readonly Placed[], after: readonly Placed[]): Loss[] {
  const isRelease = ({ object }: Placed): boolean => kindKey(object) === 'helm.toolkit.fluxcd.io/HelmRelease';
  const targets = new Map(after.filter(isRelease).map((placed) => [identity(placed.object), target(placed, after)]));
  return guarded.filter(isRelease).flatMap((placed) => {
    const [was, is] = [target(placed, before), targets.get(identity(placed.object))];
    if (is === undefined || is === was) return [];
    const loss = `is the release "${is}" instead of "${was}": Flux would uninstall that one, with all that it installed`;
    return [{ ...placed, loss }];
  });
}

/**
 * What tells a release from another: where it is stored and installed, its name, and its chart's.
 * Source: helm-controller, `ReleaseTargetChanged`; the defaults are those of its API reference, "HelmRelease".
 */
function target({ object }: Placed, objects: readonly Placed[]): string {
  const { name, namespace = '' } = object.metadata;
  const spec = (field: string): string => asString(at(object, `spec.${field}`));
  const into = spec('targetNamespace');
  const releaseName = spec('releaseName') || (into === '' ? name : `${into}-${name}`);
  const find = (...parts: Parameters<typeof identityOf>) =>
    objects.find((placed) => identity(placed.object) === identityOf(...parts))?.object;
  const chart = helmChartOf(object, find).name;
  return [spec('storageNamespace') || namespace, into || namespace, releaseName, chart].join('/');
}

/** Flux leaves an object with this annotation in the cluster when its Kustomization no longer holds it. */
export function isKept({ metadata }: KubeObject): boolean {
  return Object.entries(neverPrune).every(([name, value]) => metadata.annotations?.[name] === value);
}

/** Whether a Helm release brings CRDs: Helm's default is to install those that a chart holds. */
export function bringsDefinitions(object: KubeObject): boolean {
  if (kindKey(object) !== 'helm.toolkit.fluxcd.io/HelmRelease') return false;
  return annotations.provides in asRecord(object.metadata.annotations) || at(object, 'spec.install.crds') !== 'Skip';
}

/**
 * Objects that another chart holds now. Flux applies charts in no promised order: where the old one prunes first, the
 * object is gone until the new one has applied it. What is kept from pruning already may move.
 */
function moves(
  objects: readonly Placed[],
  places: ReadonlyMap<string, Placed>,
  charts: ReadonlySet<string>,
): Finding[] {
  const findings: Finding[] = [];
  const renamed = new Map<string, Placed[]>();
  for (const placed of objects) {
    const to = places.get(identity(placed.object));
    if (!to || to.chart === placed.chart || isKept(placed.object)) continue;
    if (charts.has(chartOf(placed))) findings.push(move('moves-object', placed, `would move to the chart ${to.chart}`));
    else append(renamed, `${chartOf(placed)} ${to.chart}`, placed);
  }
  for (const [key, [first, ...rest]] of renamed) {
    const [from = '', to] = key.split(' ');
    if (first)
      findings.push({
        ...move('renames-chart', first, `would become the chart ${to} (${1 + rest.length} objects)`),
        at: from,
      });
  }
  return findings;
}

/** An autoscaler, where there is one, looks every 15 seconds: until then one pod has the load of all. */
function fewerPods(placed: Placed, after: KubeObject | undefined): Finding[] {
  const agreed = consent([chartOf(placed)]);
  return droppedReplicas(placed.object, after).map(({ field, most, usual, isHandedOver }) => {
    const [problem, write] = isHandedOver
      ? [
          `says no number of pods any more: Flux takes the ${most} back, and one is left, until an autoscaler makes more if there is one`,
          `first, as somebody who may do that in the cluster: ${handover(placed.object, most)}. Then ${agreed}`,
        ]
      : [
          `is not said any more: Flux takes the ${most} back, and the default is ${usual}`,
          `${most}; or ${usual}, where that is meant. Or ${agreed}`,
        ];
    return { ...finding('drops-replicas', placed, problem, write), field };
  });
}

function move(code: string, placed: Placed, problem: string): Finding {
  const [[name, value] = []] = Object.entries(neverPrune);
  const safe = `first, in a commit of its own, the annotation ${name}: ${value} on what moves; once Flux has applied it, the move; then take it off`;
  return finding(
    code,
    placed,
    `${problem}, and Flux may delete it before it is there`,
    `${safe}. Or ${consent([chartOf(placed)])}`,
  );
}

function finding(code: string, placed: Placed, problem: string, write: string): Finding {
  return { code, at: placed.at, field: '', problem, write, charts: [chartOf(placed)] };
}

function chartOf({ cluster, chart }: Placed): string {
  return `${cluster}/${chart}`;
}

function byCluster(objects: readonly Placed[]): Map<string, Placed[]> {
  const clusters = new Map<string, Placed[]>();
  for (const placed of objects) if (placed.chart !== '') append(clusters, placed.cluster, placed);
  return clusters;
}

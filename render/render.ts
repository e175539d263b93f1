// From the construct tree to the text of every file, in memory: nothing is written before everything is right.
import type { App } from 'cdk8s';
import type { ComposedCluster } from '../lib/composed-cluster.ts';
import { fleetFile } from '../lib/platform.ts';
import { checks } from './checks/index.ts';
import { ClusterView } from './cluster-view.ts';
import { duplicateGroups } from './duplicate-group.ts';
import type { Finding } from './finding.ts';
import { kindKey } from './identity.ts';
import { inventoryOnDisk, type ReadInventory } from './inventory.ts';
import { fluxLayer, kustomizations } from './kustomizations.ts';
import { deriveOrder } from './order/order.ts';
import { healthFindings } from './own-health.ts';
import { filePath } from './paths.ts';
import { lostValues, plainData } from './plain-values.ts';
import type { Known } from './read-objects.ts';
import type { RenderedObject } from './rendered.ts';
import { resolve } from './resolve.ts';
import { validateAgainstSchema } from './schema/index.ts';
import { refusedBy, toldOnce } from './told-once.ts';
import { unvouched } from './vouched.ts';
import { toYaml, unrenderable } from './yaml.ts';

/** What a synth would write, or why it must not. */
export interface Rendering {
  /** Names of the clusters, as they stand in the tree. */
  readonly clusters: readonly string[];
  readonly objects: readonly RenderedObject[];
  /** Text by path, relative to `dist/`; empty where there are findings. */
  readonly files: ReadonlyMap<string, string>;
  /** The same with the objects, for `readObjects` to know again. */
  readonly known: ReadonlyMap<string, Known>;
  readonly findings: readonly Finding[];
}

/** Renders the tree. Throws nothing for bad data: all that is wrong is in `findings`. */
export function render(app: App, inventory: ReadInventory = inventoryOnDisk): Rendering {
  const { clusters, objects, findings } = resolve(app);
  const isRefused = refusedBy(findings);
  const perCluster = clusters.map((composed) =>
    renderCluster(
      composed,
      objects.filter(({ cluster }) => cluster === composed.settings.name),
      inventory,
      isRefused,
    ),
  );
  const all = perCluster.flatMap((cluster) => cluster.objects);
  const textOf = rememberText();
  const found = toldOnce(all, [
    ...findings,
    ...duplicateGroups(),
    ...ownHealth(clusters, objects),
    ...emptiness(clusters, objects),
    ...all.filter(({ at }) => !isRefused(at)).flatMap(judgeObjects(textOf)),
    ...perCluster.flatMap((cluster) => cluster.findings),
  ]);
  const written = found.length > 0 ? [] : all;
  const known = new Map(
    written.map((rendered) => [filePath(rendered), { text: textOf(rendered), object: rendered.object }]),
  );
  const files = new Map(Array.from(known, ([path, { text }]) => [path, text]));
  return { clusters: clusters.map(({ settings }) => settings.name), objects: all, files, known, findings: found };
}

/** The text of an object in which {@link unrenderable} finds nothing. */
type TextOf = (rendered: RenderedObject) => string;

function rememberText(): TextOf {
  const known = new Map<RenderedObject, string>();
  return (rendered) => {
    // A SOPS document keeps its bytes: its MAC covers the order of its values.
    const text = known.get(rendered) ?? rendered.verbatim ?? toYaml(rendered.object);
    known.set(rendered, text);
    return text;
  };
}

function renderCluster(
  composed: ComposedCluster,
  objects: readonly RenderedObject[],
  inventory: ReadInventory,
  isRefused: (at: string) => boolean,
): { objects: readonly RenderedObject[]; findings: readonly Finding[] } {
  const view = new ClusterView(composed.settings.name, objects, composed, inventory, isRefused);
  const order = deriveOrder(view);
  const checked = Object.entries(checks).flatMap(([code, check]) =>
    check(view).map((finding) => ({ code, ...finding })),
  );
  return {
    objects: [...objects, ...kustomizations(view, order.dependencies)],
    findings: [
      ...view.inventoryFindings,
      ...unvouched(view, [...checked, ...order.findings]),
      ...reservedLayer(objects),
    ],
  };
}

/** What an object itself has wrong. Half of a fleet's objects are the same in several clusters: the schemas are asked once. */
function judgeObjects(textOf: TextOf): (rendered: RenderedObject) => readonly Finding[] {
  const known = new Map<string, readonly Finding[]>();
  return (rendered) => {
    const { at, object } = rendered;
    const found = unrenderable(object).map((each) => ({ ...each, write: plainData }));
    const unwritable = found.length > 0 ? found : lostValues(object);
    if (unwritable.length > 0) return unwritable.map((each) => ({ code: 'unrenderable', at, ...each }));
    const text = textOf(rendered);
    const findings = known.get(text) ?? validateAgainstSchema(rendered);
    known.set(text, findings);
    return findings.map((finding) => ({ ...finding, at }));
  };
}

/** What renders nothing would empty `dist/` and, through Flux, the clusters. */
function emptiness(clusters: readonly ComposedCluster[], objects: readonly RenderedObject[]): Finding[] {
  const write = `clusters, and what runs in each, in ${fleetFile}`;
  if (clusters.length === 0)
    return [{ code: 'nothing-rendered', at: fleetFile, field: '', problem: 'no cluster is composed', write }];
  const filled = new Set(objects.map(({ cluster }) => cluster));
  return clusters
    .filter(({ settings }) => !filled.has(settings.name))
    .map(({ settings }) => ({
      code: 'nothing-rendered',
      at: settings.name,
      field: '',
      problem: 'the cluster has no objects',
      write,
    }));
}

function ownHealth(clusters: readonly ComposedCluster[], objects: readonly RenderedObject[]): Finding[] {
  const used = new Set(objects.map(({ object }) => kindKey(object)));
  return clusters.flatMap((cluster) => healthFindings(cluster.ownHealth, used));
}

function reservedLayer(objects: readonly RenderedObject[]): Finding[] {
  return objects
    .filter(({ layer }) => layer === fluxLayer)
    .map(({ at }) => ({
      code: 'reserved-layer',
      at,
      field: 'layer',
      problem: `"${fluxLayer}" holds Flux' Kustomizations alone`,
      write: 'another layer',
    }));
}

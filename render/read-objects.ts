// What was published before, read from its files: just enough of each object to say what would be lost with it.
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { entriesBelow, entriesIn, readText } from '../lib/files.ts';
import { parseSopsDocument } from '../lib/secrets/sops-document.ts';
import { asRecord } from './fields.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';

/** An object and its place. */
export type Placed = Pick<RenderedObject, 'at' | 'cluster' | 'layer' | 'chart' | 'object'>;

/** An object, and the text that it is rendered to. */
export interface Known {
  readonly text: string;
  readonly object: KubeObject;
}

/**
 * The objects in a published tree, with identity, labels and annotations, and of {@link ofSpec} some fields. All scalars are read as text. Layer and chart come from the path. Empty where the folder is missing, as before a first run.
 *
 * @param folder `dist`, or another that was published to
 * @param clusters the folders in it to read
 * @param known by path from the folder, with `/`: a file of that text holds that object, whole, and is not parsed. @default none
 * @throws Error for a file that holds no object, as after a merge conflict; it says how to get a whole tree again
 */
export function readObjects(
  folder: string,
  clusters: readonly string[] | 'all',
  known: ReadonlyMap<string, Known> = new Map(),
): Placed[] {
  return foldersIn(folder, clusters).flatMap((cluster) =>
    entriesBelow(join(folder, cluster))
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => path.split('/').length > 2 && path.endsWith('.yaml'))
      .map((path) => placedIn(folder, path, readText(join(folder, path)), known.get(path))),
  );
}

/**
 * The object in one file of a published tree, as {@link readObjects} reads it.
 *
 * @param path from the folder, with `/`
 * @throws Error for a text that holds no object
 */
export function placedIn(folder: string, path: string, text: string, known?: Known): Placed {
  const [cluster = '', layer = '', chart = ''] = path.split('/').slice(0, -1);
  const at = `${folder}/${path}`;
  return { at, cluster, layer, chart, object: known?.text === text ? known.object : objectIn(at, text) };
}

/** Loose files are nobody's; one in the place of a cluster that is asked for is not passed over. */
function foldersIn(folder: string, clusters: readonly string[] | 'all'): string[] {
  if (!existsSync(folder)) return [];
  return entriesIn(folder)
    .filter((entry) => (clusters === 'all' ? entry.isDirectory() : clusters.includes(entry.name)))
    .filter((entry) => !entry.isSymbolicLink())
    .map(({ name }) => name)
    .toSorted();
}

/**
 * Cuts out what is asked for and parses only that: to parse all of every file would take longer than to render it. An
 * encrypted Secret is read by what let it in; one that was published before that reader was so strict, as all others.
 */
function objectIn(path: string, text: string): KubeObject {
  const { document } = parseSopsDocument(text);
  if (document) {
    const { apiVersion, kind, metadata } = document;
    return { apiVersion, kind, metadata };
  }
  const object = parsed(members(text, ['apiVersion', 'kind', 'metadata']));
  if (!isKubeObject(object)) throw noObject(path);
  const fields = ofSpec[object.kind];
  if (!fields) return object;
  const said = members(members(text, ['spec']), fields, '  ');
  const spec = said === '' ? {} : parsed(said);
  if (!spec) throw noObject(path);
  return { ...object, spec };
}

/** The object in a file of a published tree with all that it holds. @throws Error for a file that holds no object */
export function wholeObjectIn(path: string): KubeObject {
  const object = wholeObject(readText(path));
  if (!object) throw noObject(path);
  return object;
}

/** The object that a text holds, with all of it; undefined where it holds none, or is no YAML. */
export function wholeObject(text: string): KubeObject | undefined {
  const object = readable(() => load(text, withoutAliases));
  return isKubeObject(object) ? object : undefined;
}

function noObject(path: string): Error {
  return new Error(
    `${path} holds no Kubernetes object (a merge conflict?); get a whole one: git checkout origin/main -- ${path}`,
  );
}

/** What is read of `spec`, by kind. */
const ofSpec: Readonly<Record<string, readonly string[]>> = {
  Alertmanager: ['replicas'],
  Deployment: ['replicas'],
  HelmChart: ['chart', 'sourceRef'],
  HelmRelease: ['chart', 'chartRef', 'install', 'releaseName', 'storageNamespace', 'targetNamespace'],
  HorizontalPodAutoscaler: ['minReplicas'],
  Kustomization: ['path', 'sourceRef'],
  OCIRepository: ['url'],
  Prometheus: ['replicas', 'shards'],
  PrometheusAgent: ['replicas', 'shards'],
  ReplicaSet: ['replicas'],
  ReplicationController: ['replicas'],
  ScaledObject: ['minReplicaCount'],
  StatefulSet: ['persistentVolumeClaimRetentionPolicy', 'replicas'],
  ThanosRuler: ['replicas'],
};

/** Whether it has what every object has: a kind and a name. */
export function isKubeObject(value: unknown): value is KubeObject {
  const { apiVersion, kind, metadata } = asRecord(value);
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof asRecord(metadata).name === 'string';
}

/** The lines of some members of a block-style map: each begins at the map's indentation, and all in it further right. */
function members(text: string, names: readonly string[], indent = ''): string {
  const starts = new RegExp(`^(?=${indent}\\S)`, 'm');
  return text
    .split(starts)
    .filter((member) => names.some((name) => member.startsWith(`${indent}${name}:`)))
    .join('');
}

/** Undefined for a map that cannot be read. */
function parsed(text: string): Record<string, unknown> | undefined {
  const value = readable(() => load(text, { ...withoutAliases, schema: FAILSAFE_SCHEMA }));
  return value === undefined ? undefined : asRecord(value);
}

/** A synth writes none, and a few of them can stand for more than any memory holds. */
const withoutAliases = { maxAliases: 0 };

/** What a text stands for; undefined where the parser takes it for no YAML. */
function readable(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

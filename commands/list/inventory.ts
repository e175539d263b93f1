// What runs where, read back from dist/: what Git holds, not what the code would render now.
import { join } from 'node:path';
import { entriesBelow, entriesIn } from '../../lib/files.ts';
import { addressOf, chartOf } from '../../render/helm-chart.ts';
import { identity, identityOf } from '../../render/identity.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { everyImage, podTemplateOf } from '../../render/pods.ts';
import { wholeObjectIn } from '../../render/read-objects.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { type Placeholder, placeholdersIn } from './placeholders.ts';

export interface Inventory {
  readonly clusters: readonly ClusterInventory[];
  /** Values of the settings that a fork must still replace. */
  readonly placeholders: readonly Placeholder[];
}

export interface ClusterInventory {
  readonly name: string;
  readonly charts: readonly ChartInventory[];
}

export interface ChartInventory {
  readonly name: string;
  readonly layer: string;
  readonly objects: number;
  /** Charts that Flux applies first. */
  readonly dependsOn: readonly string[];
  readonly workloads: readonly Workload[];
  /** Public hosts of its routes. */
  readonly hosts: readonly string[];
  readonly releases: readonly ChartVersion[];
}

interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly images: readonly string[];
}

interface ChartVersion {
  readonly chart: string;
  readonly version: string;
}

/** Reads a rendered folder, and the placeholders of the files and folders behind it. @throws Error where one cannot be read, or a file holds no object */
export function readInventory(dist: string, settings: readonly string[]): Inventory {
  const names = folders(dist);
  return { clusters: names.map((name) => readCluster(dist, name)), placeholders: placeholdersIn(settings) };
}

function readCluster(dist: string, name: string): ClusterInventory {
  const layers = folders(join(dist, name)).filter((layer) => layer !== 'flux');
  const kustomizations = readYaml(join(dist, name, 'flux'));
  const charts = layers.flatMap((layer) =>
    folders(join(dist, name, layer)).map((chart) => ({
      layer,
      chart,
      objects: readYaml(join(dist, name, layer, chart)),
    })),
  );
  return {
    name,
    charts: charts.map(({ layer, chart, objects }) => ({
      name: chart,
      layer,
      objects: objects.length,
      dependsOn: dependencies(kustomizations, chart),
      workloads: workloads(objects),
      hosts: hosts(objects),
      releases: releases(objects),
    })),
  };
}

function dependencies(kustomizations: readonly KubeObject[], chart: string): string[] {
  const kustomization = kustomizations.find(({ metadata }) => metadata.name === chart);
  return asArray(at(kustomization, 'spec.dependsOn')).map((dependency) => asString(asRecord(dependency).name));
}

function workloads(objects: readonly KubeObject[]): Workload[] {
  return objects.flatMap((object) => {
    const images = everyImage(object).map(({ image }) => image);
    return podTemplateOf(object) ? [{ kind: object.kind, name: object.metadata.name, images }] : [];
  });
}

function hosts(objects: readonly KubeObject[]): string[] {
  const all = objects
    .filter(({ kind }) => kind === 'HTTPRoute')
    .flatMap((route) => asArray(at(route, 'spec.hostnames')).map(asString));
  return [...new Set(all)];
}

function releases(objects: readonly KubeObject[]): ChartVersion[] {
  const byId = new Map(objects.map((object) => [identity(object), object]));
  return objects
    .filter(({ kind }) => kind === 'HelmRelease')
    .map((release) => chartOf(release, (...parts) => byId.get(identityOf(...parts))))
    .map((chart) => ({ chart: addressOf(chart), version: chart.version }));
}

function folders(path: string): string[] {
  return entriesIn(path)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

function readYaml(folder: string): KubeObject[] {
  return entriesBelow(folder)
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map(wholeObjectIn);
}

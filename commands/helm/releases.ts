// The Helm releases of dist/, each with its chart and its values, as Flux' helm-controller reads them.
import { stringify } from 'yaml';
import { annotations } from '../../lib/platform.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { chartOf, type HelmChart } from '../../render/helm-chart.ts';
import { identity, identityOf } from '../../render/identity.ts';
import { checksumOf, inventoryPath } from '../../render/inventory.ts';
import { stated } from '../../render/order/stated.ts';
import { readObjects, wholeObjectIn } from '../../render/read-objects.ts';
import type { KubeObject } from '../../render/rendered.ts';

export interface Release {
  /** Its file. */
  readonly at: string;
  readonly cluster: string;
  readonly name: string;
  /** Where its objects go. */
  readonly namespace: string;
  readonly chart: HelmChart;
  readonly values: Values;
  /** The file of its inventory, from their folder. */
  readonly inventory: string;
  /** A checksum of what its object tells Helm. */
  readonly told: string;
  /** What its file holds. */
  readonly object: KubeObject;
  /** What Flux makes of it and Helm alone does not, in words. */
  readonly unseen: readonly string[];
  /** API groups whose definitions it says that it brings. */
  readonly provides: readonly string[];
  /** API groups that it says that its objects use. */
  readonly requires: readonly string[];
}

/** What Helm is told. */
interface Values {
  /** Files of values, in YAML, each over those before. */
  readonly files: readonly string[];
  /** Single values over all of these, as `--set` takes them. */
  readonly single: readonly { readonly path: string; readonly value: string }[];
}

/** @throws Error for a file that holds no object, and for a release without the source, or the values, that it names */
export function releasesIn(folder: string, clusters: readonly string[]): Release[] {
  return clusters.flatMap((cluster) => {
    const placed = readObjects(folder, [cluster]);
    const paths = new Map(placed.map(({ at: path, object }) => [identity(object), path]));
    const find: Find = (...parts) => {
      const path = paths.get(identityOf(...parts));
      return path === undefined ? undefined : wholeObjectIn(path);
    };
    return placed
      .filter(({ object }) => object.kind === 'HelmRelease')
      .map(({ at: path }) => releaseOf({ path, cluster, find }));
  });
}

type Find = (...parts: Parameters<typeof identityOf>) => KubeObject | undefined;

interface Place {
  readonly path: string;
  readonly cluster: string;
  readonly find: Find;
}

function releaseOf({ path, cluster, find }: Place): Release {
  const object = wholeObjectIn(path);
  const { name, namespace } = object.metadata;
  const target = asString(at(object, 'spec.targetNamespace'));
  const chart = chartOf(object, find);
  if (chart.url === '')
    throw new Error(`${path}: there is no ${chart.source.kind} "${chart.source.name}"; npm run synth`);
  const references = asArray(at(object, 'spec.valuesFrom')).map((reference) => asReference(reference));
  const known = references.flatMap((reference) => {
    const value = valueOf(reference, find('/ConfigMap', namespace, reference.name), path);
    return value === undefined ? [] : [{ path: reference.targetPath, value }];
  });
  return {
    at: path,
    cluster,
    name: asString(at(object, 'spec.releaseName')) || [target, name].filter((part) => part !== '').join('-'),
    namespace: target || (namespace ?? ''),
    chart,
    values: {
      files: [
        ...known.filter((each) => each.path === '').map(({ value }) => value),
        stringify(at(object, 'spec.values') ?? {}),
      ],
      single: known.filter((each) => each.path !== ''),
    },
    inventory: inventoryPath(cluster, object),
    told: checksumOf(object, find),
    object,
    unseen: [
      ...references
        .filter(({ kind }) => kind === 'Secret')
        .map((secret) => `without the values of Secret "${secret.name}"`),
      ...(isPatched(object) ? ['before its postRenderers'] : []),
    ],
    provides: stated(object, annotations.provides),
    requires: stated(object, annotations.requires),
  };
}

/** Whether Flux changes what Helm makes. */
export function isPatched(release: KubeObject): boolean {
  return at(release, 'spec.postRenderers') !== undefined;
}

/** With Flux' defaults. Source: helm-controller's API reference, `.spec.valuesFrom`. */
function asReference(reference: unknown) {
  const { kind, name, valuesKey, targetPath, optional } = asRecord(reference);
  return {
    kind: asString(kind),
    name: asString(name),
    key: asString(valuesKey) || 'values.yaml',
    targetPath: asString(targetPath),
    optional: optional === true,
  };
}

/** What stands there; undefined of a Secret, which is encrypted or not in Git, and of what need not be there. */
function valueOf(
  { kind, name, key, optional }: ReturnType<typeof asReference>,
  configMap: KubeObject | undefined,
  path: string,
): string | undefined {
  if (kind === 'Secret') return undefined;
  const value = asRecord(configMap?.data)[key];
  if (typeof value === 'string') return value;
  if (optional) return undefined;
  throw new Error(`${path}: there is no ConfigMap "${name}" with the key "${key}"; npm run synth`);
}

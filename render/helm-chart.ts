// Which chart a Helm release installs, and from where, in each of the forms that Flux takes.
import { asRecord, asString, at } from './fields.ts';
import type { KubeObject } from './rendered.ts';

/** An object by kind (`group/Kind`), namespace and name. */
type Find = (kind: string, namespace: string | undefined, name: string) => KubeObject | undefined;

/** A chart as a release names it. */
export interface HelmChart {
  /** What it is fetched from: the kind and the name of the object that says where. */
  readonly source: { readonly kind: string; readonly name: string };
  /** The address there: of the chart itself in an OCI registry, else of the repository. Empty where that object is not there. */
  readonly url: string;
  /** The chart's name; of one in a Git repository the last part of its path. */
  readonly name: string;
  /** The version, or the range of versions, that is asked for. */
  readonly version: string;
  /** The digest that is asked for; empty where none is. */
  readonly digest: string;
}

/** The chart of a release. */
export function chartOf(release: KubeObject, find: Find): HelmChart {
  const { namespace } = release.metadata;
  const named = reference(at(release, 'spec.chartRef'), namespace);
  if (named.name === '') return fromTemplate(at(release, 'spec.chart.spec'), namespace, find);
  const source = find(kindOf(named), named.namespace, named.name);
  if (named.kind === 'HelmChart')
    return source
      ? fromTemplate(source.spec, named.namespace, find)
      : { source: named, url: '', name: '', version: '', digest: '' };
  const url = asString(at(source, 'spec.url'));
  const { tag, semver, digest } = asRecord(at(source, 'spec.ref'));
  return {
    source: named,
    url,
    name: lastOf(url),
    // Helm writes "_" into a tag for "+", which no version has otherwise.
    version: asString(tag).replaceAll('_', '+') || asString(semver),
    digest: asString(digest),
  };
}

/** A chart as people name it: its address in an OCI registry, or that of its repository with its name behind it. */
export function addressOf({ url, name }: Pick<HelmChart, 'url' | 'name'>): string {
  return url.startsWith('oci://') ? url : `${url.replace(/\/$/, '')}/${name}`;
}

/** By what a HelmChart says, and a release that has one made. */
function fromTemplate(spec: unknown, namespace: string | undefined, find: Find): HelmChart {
  const chart = asString(at(spec, 'chart'));
  const source = reference(at(spec, 'sourceRef'), namespace);
  const { url, endpoint } = asRecord(find(kindOf(source), source.namespace, source.name)?.spec);
  const repository = asString(url) || asString(endpoint);
  const inRegistry = repository.startsWith('oci://');
  const version = asString(at(spec, 'version'));
  return { source, url: inRegistry ? `${repository}/${chart}` : repository, name: lastOf(chart), version, digest: '' };
}

function reference(value: unknown, ownNamespace: string | undefined) {
  const { kind, name, namespace } = asRecord(value);
  return { kind: asString(kind), name: asString(name), namespace: asString(namespace) || ownNamespace };
}

function kindOf({ kind }: { readonly kind: string }): string {
  return `source.toolkit.fluxcd.io/${kind}`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

// The Helm releases of dist/, each with its chart, as Flux' helm-controller reads them.
import { annotations } from '../../lib/platform.ts';
import { asString, at } from '../../render/fields.ts';
import { identity, identityOf } from '../../render/identity.ts';
import { stated } from '../../render/order/stated.ts';
import { readObjects, wholeObjectIn } from '../../render/read-objects.ts';

export interface Release {
  /** Its file. */
  readonly at: string;
  readonly cluster: string;
  readonly name: string;
  /** Where its objects go. */
  readonly namespace: string;
  /** The chart's OCI repository, `oci://registry/path/chart`, its exact version, and its digest; empty where none is pinned. */
  readonly chart: { readonly url: string; readonly version: string; readonly digest: string };
  readonly values: unknown;
  /** API groups whose definitions it says that it brings. */
  readonly provides: readonly string[];
  /** API groups that it says that its objects use. */
  readonly requires: readonly string[];
}

/** @throws Error for a file that holds no object, and for a release without the source that it names */
export function releasesIn(folder: string, clusters: readonly string[]): Release[] {
  return clusters.flatMap((cluster) => {
    const placed = readObjects(folder, [cluster])
      .filter(({ object }) => object.kind === 'HelmRelease' || object.kind === 'OCIRepository')
      .map(({ at: path }) => ({ path, object: wholeObjectIn(path) }));
    const sources = new Map(placed.map(({ object }) => [identity(object), object]));
    return placed
      .filter(({ object }) => object.kind === 'HelmRelease')
      .map(({ path, object }) => {
        const { name, namespace } = object.metadata;
        const source = asString(at(object, 'spec.chartRef.name'));
        const chart = sources.get(identityOf('source.toolkit.fluxcd.io/OCIRepository', namespace, source));
        if (!chart) throw new Error(`${path}: there is no OCIRepository "${source}"; npm run synth`);
        return {
          at: path,
          cluster,
          name,
          namespace: asString(at(object, 'spec.targetNamespace')),
          chart: {
            url: asString(at(chart, 'spec.url')),
            version: asString(at(chart, 'spec.ref.tag')),
            digest: asString(at(chart, 'spec.ref.digest')),
          },
          values: at(object, 'spec.values') ?? {},
          provides: stated(object, annotations.provides),
          requires: stated(object, annotations.requires),
        };
      });
  });
}

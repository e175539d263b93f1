// How a fleet keeps a chart of the platform and still has its own say in what Helm is told.
import type { HelmReleaseProps } from '../flux/helm-release.ts';
import { isMap } from '../is-map.ts';
import type { Quota } from '../namespace/namespace.ts';

/** What a fleet has otherwise in a release of the platform. */
export interface OwnRelease {
  /**
   * Another version of the chart, or this one held fast: a digest or a signer stands with the version that somebody looked at,
   * so that a newer package does not take it for another. @default the version that this one was tested with
   */
  readonly chart?: Pick<HelmReleaseProps, 'version' | 'digest' | 'signedBy'>;
  /** Values over the platform's: maps are merged, all else is replaced, as Helm does with one file over another. @default none */
  readonly values?: object;
}

/** The same, of a chart whose namespace the platform sizes. */
export interface OwnController extends OwnRelease {
  /** The ceiling for all pods of its namespace, where the values ask for more. @default the platform's */
  readonly quota?: Quota;
}

/** The chart that a fleet says over the platform's: its version never comes with the digest of another one. */
export function ownChart({ chart }: OwnRelease): OwnRelease['chart'] {
  return chart && { digest: undefined, ...chart };
}

/** Helm values, with what is the fleet's own over them. */
export function mergedValues(values: object, own: object = {}): object {
  const platform: Readonly<Record<string, unknown>> = { ...values };
  const merged = Object.entries(own).map(([key, value]) => {
    const under = platform[key];
    return [key, isMap(under) && isMap(value) ? mergedValues(under, value) : value];
  });
  return { ...platform, ...Object.fromEntries(merged) };
}

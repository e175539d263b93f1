// How long Helm may be at work on the releases of a chart: its Kustomization waits longer, so that Helm says what failed.
import { asArray, asRecord, asString, at } from './fields.ts';
import { identity, identityOf, kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

const helmRelease = 'helm.toolkit.fluxcd.io/HelmRelease';

/** What Flux gives a Helm action where a release does not say. Source: helm-controller's API reference, `.spec.timeout`. */
const usualTimeout = '5m0s';

const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof milliseconds;

/**
 * Minutes of a duration in Go's form, such as `1h30m` or `0.5h`; 0 of what Flux' definitions refuse.
 * Source: the pattern of each duration in Flux' definitions; Go, `time.ParseDuration`.
 */
export function goMinutes(duration: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(duration)) return 0;
  const parts = [...duration.matchAll(/([\d.]+)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * milliseconds[unit as Unit], 0) / milliseconds.m;
}

/** Minutes that the longest chain of releases takes, of which each waits for the one before; 0 where there is none. */
export function helmMinutes(objects: readonly KubeObject[]): number {
  const releases = objects.filter((object) => kindKey(object) === helmRelease);
  const byId = new Map(releases.map((release) => [identity(release), release]));
  const known = new Map<string, number>();
  const until = (id: string): number => {
    const release = byId.get(id);
    if (!release) return 0;
    const before = known.get(id);
    if (before !== undefined) return before;
    // A circle ends here; Flux would wait in it for ever.
    known.set(id, 0);
    const minutes = ownMinutes(release) + Math.max(0, ...awaited(release).map(until));
    known.set(id, minutes);
    return minutes;
  };
  return Math.max(0, ...[...byId.keys()].map(until));
}

/** One install or upgrade, and the tests after it. Source: helm-controller's API reference, `GetTimeout` of each action. */
function ownMinutes({ spec }: KubeObject): number {
  const minutes = (action: string): number =>
    goMinutes(asString(at(spec, `${action}.timeout`)) || asString(at(spec, 'timeout')) || usualTimeout);
  const tests = at(spec, 'test.enable') === true ? minutes('test') : 0;
  return Math.max(minutes('install'), minutes('upgrade')) + tests;
}

/** The releases that Flux has a release wait for. Source: helm-controller's API reference, `.spec.dependsOn`. */
function awaited({ metadata, spec }: KubeObject): string[] {
  return asArray(at(spec, 'dependsOn'))
    .map(asRecord)
    .map(({ name, namespace }) => identityOf(helmRelease, asString(namespace) || metadata.namespace, asString(name)));
}

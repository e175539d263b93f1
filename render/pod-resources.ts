// What one pod takes of its namespace's quota, with all that the API server fills in before it counts.
import { asArray, asRecord, at } from './fields.ts';
import type { Pod } from './pods.ts';
import { amount } from './quantity.ts';
import type { KubeObject } from './rendered.ts';

type Side = 'requests' | 'limits';
type AnyMap = Readonly<Record<string, unknown>>;

/** The entries of a namespace's LimitRanges that are about containers. */
export function containerLimits(limitRanges: readonly KubeObject[]): readonly AnyMap[] {
  return limitRanges
    .flatMap((object) => asArray(at(object, 'spec.limits')).map(asRecord))
    .filter(({ type }) => type === 'Container');
}

/**
 * What a pod asks for, by a quota's name for it: `requests.cpu` (or `cpu`) in cores, `limits.memory` in bytes. Containers that
 * run before the others share what these get later; undefined where some container says nothing, and nobody says it for it.
 * Source: Kubernetes, "Resource Management for Pods and Containers", "Sidecar Containers", "Limit Ranges".
 */
export function podAmount({ spec, containers }: Pod, name: string, limits: readonly AnyMap[]): number | undefined {
  const [side, resource] = sided(name);
  const ofPod = amount(asRecord(at(spec, `resources.${side}`))[resource]);
  const overhead = amount(asRecord(spec.overhead)[resource]) ?? 0;
  if (ofPod !== undefined) return ofPod + overhead;
  const own = new Set(asArray(spec.containers));
  let sidecars = 0;
  let together = 0;
  let before = 0;
  for (const container of containers) {
    const value = containerAmount(container.spec, side, resource, limits);
    if (value === undefined) return undefined;
    if (own.has(container.spec)) together += value;
    else if (container.spec.restartPolicy === 'Always') sidecars += value;
    else before = Math.max(before, sidecars + value);
  }
  return Math.max(together + sidecars, before) + overhead;
}

/** Where a container asks for more than its limit, its own or that of the namespace: the API server refuses such a pod. */
export function aboveLimit({ containers }: Pod, limits: readonly AnyMap[]): string[] {
  return containers.flatMap(({ field, spec }) =>
    Object.entries(asRecord(at(spec, 'resources.requests'))).flatMap(([resource, quantity]) => {
      const limit = containerAmount(spec, 'limits', resource, limits);
      const request = amount(quantity);
      return limit !== undefined && request !== undefined && request > limit
        ? [
            `${field}.resources.requests.${resource} is ${String(quantity)}, above the limit of ${saidLimit(spec, resource, limits)}`,
          ]
        : [];
    }),
  );
}

function saidLimit(spec: AnyMap, resource: string, limits: readonly AnyMap[]): string {
  const own = asRecord(at(spec, 'resources.limits'))[resource];
  return own === undefined ? `${String(defaultOf('limits', resource, limits))} that the namespace gives` : String(own);
}

function sided(name: string): readonly [Side, string] {
  if (name.startsWith('limits.')) return ['limits', name.slice('limits.'.length)];
  return ['requests', name.replace(/^requests\./, '')];
}

/** A limit without a request is the request too; what is still missing comes from the namespace. */
function containerAmount(spec: AnyMap, side: Side, resource: string, limits: readonly AnyMap[]): number | undefined {
  const said = (of: Side): unknown => asRecord(at(spec, `resources.${of}`))[resource];
  const own = said(side) ?? (side === 'requests' ? said('limits') : undefined);
  return amount(own ?? defaultOf(side, resource, limits));
}

/** A LimitRange that says less says the rest by that: the maximum is the default limit, and this the default request. */
function defaultOf(side: Side, resource: string, limits: readonly AnyMap[]): unknown {
  const keys = side === 'limits' ? ['default', 'max'] : ['defaultRequest', 'default', 'max', 'min'];
  for (const entry of limits)
    for (const key of keys) {
      const value = asRecord(entry[key])[resource];
      if (value !== undefined) return value;
    }
  return undefined;
}

// What one pod takes of its namespace's quota, with all that the API server fills in before it counts. Amounts are in billionths.
// Source: Kubernetes, "Resource Management for Pods and Containers", "Sidecar Containers", "Limit Ranges".
import { asArray, asRecord, at } from './fields.ts';
import type { Pod } from './pods.ts';
import { amount } from './quantity.ts';
import type { KubeObject } from './rendered.ts';

type Side = 'requests' | 'limits';
type AnyMap = Readonly<Record<string, unknown>>;

/** The entries of a namespace's LimitRanges: what containers are given, and what they and their pods may ask for. */
export function limitsIn(limitRanges: readonly KubeObject[]): readonly AnyMap[] {
  return limitRanges.flatMap((object) => asArray(at(object, 'spec.limits')).map(asRecord));
}

/**
 * What a pod asks for, by a quota's name for it: `requests.cpu` (or `cpu`), `limits.memory`. Undefined where some container must
 * say it and does not, and nobody says it for it.
 */
export function podAmount(pod: Pod, name: string, limits: readonly AnyMap[]): bigint | undefined {
  const [side, resource] = sided(name);
  const asked = ofPod(pod, side, resource) ?? ofContainers(pod, side, resource, limits);
  return asked === undefined ? undefined : asked + (amount(asRecord(pod.spec.overhead)[resource]) ?? 0n);
}

/** Why the API server would make no such pod, whatever else runs: it asks for more than its limits, or those of its namespace. */
export function aboveLimits(pod: Pod, limits: readonly AnyMap[]): string[] {
  return [
    ...pod.containers.flatMap(({ field, spec }) => aboveInContainer(field, spec, limits)),
    ...aboveInPod(pod, limits),
  ];
}

function sided(name: string): readonly [Side, string] {
  if (name.startsWith('limits.')) return ['limits', name.slice('limits.'.length)];
  return ['requests', name.replace(/^requests\./, '')];
}

/** What the pod says for all its containers. */
function ofPod(pod: Pod, side: Side, resource: string): bigint | undefined {
  const said = amount(saidOf(pod.spec, side, resource));
  if (said !== undefined || side === 'limits' || !saysSomething(pod.spec) || !shared.test(resource)) return said;
  // What it leaves open is, before the namespace adds to that, what its containers ask for; if they leave it open too, its limit.
  const isSilent = pod.containers.every(({ spec }) => containerSays(spec, 'requests', resource, []) === undefined);
  return isSilent ? amount(saidOf(pod.spec, 'limits', resource)) : ofContainers(pod, 'requests', resource, []);
}

/** What a pod can say for all its containers. Source: Kubernetes API, "PodSpec", `resources`. */
const shared = /^(?:cpu|memory|hugepages-.+)$/;

/** Containers that run before the others share what these get later. */
function ofContainers(
  { spec, containers }: Pod,
  side: Side,
  resource: string,
  limits: readonly AnyMap[],
): bigint | undefined {
  const own = new Set(asArray(spec.containers));
  const nothing = mustBeSaid.has(resource) && !saysSomething(spec) ? undefined : 0n;
  let sidecars = 0n;
  let together = 0n;
  let before = 0n;
  for (const container of containers) {
    const said = containerSays(container.spec, side, resource, limits);
    // What is no amount is refused elsewhere.
    const value = said === undefined ? nothing : (amount(said) ?? 0n);
    if (value === undefined) return undefined;
    if (own.has(container.spec)) together += value;
    else if (container.spec.restartPolicy === 'Always') sidecars += value;
    else if (sidecars + value > before) before = sidecars + value;
  }
  return together + sidecars > before ? together + sidecars : before;
}

/** A quota of these makes each container say them, unless the pod says something for all of them. */
const mustBeSaid = new Set(['cpu', 'memory']);

function saysSomething(spec: AnyMap): boolean {
  return resourcesIn([asRecord(spec.resources)]).length > 0;
}

function aboveInContainer(field: string, spec: AnyMap, limits: readonly AnyMap[]): string[] {
  return resourcesIn([asRecord(spec.resources), ...limits]).flatMap((resource) => {
    const says = (side: Side): unknown => containerSays(spec, side, resource, limits);
    const [request, limit] = [says('requests'), says('limits')];
    const place = (side: Side): string => `${field}.resources.${side}.${resource}`;
    const ownLimit = saidOf(spec, 'limits', resource);
    if (isAbove(request, limit))
      return [
        `${place('requests')} is ${String(request)}, above the limit of ${String(limit)}${ownLimit === undefined ? ' that the namespace gives' : ''}`,
      ];
    return ofType('Container', limits).flatMap(({ max, min }) => [
      ...beyond(place('limits'), limit, asRecord(max)[resource], 'no limit that the namespace asks for'),
      ...(isAbove(asRecord(min)[resource], request)
        ? [
            `${place('requests')} is ${String(request ?? 'not there')}, and the namespace asks for ${String(asRecord(min)[resource])}`,
          ]
        : []),
    ]);
  });
}

/** A maximum is also there to be told: who says no limit is refused. */
function beyond(place: string, value: unknown, max: unknown, missing: string): string[] {
  if (max === undefined) return [];
  if (value === undefined) return [`${place} is not there: ${missing}`];
  return isAbove(value, max)
    ? [`${place} is ${String(value)}, above the ${String(max)} that the namespace allows`]
    : [];
}

function aboveInPod(pod: Pod, limits: readonly AnyMap[]): string[] {
  const field = `${pod.specField}.resources`;
  const spoken = resourcesIn([
    asRecord(pod.spec.resources),
    ...pod.containers.map(({ spec }) => asRecord(spec.resources)),
  ]);
  if (!saysSomething(pod.spec)) return [];
  return spoken.flatMap((resource) => {
    const [request, limit] = [saidOf(pod.spec, 'requests', resource), saidOf(pod.spec, 'limits', resource)];
    const asked = ofContainers(pod, 'requests', resource, limits) ?? 0n;
    const least = ofPod(pod, 'requests', resource) ?? asked;
    const most = amount(limit);
    // Those that run before the others are not asked.
    const own = new Set(asArray(pod.spec.containers));
    const highest = pod.containers
      .filter(({ spec }) => own.has(spec))
      .find(({ spec }) => isAbove(containerSays(spec, 'limits', resource, limits), limit));
    return [
      ...(isAbove(request, limit) ? [`${field}.requests.${resource} is above its limit of ${String(limit)}`] : []),
      ...(asked > least
        ? [`its containers ask for more ${resource}, with what the namespace adds, than ${field}.requests says`]
        : []),
      ...(most !== undefined && asked > most
        ? [`its containers ask for more ${resource} than ${field}.limits says`]
        : []),
      ...(highest ? [`the limit of ${highest.field} is above the pod's (${resource}: ${String(limit)})`] : []),
    ];
  });
}

/** The names of all resources that are spoken of. */
function resourcesIn(maps: readonly AnyMap[]): string[] {
  return [...new Set(maps.flatMap((map) => Object.values(map).flatMap((side) => Object.keys(asRecord(side)))))];
}

function isAbove(one: unknown, other: unknown): boolean {
  const [left, right] = [amount(one), amount(other ?? undefined)];
  return left !== undefined && right !== undefined && left > right;
}

function saidOf(spec: AnyMap, side: Side, resource: string): unknown {
  return asRecord(at(spec, `resources.${side}`))[resource];
}

/** A limit without a request is the request too; what is still missing comes from the namespace. */
function containerSays(spec: AnyMap, side: Side, resource: string, limits: readonly AnyMap[]): unknown {
  const own = saidOf(spec, side, resource) ?? (side === 'requests' ? saidOf(spec, 'limits', resource) : undefined);
  return own ?? defaultOf(side, resource, limits);
}

/** A LimitRange that says less says the rest by that: the maximum is the default limit, and this the default request. */
function defaultOf(side: Side, resource: string, limits: readonly AnyMap[]): unknown {
  const keys = side === 'limits' ? ['default', 'max'] : ['defaultRequest', 'default', 'max', 'min'];
  for (const entry of ofType('Container', limits))
    for (const key of keys) {
      const value = asRecord(entry[key])[resource];
      if (value !== undefined) return value;
    }
  return undefined;
}

function ofType(type: string, limits: readonly AnyMap[]): readonly AnyMap[] {
  return limits.filter((entry) => entry.type === type);
}

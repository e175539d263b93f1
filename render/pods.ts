// Where an object holds pods: they are known by their shape, so that no kind can be missing from a list, and whatever reads
// pods reads them through here.
import { asArray, asRecord, asString, at } from './fields.ts';
import { apiGroup, kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';
import { fieldPath, follow } from './schema/pointer.ts';

type AnyMap = Readonly<Record<string, unknown>>;

/** The lists of a pod's spec that hold containers, those that run before the others first. */
export const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** What runs in a pod. */
export interface Container {
  /** Its place in the object: `spec.template.spec.containers[0]`. */
  readonly field: string;
  readonly spec: AnyMap;
  /** Whether a controller lays it over a container of its own, and so fills in what is missing. */
  readonly isPatch: boolean;
}

/** The spec of a pod, and what stands beside it. */
export interface Pod {
  /** The place of what holds the spec and the metadata: `spec.template`; empty where that is the object itself. */
  readonly field: string;
  /** The spec's place: `spec.template.spec`. */
  readonly specField: string;
  readonly labels: AnyMap;
  readonly annotations: AnyMap;
  readonly spec: AnyMap;
  readonly containers: readonly Container[];
}

/** An image that is pulled, and the field that names it; empty where nothing does. */
export interface Image {
  readonly field: string;
  readonly image: string;
}

/** The kinds that make pods of the template that they hold; a Pod is its own. */
const makers: ReadonlySet<string> = new Set([
  '/Pod',
  '/ReplicationController',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'batch/CronJob',
  'batch/Job',
]);

/** The pod that an object makes copies of; undefined for a kind that makes no pods itself. */
export function podTemplateOf(object: KubeObject): Pod | undefined {
  return makers.has(kindKey(object)) ? everyPod(object)[0] : undefined;
}

/** Every pod's spec in an object, whatever its kind. */
export function everyPod(object: KubeObject): readonly Pod[] {
  return found(object).pods;
}

/** Every container in an object: those of its pods, and what a custom resource says of a container in fields of its own. */
export function everyContainer(object: KubeObject): readonly Container[] {
  const { pods, others } = found(object);
  return [...pods.flatMap(({ containers }) => containers), ...others];
}

/** Every image that an object makes a node pull: of containers, and of volumes. */
export function everyImage(object: KubeObject): Image[] {
  return [
    ...everyContainer(object).flatMap(({ field, spec, isPatch }) => {
      const named = imageKeys.filter((key) => typeof spec[key] === 'string');
      const keys = named.length > 0 || isPatch ? named : ['image'];
      return keys.map((key) => ({ field: `${field}.${key}`, image: asString(spec[key]) }));
    }),
    ...everyPod(object).flatMap(({ specField, spec }) =>
      asArray(spec.volumes).flatMap((volume, index) => {
        const { image } = asRecord(volume);
        const field = `${specField}.volumes[${index}].image.reference`;
        return image === undefined ? [] : [{ field, image: asString(asRecord(image).reference) }];
      }),
    ),
  ];
}

/** `baseImage` is how Prometheus' operator once called it, and still takes it. */
const imageKeys = ['image', 'baseImage'];

interface Found {
  readonly pods: readonly Pod[];
  readonly others: readonly Container[];
}

const known = new WeakMap<KubeObject, Found>();

/** Once for each object: many checks ask. */
function found(object: KubeObject): Found {
  const before = known.get(object);
  if (before) return before;
  const candidates = placesIn(object);
  const pods = candidates.filter(({ value }) => isPodSpec(value)).map((place) => podAt(object, place));
  const inPods = new Set(pods.flatMap(({ containers }) => containers.map(({ spec }) => spec)));
  const others = candidates.filter(({ value }) => isContainer(value) && !inPods.has(value));
  const all = { pods, others: others.map((place) => ({ ...containerAt(object, place), isPatch: true })) };
  known.set(object, all);
  return all;
}

function podAt(object: KubeObject, { steps, value, owner }: Place): Pod {
  const holder = steps.slice(0, -1);
  return {
    field: fieldPath(object, holder),
    specField: fieldPath(object, steps),
    labels: asRecord(at(follow(object, holder), 'metadata.labels')),
    annotations: asRecord(at(follow(object, holder), 'metadata.annotations')),
    spec: value,
    containers: containerLists.flatMap((list) =>
      asArray(value[list]).map((spec, index) =>
        containerAt(object, { steps: [...steps, list, String(index)], value: asRecord(spec), owner }),
      ),
    ),
  };
}

/** A group with a dot is a custom one: its controller knows images that Git does not. */
function containerAt(object: KubeObject, { steps, value, owner }: Place): Container {
  return { field: fieldPath(object, steps), spec: value, isPatch: apiGroup(owner.apiVersion).includes('.') };
}

/** A map in an object. */
interface Place {
  readonly steps: readonly string[];
  readonly value: AnyMap;
  /** The nearest whole object around it. */
  readonly owner: Pick<KubeObject, 'apiVersion'>;
}

/**
 * The maps of an object that have the shape of a pod's spec or of a container. A Helm chart reads its values as it likes: of
 * these only whole objects count, which a chart passes on as they are.
 */
function placesIn(object: KubeObject): Place[] {
  const places: Place[] = [];
  search(object, kindKey(object) === 'helm.toolkit.fluxcd.io/HelmRelease' ? undefined : object, [], places);
  // The `image` of a volume on Ceph's block devices is a disk, not what a container runs.
  return places.filter(({ steps }) => steps.at(-1) !== 'rbd');
}

function search(value: AnyMap, around: Place['owner'] | undefined, steps: string[], places: Place[]): void {
  const owner = steps.length > 0 && isWhole(value) ? value : around;
  if (owner && (isPodSpec(value) || isContainer(value))) places.push({ steps: [...steps], value, owner });
  for (const [key, inner] of Object.entries(value)) {
    if (!isBranch(inner)) continue;
    steps.push(key);
    search(inner, owner, steps, places);
    steps.pop();
  }
}

/** Lists too: their elements stand under their indices. */
function isBranch(value: unknown): value is AnyMap {
  return typeof value === 'object' && value !== null;
}

function isWhole(map: AnyMap): map is AnyMap & Place['owner'] {
  return typeof map.apiVersion === 'string' && typeof map.kind === 'string';
}

function isPodSpec({ containers, initContainers, ephemeralContainers, volumes }: AnyMap): boolean {
  return [containers, initContainers, ephemeralContainers, volumes].some(Array.isArray);
}

function isContainer({ image, baseImage, env, envFrom }: AnyMap): boolean {
  return typeof image === 'string' || typeof baseImage === 'string' || Array.isArray(env) || Array.isArray(envFrom);
}

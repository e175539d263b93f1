// A pod that takes a key which its ConfigMap or Secret lacks never starts: its container cannot be created.
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import { identityOf, kindKey } from '../identity.ts';
import { keySelectors } from '../order/key-selectors.ts';
import { podReferences } from '../order/pod-uses.ts';
import { madeSecrets } from '../order/provides.ts';
import { everyPod } from '../pods.ts';
import type { KubeObject } from '../rendered.ts';
import type { Check } from './check.ts';

export const keyMissing: Check = (view) => {
  const known = keysIn(view);
  return view.objects.flatMap(({ at, object }) =>
    references(object).flatMap(({ kind, name, field, keys }) => {
      const there = known.get(identityOf(kind, object.metadata.namespace, name));
      if (!there) return [];
      return keys
        .filter((key) => !there.has(key))
        .map((key) => ({
          at,
          field,
          problem: `the ${kind.slice(1)} "${name}" has no key "${key}"`,
          write: there.size > 0 ? `one of its keys: ${[...there].join(', ')}` : 'a key that it has',
        }));
    }),
  );
};

interface KeyReference {
  readonly kind: string;
  readonly name: string;
  readonly field: string;
  readonly keys: readonly string[];
}

/** Pods among a Helm release's values are its chart's; its values come from one key of each object. */
function references(object: KubeObject): readonly KeyReference[] {
  if (kindKey(object) !== 'helm.toolkit.fluxcd.io/HelmRelease')
    return [
      ...keySelectors(object),
      ...everyPod(object).flatMap((pod) =>
        podReferences(pod).map(({ field, ...reference }) => ({ ...reference, field: `${pod.specField}.${field}` })),
      ),
    ];
  return asArray(fieldAt(object, 'spec.valuesFrom'))
    .map(asRecord)
    .flatMap(({ kind, name, valuesKey = 'values.yaml', optional }, index) =>
      optional === true
        ? []
        : [
            {
              kind: `/${asString(kind)}`,
              name: asString(name),
              field: `spec.valuesFrom[${index}]`,
              keys: [asString(valuesKey)],
            },
          ],
    );
}

/** The keys of one object; undefined where Git does not show them all. */
type Keys = readonly [id: string, keys: readonly string[] | undefined];

/** The keys of each ConfigMap and Secret, where Git shows them all. */
function keysIn(view: ClusterView): ReadonlyMap<string, ReadonlySet<string>> {
  // One that a release brings empty is filled by somebody else.
  const brought = view.brought
    .flatMap(({ objects }) => objects)
    .flatMap(({ object }) => keysOf(object))
    .filter(([, keys]) => keys === undefined || keys.length > 0);
  // One whose file is refused would have had them.
  const own = view.objects.flatMap(({ at, object }) =>
    keysOf(object).map(([id, keys]): Keys => [id, view.isRefused(at) ? undefined : keys]),
  );
  const made = new Map([...brought, ...own]);
  for (const [id, more] of view.objects.flatMap(({ object }) => addedKeys(object))) {
    const before = made.get(id);
    made.set(id, before && more && [...before, ...more]);
  }
  return new Map([...made].flatMap(([id, keys]) => (keys ? [[id, new Set(keys)] as const] : [])));
}

/** What goes into an object that another one makes. Of one that nothing in Git makes the keys stay unknown. */
function addedKeys(object: KubeObject): readonly Keys[] {
  const { namespace, name } = object.metadata;
  const { target } = asRecord(object.spec);
  const isAdded =
    kindKey(object) === 'external-secrets.io/ExternalSecret' && fieldAt(target, 'creationPolicy') === 'Merge';
  return isAdded
    ? [[identityOf('/Secret', namespace, asString(fieldAt(target, 'name')) || name), externalKeys(object)]]
    : [];
}

function keysOf(object: KubeObject): readonly Keys[] {
  const kind = kindKey(object);
  const { namespace, name } = object.metadata;
  if (kind === '/ConfigMap' || kind === '/Secret') {
    const own = ['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(asRecord(object[field])));
    // Kubernetes fills one of an account itself.
    const isFilled = object.type === 'kubernetes.io/service-account-token';
    return [[identityOf(kind, namespace, name), isFilled ? undefined : own]];
  }
  const keys = kind === 'external-secrets.io/ExternalSecret' ? externalKeys(object) : undefined;
  return madeSecrets(object).map((made) => [identityOf('/Secret', namespace, made), keys] as const);
}

/** Those that leave in a Secret what they find there. Source: External Secrets' API, "ExternalSecretCreationPolicy". */
const sharing = new Set<unknown>(['CreateOrMerge', 'Orphan']);

/** What a store or a template brings as a whole has keys that Git does not show, and so has a Secret that was there before. */
function externalKeys(object: KubeObject): readonly string[] | undefined {
  const { data, dataFrom, target } = asRecord(object.spec);
  if (asArray(dataFrom).length > 0 || fieldAt(target, 'template') !== undefined) return undefined;
  if (sharing.has(fieldAt(target, 'creationPolicy'))) return undefined;
  return asArray(data).map((each) => asString(asRecord(each).secretKey));
}

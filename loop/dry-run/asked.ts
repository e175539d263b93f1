// What the API server is asked of an object of dist/: the object, without what Flux takes out of it, and the pod that it makes.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { podTemplateOf } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { definition, withoutConversion } from '../definitions.ts';
import { ownNamespaces } from './settled.ts';

/** In every value of a Secret: not empty, and JSON, as some types of it ask. */
const anyValue = '{}';

/** As Flux sends it. Of an encrypted Secret nobody here has the values, and none is sent. */
export function asSent(object: KubeObject): KubeObject {
  if (kindKey(object) !== '/Secret') return object;
  const { sops: _stanza, data, stringData, ...secret } = object;
  return {
    ...secret,
    ...(data !== undefined && { data: withValues(data, Buffer.from(anyValue).toString('base64')) }),
    ...(stringData !== undefined && { stringData: withValues(stringData, anyValue) }),
  };
}

/** What puts an admission policy in force. */
export const policyBinding = 'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding';

/**
 * As it is made here: a definition without the server that converts between its versions, which would be asked about each object;
 * a policy denies, also where the cluster only warns so far, for a warning would be heard by nobody; but it leaves alone what the
 * dry run itself asks.
 */
export function asMade(object: KubeObject): KubeObject {
  switch (kindKey(object)) {
    case definition:
      return withoutConversion(object);
    case policyBinding:
      return denying(object);
    default:
      return asSent(object);
  }
}

function denying(binding: KubeObject): KubeObject {
  const matchResources = asRecord(at(binding, 'spec.matchResources'));
  const namespaceSelector = asRecord(matchResources.namespaceSelector);
  const elsewhere = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ownNamespaces };
  return {
    ...binding,
    spec: {
      ...asRecord(binding.spec),
      validationActions: ['Deny'],
      matchResources: {
        ...matchResources,
        namespaceSelector: {
          ...namespaceSelector,
          matchExpressions: [...asArray(namespaceSelector.matchExpressions), elsewhere],
        },
      },
    },
  };
}

function withValues(values: unknown, value: string): Record<string, string> {
  return Object.fromEntries(Object.keys(asRecord(values)).map((key) => [key, value]));
}

/** The pod that a controller makes of a workload; undefined for any other object, and for a Pod, which is asked as it is. */
export function podOf(object: KubeObject): KubeObject | undefined {
  const template = kindKey(object) === '/Pod' ? undefined : podTemplateOf(object);
  if (!template) return undefined;
  const { name, namespace } = object.metadata;
  const { labels, annotations, spec } = template;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, annotations } as KubeObject['metadata'],
    spec: { ...spec, volumes: withClaims(asArray(spec.volumes), object) },
  };
}

/** A StatefulSet adds a volume for each of its templates of claims, in the place of one of that name. */
function withClaims(volumes: readonly unknown[], { spec }: KubeObject): unknown[] {
  const claims = asArray(asRecord(spec).volumeClaimTemplates).map((claim) => asString(at(claim, 'metadata.name')));
  return [
    ...volumes.filter((volume) => !claims.includes(asString(asRecord(volume).name))),
    ...claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
  ];
}

/**
 * Whether Flux never changes an object that is there: it makes it anew, or leaves it. Flux documentation, "Kustomization",
 * "Controlling the apply behavior of resources".
 */
export function isNeverChanged({ metadata: { annotations = {} } }: KubeObject): boolean {
  const says = (name: string): string | undefined => annotations[`kustomize.toolkit.fluxcd.io/${name}`]?.toLowerCase();
  return (
    says('force') === 'enabled' ||
    says('reconcile') === 'disabled' ||
    ['ifnotpresent', 'ignore'].includes(says('ssa') ?? '')
  );
}

// What each kind of object uses, in one table: the order of the charts is derived from nothing else.
import { annotations } from '../../lib/platform.ts';
import { accountAnnotation, isTokenSecret } from '../../lib/secrets/token-secret.ts';
import { asArray, asRecord, asString, at } from '../fields.ts';
import { apiGroup, identityOf, kindKey } from '../identity.ts';
import { everyPod, type Pod } from '../pods.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';
import { isBuiltIn } from '../schema/index.ts';
import { podReferences } from './pod-uses.ts';
import type { Need, Use } from './reference.ts';
import { stated } from './stated.ts';

interface Reference {
  readonly field: string;
  readonly needs: Need;
}

type References = (object: KubeObject, namespace: string | undefined) => readonly Reference[];

/** References by kind. A kind that is not here refers to nothing but its namespace and its own definition. */
const byKind: Readonly<Record<string, References>> = {
  // Without the account Kubernetes deletes it.
  '/Secret': (object, namespace) => {
    const account = object.metadata.annotations?.[accountAnnotation];
    return isTokenSecret(object) && account !== 'default'
      ? toObject(`metadata.annotations.${accountAnnotation}`, '/ServiceAccount', namespace, account)
      : [];
  },
  'autoscaling/HorizontalPodAutoscaler': (object, namespace) => {
    const target = asRecord(at(object, 'spec.scaleTargetRef'));
    return toObject(
      'spec.scaleTargetRef',
      `${apiGroup(asString(target.apiVersion))}/${asString(target.kind)}`,
      namespace,
      target.name,
    );
  },
  '/PersistentVolumeClaim': (object) =>
    toObject('spec.storageClassName', 'storage.k8s.io/StorageClass', undefined, at(object, 'spec.storageClassName')),
  'rbac.authorization.k8s.io/RoleBinding': bindingReferences,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingReferences,
  'gateway.networking.k8s.io/HTTPRoute': (object, namespace) => [
    ...asArray(at(object, 'spec.parentRefs'))
      .map(asRecord)
      .flatMap((parent) =>
        toObject(
          'spec.parentRefs',
          'gateway.networking.k8s.io/Gateway',
          asString(parent.namespace) || namespace,
          parent.name,
        ),
      ),
    ...asArray(at(object, 'spec.rules'))
      .flatMap((rule) => asArray(asRecord(rule).backendRefs))
      .map(asRecord)
      .flatMap((backend) =>
        toObject('spec.rules.backendRefs', '/Service', asString(backend.namespace) || namespace, backend.name),
      ),
  ],
  'gateway.networking.k8s.io/Gateway': (object, namespace) => [
    ...toObject(
      'spec.gatewayClassName',
      'gateway.networking.k8s.io/GatewayClass',
      undefined,
      at(object, 'spec.gatewayClassName'),
    ),
    ...asArray(at(object, 'spec.listeners'))
      .flatMap((listener) => asArray(at(listener, 'tls.certificateRefs')))
      .map(asRecord)
      .flatMap((secret) =>
        toObject('spec.listeners.tls.certificateRefs', '/Secret', asString(secret.namespace) || namespace, secret.name),
      ),
  ],
  'cert-manager.io/Certificate': (object, namespace) => {
    const { kind, name } = asRecord(at(object, 'spec.issuerRef'));
    return kind === 'ClusterIssuer'
      ? toObject('spec.issuerRef', 'cert-manager.io/ClusterIssuer', undefined, name)
      : toObject('spec.issuerRef', 'cert-manager.io/Issuer', namespace, name);
  },
  'external-secrets.io/ExternalSecret': (object, namespace) => {
    const { kind, name } = asRecord(at(object, 'spec.secretStoreRef'));
    return kind === 'ClusterSecretStore'
      ? toObject('spec.secretStoreRef', 'external-secrets.io/ClusterSecretStore', undefined, name)
      : toObject('spec.secretStoreRef', 'external-secrets.io/SecretStore', namespace, name);
  },
  'external-secrets.io/SecretStore': (object, namespace) =>
    toObject(
      'spec.provider.azurekv.serviceAccountRef',
      '/ServiceAccount',
      namespace,
      at(object, 'spec.provider.azurekv.serviceAccountRef.name'),
    ),
  'helm.toolkit.fluxcd.io/HelmRelease': (object, namespace) => {
    const { kind, name } = asRecord(at(object, 'spec.chartRef'));
    const target = at(object, 'spec.targetNamespace');
    const required = stated(object, annotations.requires);
    const secrets = stated(object, annotations.secrets);
    return [
      ...toObject('spec.chartRef', `source.toolkit.fluxcd.io/${asString(kind)}`, namespace, name),
      ...toObject('spec.targetNamespace', '/Namespace', undefined, target),
      ...toObject('spec.storageNamespace', '/Namespace', undefined, at(object, 'spec.storageNamespace')),
      ...asArray(at(object, 'spec.valuesFrom'))
        .map(asRecord)
        .flatMap((values) => toObject('spec.valuesFrom', `/${asString(values.kind)}`, namespace, values.name)),
      ...required.map((group) => ({ field: `metadata.annotations.${annotations.requires}`, needs: { group } })),
      ...secrets.flatMap((name) =>
        toObject(`metadata.annotations.${annotations.secrets}`, '/Secret', asString(target), name),
      ),
    ];
  },
};

/** All that an object uses: its namespace, the definition of its kind, and what its fields name. */
export function usesOf(rendered: RenderedObject): Use[] {
  const { object } = rendered;
  const { namespace } = object.metadata;
  const references: Reference[] = [
    ...toObject('metadata.namespace', '/Namespace', undefined, namespace),
    ...(isBuiltIn(object.apiVersion, object.kind)
      ? []
      : [{ field: 'apiVersion', needs: { group: apiGroup(object.apiVersion) } }]),
    ...(byKind[kindKey(object)]?.(object, namespace) ?? []),
    ...podsOf(object).flatMap((pod) =>
      podReferences(pod).flatMap(({ kind, name, field, clusterScoped }) =>
        toObject(`${pod.specField}.${field}`, kind, clusterScoped ? undefined : namespace, name),
      ),
    ),
  ];
  return references.map((reference) => ({ by: rendered, ...reference }));
}

/** Pods among a Helm release's values use what its chart makes, which nobody sees here. */
function podsOf(object: KubeObject): readonly Pod[] {
  return kindKey(object) === 'helm.toolkit.fluxcd.io/HelmRelease' ? [] : everyPod(object);
}

function bindingReferences(object: KubeObject, namespace: string | undefined): Reference[] {
  const { kind, name } = asRecord(object.roleRef);
  const systemRole = asString(name).startsWith('system:');
  return [
    ...(systemRole
      ? []
      : toObject(
          'roleRef',
          `rbac.authorization.k8s.io/${asString(kind)}`,
          kind === 'Role' ? namespace : undefined,
          name,
        )),
    ...asArray(object.subjects)
      .map(asRecord)
      .filter((subject) => subject.kind === 'ServiceAccount' && subject.name !== 'default')
      .flatMap((subject) =>
        toObject('subjects', '/ServiceAccount', asString(subject.namespace) || namespace, subject.name),
      ),
  ];
}

function toObject(field: string, kind: string, namespace: string | undefined, name: unknown): Reference[] {
  return typeof name === 'string' && name !== ''
    ? [{ field, needs: { object: identityOf(kind, namespace, name) } }]
    : [];
}

// What each kind of object uses, in one table: the order of the charts is derived from nothing else.
import { annotations } from '../../lib/platform.ts';
import { accountAnnotation, isTokenSecret } from '../../lib/secrets/token-secret.ts';
import { asArray, asRecord, asString, at } from '../fields.ts';
import { apiGroup, identityOf, kindKey } from '../identity.ts';
import { everyPod, type Pod } from '../pods.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';
import { scaleTargetOf } from '../scalers.ts';
import { ingressBackends } from '../ingresses.ts';
import { isBuiltIn } from '../schema/index.ts';
import { backendsOf, certificatesOf, type Named, parentsOf, routeKinds } from '../routes.ts';
import { keySelectors } from './key-selectors.ts';
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
  'autoscaling/HorizontalPodAutoscaler': toScaled,
  'keda.sh/ScaledObject': (object, namespace) => [
    ...toScaled(object),
    ...asArray(at(object, 'spec.triggers'))
      .map((trigger) => asRecord(asRecord(trigger).authenticationRef))
      .flatMap(({ kind, name }, index) =>
        toObject(
          `spec.triggers[${index}].authenticationRef`,
          `keda.sh/${asString(kind) || 'TriggerAuthentication'}`,
          kind === 'ClusterTriggerAuthentication' ? undefined : namespace,
          name,
        ),
      ),
  ],
  'keda.sh/TriggerAuthentication': (object, namespace) =>
    [['secretTargetRef', '/Secret'] as const, ['configMapTargetRef', '/ConfigMap'] as const].flatMap(([field, kind]) =>
      asArray(at(object, `spec.${field}`)).flatMap((reference, index) =>
        toObject(`spec.${field}[${index}]`, kind, namespace, asRecord(reference).name),
      ),
    ),
  '/PersistentVolumeClaim': (object) => claimReferences('spec', object.spec),
  '/ServiceAccount': (object, namespace) =>
    asArray(object.imagePullSecrets).flatMap((secret, index) =>
      toObject(`imagePullSecrets[${index}]`, '/Secret', namespace, asRecord(secret).name),
    ),
  'apps/StatefulSet': (object, namespace) => [
    ...toObject('spec.serviceName', '/Service', namespace, at(object, 'spec.serviceName')),
    ...asArray(at(object, 'spec.volumeClaimTemplates')).flatMap((claim, index) =>
      claimReferences(`spec.volumeClaimTemplates[${index}].spec`, asRecord(claim).spec),
    ),
  ],
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding': (object) => policyReferences(object, 'Mutating'),
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhookReferences,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': (object) => policyReferences(object, 'Validating'),
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhookReferences,
  'apiextensions.k8s.io/CustomResourceDefinition': (object) =>
    toService('spec.conversion.webhook.clientConfig.service', object),
  'apiregistration.k8s.io/APIService': (object) => toService('spec.service', object),
  'networking.k8s.io/Ingress': ingressReferences,
  'rbac.authorization.k8s.io/RoleBinding': bindingReferences,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingReferences,
  ...Object.fromEntries(
    routeKinds.map((kind) => [
      kind,
      (object: KubeObject) => [...parentsOf(object), ...backendsOf(object)].map(toNamed),
    ]),
  ),
  'gateway.networking.k8s.io/BackendTLSPolicy': (object, namespace) => [
    ...asArray(at(object, 'spec.targetRefs')).flatMap((target, index) => {
      const { group, kind, name } = asRecord(target);
      return toObject(`spec.targetRefs[${index}]`, `${asString(group)}/${asString(kind)}`, namespace, name);
    }),
    ...asArray(at(object, 'spec.validation.caCertificateRefs')).flatMap((certificate, index) => {
      const { group, kind, name } = asRecord(certificate);
      const field = `spec.validation.caCertificateRefs[${index}]`;
      return toObject(field, `${asString(group)}/${asString(kind)}`, namespace, name);
    }),
  ],
  'gateway.networking.k8s.io/Gateway': (object) => [
    ...toObject(
      'spec.gatewayClassName',
      'gateway.networking.k8s.io/GatewayClass',
      undefined,
      at(object, 'spec.gatewayClassName'),
    ),
    ...certificatesOf(object).map(toNamed),
  ],
  'gateway.networking.k8s.io/ListenerSet': (object, namespace) => {
    const { namespace: place, name } = asRecord(at(object, 'spec.parentRef'));
    const gateway = 'gateway.networking.k8s.io/Gateway';
    return [
      ...toObject('spec.parentRef', gateway, asString(place) || namespace, name),
      ...certificatesOf(object).map(toNamed),
    ];
  },
  'cert-manager.io/Certificate': (object, namespace) => {
    const { kind, name } = asRecord(at(object, 'spec.issuerRef'));
    return kind === 'ClusterIssuer'
      ? toObject('spec.issuerRef', 'cert-manager.io/ClusterIssuer', undefined, name)
      : toObject('spec.issuerRef', 'cert-manager.io/Issuer', namespace, name);
  },
  'cert-manager.io/Issuer': (object, namespace) =>
    toObject('spec.ca.secretName', '/Secret', namespace, at(object, 'spec.ca.secretName')),
  'source.toolkit.fluxcd.io/Bucket': secretsAt('spec.secretRef', 'spec.certSecretRef', 'spec.proxySecretRef'),
  'source.toolkit.fluxcd.io/GitRepository': secretsAt('spec.secretRef', 'spec.proxySecretRef', 'spec.verify.secretRef'),
  'source.toolkit.fluxcd.io/HelmRepository': secretsAt('spec.secretRef', 'spec.certSecretRef'),
  'source.toolkit.fluxcd.io/OCIRepository': secretsAt(
    'spec.secretRef',
    'spec.certSecretRef',
    'spec.proxySecretRef',
    'spec.verify.secretRef',
  ),
  'notification.toolkit.fluxcd.io/Alert': (object, namespace) =>
    toObject(
      'spec.providerRef',
      'notification.toolkit.fluxcd.io/Provider',
      namespace,
      at(object, 'spec.providerRef.name'),
    ),
  'notification.toolkit.fluxcd.io/Provider': secretsAt('spec.secretRef', 'spec.certSecretRef', 'spec.proxySecretRef'),
  'notification.toolkit.fluxcd.io/Receiver': secretsAt('spec.secretRef'),
  'external-secrets.io/ClusterSecretStore': (object) => {
    const { namespace, name } = asRecord(at(object, 'spec.provider.azurekv.serviceAccountRef'));
    return toObject('spec.provider.azurekv.serviceAccountRef', '/ServiceAccount', asString(namespace), name);
  },
  'external-secrets.io/ExternalSecret': (object, namespace) => [
    ...toStore('spec.secretStoreRef', at(object, 'spec.secretStoreRef'), namespace),
    ...['spec.data', 'spec.dataFrom'].flatMap((list) =>
      asArray(at(object, list)).flatMap((each, index) =>
        toStore(`${list}[${index}].sourceRef.storeRef`, at(each, 'sourceRef.storeRef'), namespace),
      ),
    ),
    // What it adds to must be there.
    ...(at(object, 'spec.target.creationPolicy') === 'Merge'
      ? toObject('spec.target', '/Secret', namespace, at(object, 'spec.target.name') ?? object.metadata.name)
      : []),
    ...asArray(at(object, 'spec.target.template.templateFrom')).flatMap((source, index) =>
      [['configMap', '/ConfigMap'] as const, ['secret', '/Secret'] as const].flatMap(([field, kind]) =>
        toObject(`spec.target.template.templateFrom[${index}].${field}`, kind, namespace, at(source, `${field}.name`)),
      ),
    ),
  ],
  'external-secrets.io/PushSecret': (object, namespace) => [
    ...asArray(at(object, 'spec.secretStoreRefs')).flatMap((store, index) =>
      toStore(`spec.secretStoreRefs[${index}]`, store, namespace),
    ),
    ...secretsAt('spec.selector.secret')(object, namespace),
  ],
  'external-secrets.io/SecretStore': (object, namespace) =>
    toObject(
      'spec.provider.azurekv.serviceAccountRef',
      '/ServiceAccount',
      namespace,
      at(object, 'spec.provider.azurekv.serviceAccountRef.name'),
    ),
  'helm.toolkit.fluxcd.io/HelmRelease': (object, namespace) => {
    const target = at(object, 'spec.targetNamespace');
    const required = stated(object, annotations.requires);
    const secrets = stated(object, annotations.secrets);
    return [
      ...toSource(object, 'spec.chartRef'),
      ...toSource(object, 'spec.chart.spec.sourceRef'),
      ...asArray(at(object, 'spec.dependsOn'))
        .map(asRecord)
        .flatMap((release) =>
          toObject('spec.dependsOn', kindKey(object), asString(release.namespace) || namespace, release.name),
        ),
      ...secretsAt('spec.kubeConfig.secretRef', 'spec.chart.spec.verify.secretRef')(object, namespace),
      ...toObject('spec.targetNamespace', '/Namespace', undefined, target),
      ...toObject('spec.serviceAccountName', '/ServiceAccount', namespace, at(object, 'spec.serviceAccountName')),
      ...toObject('spec.storageNamespace', '/Namespace', undefined, at(object, 'spec.storageNamespace')),
      ...asArray(at(object, 'spec.valuesFrom'))
        .map(asRecord)
        .flatMap(({ kind, name, optional }, index) =>
          optional === true ? [] : toObject(`spec.valuesFrom[${index}]`, `/${asString(kind)}`, namespace, name),
        ),
      ...required.map((group) => ({ field: `metadata.annotations.${annotations.requires}`, needs: { group } })),
      ...secrets.flatMap((name) =>
        toObject(`metadata.annotations.${annotations.secrets}`, '/Secret', asString(target), name),
      ),
    ];
  },
  'source.toolkit.fluxcd.io/HelmChart': (object) => toSource(object, 'spec.sourceRef'),
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
    ...keySelectors(object).flatMap(({ kind, name, field }) => toObject(field, kind, namespace, name)),
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
      .filter((subject) => subject.kind === 'ServiceAccount')
      .flatMap((subject) =>
        toObject('subjects', '/ServiceAccount', asString(subject.namespace) || namespace, subject.name),
      ),
  ];
}

function claimReferences(field: string, claim: unknown): readonly Reference[] {
  const { storageClassName, volumeAttributesClassName } = asRecord(claim);
  return [
    ...toObject(`${field}.storageClassName`, 'storage.k8s.io/StorageClass', undefined, storageClassName),
    ...toObject(
      `${field}.volumeAttributesClassName`,
      'storage.k8s.io/VolumeAttributesClass',
      undefined,
      volumeAttributesClassName,
    ),
  ];
}

function policyReferences(object: KubeObject, prefix: string): readonly Reference[] {
  const kind = `admissionregistration.k8s.io/${prefix}AdmissionPolicy`;
  return toObject('spec.policyName', kind, undefined, at(object, 'spec.policyName'));
}

function webhookReferences(object: KubeObject): readonly Reference[] {
  return asArray(object.webhooks).flatMap((webhook, index) =>
    toService('clientConfig.service', asRecord(webhook), `webhooks[${index}].`),
  );
}

function toService(field: string, holder: unknown, place = ''): readonly Reference[] {
  const { namespace, name } = asRecord(at(holder, field));
  return toObject(place + field, '/Service', asString(namespace), name);
}

function ingressReferences(object: KubeObject, namespace: string | undefined): readonly Reference[] {
  return [
    ...toObject(
      'spec.ingressClassName',
      'networking.k8s.io/IngressClass',
      undefined,
      at(object, 'spec.ingressClassName'),
    ),
    ...ingressBackends(object).flatMap(({ field, name }) => toObject(field, '/Service', namespace, name)),
    ...asArray(at(object, 'spec.tls')).flatMap((tls, index) =>
      toObject(`spec.tls[${index}].secretName`, '/Secret', namespace, asRecord(tls).secretName),
    ),
  ];
}

/** Secrets of the object's own namespace, each named by one of these fields. */
function secretsAt(...fields: readonly string[]): References {
  return (object, namespace) =>
    fields.flatMap((field) => toObject(field, '/Secret', namespace, at(object, `${field}.name`)));
}

/** A store of External Secrets: of the namespace, unless it says that it is the cluster's. */
function toStore(field: string, store: unknown, namespace: string | undefined): readonly Reference[] {
  const { kind, name } = asRecord(store);
  return kind === 'ClusterSecretStore'
    ? toObject(field, 'external-secrets.io/ClusterSecretStore', undefined, name)
    : toObject(field, 'external-secrets.io/SecretStore', namespace, name);
}

function toScaled(scaler: KubeObject): Reference[] {
  const { id, name } = scaleTargetOf(scaler);
  return name === '' ? [] : [{ field: 'spec.scaleTargetRef', needs: { object: id } }];
}

function toNamed({ field, id }: Named): Reference {
  return { field, needs: { object: id } };
}

/** A source of Flux' that a field names. */
function toSource(object: KubeObject, field: string): Reference[] {
  const { kind, name, namespace } = asRecord(at(object, field));
  const place = asString(namespace) || object.metadata.namespace;
  return toObject(field, `source.toolkit.fluxcd.io/${asString(kind)}`, place, name);
}

function toObject(field: string, kind: string, namespace: string | undefined, name: unknown): Reference[] {
  return typeof name === 'string' && name !== ''
    ? [{ field, needs: { object: identityOf(kind, namespace, name) } }]
    : [];
}

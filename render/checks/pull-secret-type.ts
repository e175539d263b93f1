// A Secret of another type is no login to a registry, whatever it holds: the kubelet pulls without it, and the registry refuses.
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import { identityOf, kindKey } from '../identity.ts';
import { madeSecrets } from '../order/provides.ts';
import { everyPod } from '../pods.ts';
import type { KubeObject } from '../rendered.ts';
import type { Check } from './check.ts';

/** Source: Kubernetes documentation, "Pull an Image from a Private Registry"; `pkg/credentialprovider/secrets/secrets.go`. */
const logins = new Set(['kubernetes.io/dockercfg', 'kubernetes.io/dockerconfigjson']);

export const pullSecretType: Check = (view) => {
  const types = typesIn(view);
  return view.objects.flatMap(({ at, object }) =>
    pullSecrets(object).flatMap(({ field, name }) => {
      const type = types.get(identityOf('/Secret', object.metadata.namespace, name));
      return type === undefined || logins.has(type)
        ? []
        : [
            {
              at,
              field,
              problem: `the Secret "${name}" has the type ${type}, and a login to a registry another one`,
              write: 'a Secret of the type kubernetes.io/dockerconfigjson (of an ExternalSecret: target.template.type)',
            },
          ];
    }),
  );
};

function pullSecrets(object: KubeObject): { readonly field: string; readonly name: string }[] {
  const listed = (list: unknown, field: string) =>
    asArray(list).map((secret, index) => ({ field: `${field}[${index}]`, name: asString(asRecord(secret).name) }));
  return [
    ...(kindKey(object) === '/ServiceAccount' ? listed(object.imagePullSecrets, 'imagePullSecrets') : []),
    ...everyPod(object).flatMap(({ spec, specField }) =>
      listed(spec.imagePullSecrets, `${specField}.imagePullSecrets`),
    ),
  ];
}

/** The type of each Secret that Git shows, or that is made of what it shows. */
function typesIn(view: ClusterView): ReadonlyMap<string, string> {
  return new Map(
    view.all.flatMap(({ object }) => {
      const { namespace, name } = object.metadata;
      const names = kindKey(object) === '/Secret' ? [name] : madeSecrets(object);
      return names.map((made) => [identityOf('/Secret', namespace, made), typeOf(object)] as const);
    }),
  );
}

function typeOf(object: KubeObject): string {
  switch (kindKey(object)) {
    case '/Secret':
      return asString(object.type) || 'Opaque';
    case 'cert-manager.io/Certificate':
      return 'kubernetes.io/tls';
    default:
      return asString(fieldAt(object, 'spec.target.template.type')) || 'Opaque';
  }
}

// A store of the whole cluster holds other teams' secrets, and a store without an account reads as the operator itself.
import { together, where } from './cel.ts';
import type { ObjectPolicy, Sample } from './policy.ts';

const group = 'external-secrets.io';
const storeRef = { kind: 'SecretStore', name: 'own' };
const data = [{ secretKey: 'a', remoteRef: { key: 'a' } }];
const secret = (spec: object): Sample => ({
  apiVersion: `${group}/v1`,
  kind: 'ExternalSecret',
  spec: { secretStoreRef: storeRef, data, ...spec },
});
const vault = { authType: 'WorkloadIdentity', vaultUrl: 'https://vault.example' };
const store = (azurekv: object): Sample => ({
  apiVersion: `${group}/v1`,
  kind: 'SecretStore',
  spec: { provider: { azurekv: { ...vault, serviceAccountRef: { name: 'reader' }, ...azurekv } } },
});

/** One kind has fields that the other has not. */
const spec = 'dyn(o).spec';
const account = `${spec}.?provider.?azurekv.?serviceAccountRef`;
const kindIn = (reference: string): string => `${reference}.?kind.orValue('SecretStore')`;
const sources = ['data', 'dataFrom'].map((list) => {
  const kind = kindIn('e.?sourceRef.?storeRef');
  const field = `spec.${list}.sourceRef.storeRef.kind`;
  return `${spec}.?${list}.orValue([]).filter(e, ${kind} != 'SecretStore').map(e, '${field}=' + string(${kind}))`;
});

export const secretStores: ObjectPolicy = {
  name: 'secret-stores',
  kinds: ['externalsecrets', 'secretstores'].map((resource) => ({ group, version: 'v1', resource })),
  problem: "not a store of the application's own, or not with an account of its own",
  write: 'the kind SecretStore, and in the store a serviceAccountRef to an account of this namespace',
  ofObject: together(
    where(
      `${kindIn(`${spec}.?secretStoreRef`)} != 'SecretStore'`,
      `'spec.secretStoreRef.kind=' + string(${kindIn(`${spec}.?secretStoreRef`)})`,
    ),
    ...sources,
    where(`o.kind == 'SecretStore' && !${account}.hasValue()`, `'spec.provider.azurekv.serviceAccountRef'`),
    where(
      `${account}.?namespace.hasValue()`,
      `'spec.provider.azurekv.serviceAccountRef.namespace=' + string(${account}.?namespace.orValue(''))`,
    ),
  ),
  neighbours: [secret({}), secret({ secretStoreRef: { name: 'own' } }), store({})],
  mutants: {
    'a store of the whole cluster': secret({ secretStoreRef: { kind: 'ClusterSecretStore', name: 'all' } }),
    'a value of a store of the whole cluster': secret({
      data: [{ ...data[0], sourceRef: { storeRef: { kind: 'ClusterSecretStore', name: 'all' } } }],
    }),
    'all values of a store of the whole cluster': secret({
      dataFrom: [{ extract: { key: 'a' }, sourceRef: { storeRef: { kind: 'ClusterSecretStore', name: 'all' } } }],
    }),
    "a store with the operator's account": store({ serviceAccountRef: undefined }),
    "a store with another's account": store({ serviceAccountRef: { name: 'reader', namespace: 'other' } }),
  },
};

// Stand-in for External Secrets: a store is ready; an ExternalSecret needs its store, and makes the Secret it promises.
import { asArray, asRecord, asString, at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { ready, refused, type StandIn } from './stand-in.ts';

const apiVersion = 'external-secrets.io/v1';

export const externalSecretsStandIns: readonly StandIn[] = [
  { apiVersion, kind: 'SecretStore', judge: (object) => ready(object) },
  { apiVersion, kind: 'ClusterSecretStore', judge: (object) => ready(object) },
  {
    apiVersion,
    kind: 'ExternalSecret',
    judge: (object, { find }) => {
      const { kind = 'SecretStore', name } = asRecord(at(object, 'spec.secretStoreRef'));
      const namespace = kind === 'ClusterSecretStore' ? undefined : object.metadata.namespace;
      return find(`external-secrets.io/${asString(kind)}`, namespace, asString(name))
        ? ready(object, { makes: [secret(object)] })
        : refused(object, `there is no ${asString(kind)} "${asString(name)}"`);
    },
  },
];

/** Values are made up: nobody can read the store from here. */
function secret(object: KubeObject): KubeObject {
  const keys = asArray(at(object, 'spec.data')).map((entry) => asString(asRecord(entry).secretKey));
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: asString(at(object, 'spec.target.name')) || object.metadata.name,
      namespace: object.metadata.namespace,
    },
    data: Object.fromEntries(keys.map((key) => [key, Buffer.from('made by a stand-in').toString('base64')])),
  };
}

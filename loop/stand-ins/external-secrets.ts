// Stand-in for External Secrets: a store needs the account whose identity reads the vault; an ExternalSecret needs its
// store, and makes the Secret it promises.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { ready, refused, type StandIn, type Verdict, type World } from './stand-in.ts';

const apiVersion = 'external-secrets.io/v1';

export const externalSecretsStandIns: readonly StandIn[] = [
  { apiVersion, kind: 'SecretStore', judge: judgeStore },
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

const clientId = 'azure.workload.identity/client-id';

function judgeStore(object: KubeObject, { find }: World): Verdict {
  const name = asString(at(object, 'spec.provider.azurekv.serviceAccountRef.name'));
  if (name === '') return ready(object);
  const account = find('/ServiceAccount', object.metadata.namespace, name);
  if (!account) return refused(object, `there is no ServiceAccount "${name}"`);
  return account.metadata.annotations?.[clientId]
    ? ready(object)
    : refused(object, `ServiceAccount "${name}" has no annotation "${clientId}"`);
}

/** Values are made up: nobody can read the store from here. */
function secret(object: KubeObject): KubeObject {
  const values = asArray(at(object, 'spec.data')).map((entry) => asString(asRecord(entry).secretKey));
  const template = Object.keys(asRecord(at(object, 'spec.target.template.data')));
  const keys = template.length > 0 ? template : values;
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

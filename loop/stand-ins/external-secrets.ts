// Stand-in for External Secrets: a store needs the account whose identity reads the vault; an ExternalSecret needs its
// store, and makes the Secret it promises; a PushSecret needs both.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { matches } from './label-selector.ts';
import { ready, refused, type StandIn, type Verdict, type World } from './stand-in.ts';

const apiVersion = 'external-secrets.io/v1';

/** What the Key Vault holds, by the names of its secrets. What is not there has a value all the same, which opens nothing. */
export type Vault = Readonly<Record<string, string>>;

export const externalSecretsStandIns = (vault: Vault): readonly StandIn[] => [
  { apiVersion, kind: 'SecretStore', judge: judgeStore },
  { apiVersion, kind: 'ClusterSecretStore', judge: (object) => ready(object) },
  {
    apiVersion,
    kind: 'ExternalSecret',
    judge: (object, world) => {
      const problem = withoutStore(object, asRecord(at(object, 'spec.secretStoreRef')), world);
      return problem === undefined ? ready(object, { makes: [secret(object, vault)] }) : refused(object, problem);
    },
  },
  {
    apiVersion,
    kind: 'ClusterExternalSecret',
    judge: (object, world) => ready(object, { makes: externalSecrets(object, world) }),
  },
  { apiVersion: 'external-secrets.io/v1alpha1', kind: 'PushSecret', judge: judgePush },
];

function withoutStore(
  { metadata: { namespace } }: KubeObject,
  { kind = 'SecretStore', name }: Record<string, unknown>,
  { find }: World,
): string | undefined {
  return find(
    `external-secrets.io/${asString(kind)}`,
    kind === 'ClusterSecretStore' ? undefined : namespace,
    asString(name),
  )
    ? undefined
    : `there is no ${asString(kind)} "${asString(name)}"`;
}

/** One in each namespace that is meant. */
function externalSecrets({ metadata, spec }: KubeObject, { list }: World): KubeObject[] {
  const { externalSecretName, externalSecretSpec, namespaces, namespaceSelector, namespaceSelectors } = asRecord(spec);
  const selectors = [namespaceSelector, ...asArray(namespaceSelectors)].filter((selector) => selector !== undefined);
  const isMeant = ({ metadata }: KubeObject): boolean =>
    at(metadata, 'deletionTimestamp') === undefined &&
    (asArray(namespaces).includes(metadata.name) ||
      selectors.some((selector) => matches(selector, metadata.labels ?? {})));
  return list('/Namespace')
    .filter(isMeant)
    .map(({ metadata: { name: namespace } }) => ({
      apiVersion,
      kind: 'ExternalSecret',
      metadata: { name: asString(externalSecretName) || metadata.name, namespace },
      spec: externalSecretSpec,
    }));
}

/** A store or a Secret that is chosen by its labels is taken to be there. */
function judgePush(object: KubeObject, world: World): Verdict {
  const stores = asArray(at(object, 'spec.secretStoreRefs')).map(asRecord);
  const name = asString(at(object, 'spec.selector.secret.name'));
  const isMissing = name !== '' && !world.find('/Secret', object.metadata.namespace, name);
  const problem = stores
    .filter((store) => store.name !== undefined)
    .map((store) => withoutStore(object, store, world))
    .concat(isMissing ? `there is no Secret "${name}"` : undefined)
    .find((each) => each !== undefined);
  return problem === undefined ? ready(object) : refused(object, problem);
}

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
function secret(object: KubeObject, vault: Vault): KubeObject {
  const entries = asArray(at(object, 'spec.data')).map(asRecord);
  const held = new Map(
    entries.map(({ secretKey, remoteRef }) => [asString(secretKey), asString(at(remoteRef, 'key'))]),
  );
  const template = Object.keys(asRecord(at(object, 'spec.target.template.data')));
  const keys = template.length > 0 ? template : [...held.keys()];
  const value = (key: string): string => vault[held.get(key) ?? ''] ?? 'made by a stand-in';
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: asString(at(object, 'spec.target.name')) || object.metadata.name,
      namespace: object.metadata.namespace,
    },
    data: Object.fromEntries(keys.map((key) => [key, Buffer.from(value(key)).toString('base64')])),
  };
}

// The stand-ins for cert-manager and External Secrets make a Secret only where the real ones could.
import { describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../../render/rendered.ts';
import { certManagerStandIns } from '../../../loop/stand-ins/cert-manager.ts';
import { externalSecretsStandIns } from '../../../loop/stand-ins/external-secrets.ts';
import { judge, verdictOf, worldOf } from '../../../loop/stand-ins/world.ts';

const namespace = 'public-gateway';

const cases = [
  {
    what: 'a Certificate',
    standIns: certManagerStandIns,
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    spec: (ref: object) => ({ secretName: 'made', issuerRef: ref }),
    shared: 'ClusterIssuer',
    own: 'Issuer',
  },
  {
    what: 'an ExternalSecret',
    standIns: externalSecretsStandIns({}),
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    spec: (ref: object) => ({ target: { name: 'made' }, data: [{ secretKey: 'token' }], secretStoreRef: ref }),
    shared: 'ClusterSecretStore',
    own: 'SecretStore',
  },
] as const;

describe.each(cases)('$what', ({ standIns, apiVersion, kind, spec, shared, own }) => {
  const asking = (ref: object): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name: 'asked', namespace },
    spec: spec(ref),
  });
  const provider = (of: string, where?: string): KubeObject => ({
    apiVersion,
    kind: of,
    metadata: { name: 'source', ...(where && { namespace: where }) },
  });

  test.each([
    ['of the cluster', { kind: shared, name: 'source' }, provider(shared)],
    ['of its namespace', { kind: own, name: 'source' }, provider(own, namespace)],
    ['of its namespace where it names no kind', { name: 'source' }, provider(own, namespace)],
  ])('is ready with a provider %s, and its Secret is made', (_name, ref, given) => {
    expect(judge(standIns, given, worldOf([]))).toBe('ready');
    expect(verdictOf(standIns, asking(ref), worldOf([given]))).toMatchObject({
      ready: true,
      makes: [{ kind: 'Secret', metadata: { name: 'made', namespace } }],
    });
  });

  test.each([
    ['that is missing', { kind: shared, name: 'source' }, [], `there is no ${shared} "source"`],
    ['of another name', { kind: shared, name: 'other' }, [provider(shared)], `there is no ${shared} "other"`],
    ['of another namespace', { name: 'source' }, [provider(own, 'elsewhere')], `there is no ${own} "source"`],
    ['of another kind', { name: 'source' }, [provider(shared)], `there is no ${own} "source"`],
  ])('is refused with a provider %s, and makes no Secret', (_name, ref, given, because) => {
    const verdict = verdictOf(standIns, asking(ref), worldOf(given));
    expect(verdict).toMatchObject({ ready: false, because });
    expect(verdict).not.toHaveProperty('makes');
  });
});

describe('a SecretStore of a Key Vault', () => {
  const store: KubeObject = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: 'key-vault', namespace },
    spec: { provider: { azurekv: { serviceAccountRef: { name: 'reader' } } } },
  };
  const account = (annotations: Readonly<Record<string, string>>, where = namespace): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'reader', namespace: where, annotations },
  });
  const identity = { 'azure.workload.identity/client-id': 'of the reader' };

  test.each([
    ['is ready with an account that has an identity', [account(identity)], 'ready'],
    ['is refused without its account', [], 'there is no ServiceAccount "reader"'],
    [
      'is refused with an account of another namespace',
      [account(identity, 'elsewhere')],
      'there is no ServiceAccount "reader"',
    ],
    [
      'is refused with an account that has no identity',
      [account({})],
      'ServiceAccount "reader" has no annotation "azure.workload.identity/client-id"',
    ],
  ])('%s', (_name, objects, verdict) => {
    expect(judge(externalSecretsStandIns({}), store, worldOf(objects))).toBe(verdict);
  });
});

test('a Secret from a template holds the keys of the template alone', () => {
  const object: KubeObject = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'asked', namespace },
    spec: {
      secretStoreRef: { name: 'source' },
      data: [{ secretKey: 'password' }],
      target: { name: 'made', template: { data: { 'admin-user': 'admin', 'admin-password': '{{ .password }}' } } },
    },
  };
  const store: KubeObject = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: 'source', namespace },
  };
  expect(verdictOf(externalSecretsStandIns({}), object, worldOf([store]))).toMatchObject({
    makes: [{ data: { 'admin-user': expect.any(String), 'admin-password': expect.any(String) } }],
  });
});

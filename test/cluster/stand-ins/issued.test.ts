// The stand-ins for cert-manager and External Secrets make a Secret only where the real ones could.
import { describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../../render/rendered.ts';
import { certManagerStandIns } from './cert-manager.ts';
import { externalSecretsStandIns } from './external-secrets.ts';
import { judge, verdictOf, worldOf } from './world.ts';

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
    standIns: externalSecretsStandIns,
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

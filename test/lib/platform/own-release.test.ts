// What a fleet has its own say in, where it keeps a chart of the platform.
import { describe, expect, test } from '@jest/globals';
import { App, type Chart } from 'cdk8s';
import { CertManager } from '../../../lib/platform/cert-manager.ts';
import { ExternalSecrets } from '../../../lib/platform/external-secrets.ts';
import { mergedValues, ownChart, type OwnRelease } from '../../../lib/platform/own-release.ts';
import { PrometheusCrds } from '../../../lib/platform/prometheus-crds.ts';
import { PrometheusStack } from '../../../lib/platform/prometheus-stack.ts';
import { asRecord, at } from '../../../render/fields.ts';
import { settings as cluster } from './platform-settings.ts';

describe.each([
  ['cert-manager', CertManager],
  ['external-secrets', ExternalSecrets],
  ['prometheus-crds', PrometheusCrds],
  ['kube-prometheus-stack', PrometheusStack],
])('the release of %s', (_name, Platform) => {
  /** Its OCIRepository and its HelmRelease. */
  function made(own?: OwnRelease): readonly Record<string, unknown>[] {
    const chart: Chart = new Platform(new App(), { cluster, image: () => '' }, own);
    const objects = (chart.toJson() as unknown[]).map(asRecord);
    return ['OCIRepository', 'HelmRelease'].map((kind) => asRecord(objects.find((object) => object.kind === kind)));
  }

  test('has the version, the digest and the signer of the fleet', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const signedBy = { issuer: 'https://issuer.example', subject: 'https://signer.example' };
    const [source] = made({ chart: { version: '9.9.9', digest, signedBy } });
    expect(at(source, 'spec.ref')).toEqual({ tag: '9.9.9', digest });
    expect(at(source, 'spec.verify.matchOIDCIdentity')).toEqual([
      { issuer: '^https://issuer\\.example$', subject: '^https://signer\\.example$' },
    ]);
  });

  test("has the fleet's values beside the platform's, and is else the same", () => {
    const [source, release] = made();
    const [ownSource, ownRelease] = made({ values: { ours: { deep: true } } });
    expect(ownSource).toEqual(source);
    const values = asRecord(at(release, 'spec.values'));
    expect(Object.keys(values)).not.toHaveLength(0);
    expect(ownRelease).toEqual({
      ...release,
      spec: { ...asRecord(release?.spec), values: { ...values, ours: { deep: true } } },
    });
  });
});

test.each([CertManager, ExternalSecrets])('the namespace of a controller has the quota of the fleet', (Platform) => {
  const quota = { cpu: '7', memory: '9Gi', pods: 11 };
  const chart = new Platform(new App(), { cluster, image: () => '' }, { quota });
  const made = (chart.toJson() as unknown[]).map(asRecord).find(({ kind }) => kind === 'ResourceQuota');
  expect(at(made, 'spec.hard')).toMatchObject({ 'requests.cpu': '7', 'limits.memory': '9Gi', pods: '11' });
});

test('the digest of the platform is not taken for that of another version', () => {
  const platform = { version: '1.0.0', digest: `sha256:${'a'.repeat(64)}` };
  expect({ ...platform, ...ownChart({ chart: { version: '2.0.0' } }) }).toEqual({ version: '2.0.0' });
  expect({ ...platform, ...ownChart({}) }).toEqual(platform);
});

describe('values', () => {
  test.each([
    ['a map into a map', { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
    ['a list for a list', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['a scalar for a map', { a: { b: 1 } }, { a: false }, { a: false }],
    ['a map for a scalar', { a: false }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['nothing', { a: 1 }, {}, { a: 1 }],
  ])('are merged: %s', (_what, platform, own, expected) => expect(mergedValues(platform, own)).toEqual(expected));
});

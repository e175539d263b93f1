// A Secret, a store or an account that a custom resource names must come from somewhere: its controller would wait for it, or pass
// the whole object over with a word in its log.
import { expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { findingsOf } from '../support/synthesize.ts';

type Fields = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, spec: Fields, name = 'a'): Fields => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'default' },
  spec,
});

/** What is there under the name `there`: a Secret and a ConfigMap with the key `a`, a store and an account. */
const there: readonly Fields[] = [
  object(
    'external-secrets.io/v1',
    'ExternalSecret',
    { secretStoreRef: { name: 'there' }, data: [{ secretKey: 'a', remoteRef: { key: 'a' } }] },
    'there',
  ),
  object(
    'external-secrets.io/v1',
    'SecretStore',
    { provider: { azurekv: { vaultUrl: 'https://a.vault.azure.net', authType: 'ManagedIdentity' } } },
    'there',
  ),
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'there', namespace: 'default' }, data: { a: 'a' } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'there', namespace: 'default' } },
];

/** What is wrong with references, each as `code field`. */
function refused(made: Fields): string[] {
  const findings = findingsOf({
    a: (chart: Chart) => [...there, made].forEach((each, index) => new ApiObject(chart, `o${index}`, each as never)),
  });
  return findings
    .filter(({ code, field }) => ['key-missing', 'no-provider'].includes(code) && field !== 'apiVersion')
    .map(({ code, field }) => `${code} ${field}`);
}

const monitor = (endpoint: Fields): Fields =>
  object('monitoring.coreos.com/v1', 'ServiceMonitor', { selector: {}, endpoints: [endpoint] });
const ofFlux = (kind: string, spec: Fields): Fields =>
  object('source.toolkit.fluxcd.io/v1', kind, { interval: '1h', ...spec });
const external = (spec: Fields): Fields =>
  object('external-secrets.io/v1', 'ExternalSecret', {
    secretStoreRef: { name: 'there' },
    data: [{ secretKey: 'a', remoteRef: { key: 'a' } }],
    ...spec,
  });
const data = [{ secretKey: 'a', remoteRef: { key: 'a' } }];

test.each<[string, (name: string) => Fields, string]>([
  [
    'the password of a scrape',
    (name) => monitor({ basicAuth: { password: { name, key: 'a' } } }),
    'spec.endpoints[0].basicAuth.password',
  ],
  [
    'the authority of a scrape',
    (name) => monitor({ tlsConfig: { ca: { configMap: { name, key: 'a' } } } }),
    'spec.endpoints[0].tlsConfig.ca.configMap',
  ],
  [
    'the address of a chat',
    (name) =>
      object('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', {
        route: { receiver: 'chat' },
        receivers: [{ name: 'chat', slackConfigs: [{ channel: '#a', apiURL: { name, key: 'a' } }] }],
      }),
    'spec.receivers[0].slackConfigs[0].apiURL',
  ],
  [
    'the login to charts',
    (name) => ofFlux('HelmRepository', { url: 'https://a', secretRef: { name } }),
    'spec.secretRef',
  ],
  [
    'the authority of charts',
    (name) => ofFlux('HelmRepository', { url: 'https://a', certSecretRef: { name } }),
    'spec.certSecretRef',
  ],
  [
    'the login to a repository',
    (name) => ofFlux('GitRepository', { url: 'ssh://a', secretRef: { name } }),
    'spec.secretRef',
  ],
  [
    'the login to a bucket',
    (name) => ofFlux('Bucket', { endpoint: 'a', bucketName: 'a', secretRef: { name } }),
    'spec.secretRef',
  ],
  [
    'the login to another cluster',
    (name) =>
      object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', {
        interval: '1h',
        chartRef: { kind: 'GitRepository', name: 'fleetwright', namespace: 'cluster-config' },
        kubeConfig: { secretRef: { name } },
      }),
    'spec.kubeConfig.secretRef',
  ],
  [
    'the token of a hook',
    (name) =>
      object('notification.toolkit.fluxcd.io/v1', 'Receiver', { type: 'generic', secretRef: { name }, resources: [] }),
    'spec.secretRef',
  ],
  [
    'the login to a zone',
    (name) =>
      object('cert-manager.io/v1', 'Issuer', {
        acme: {
          server: 'https://acme.example.com',
          privateKeySecretRef: { name: 'made', key: 'tls.key' },
          solvers: [{ dns01: { cloudflare: { apiTokenSecretRef: { name, key: 'a' } } } }],
        },
      }),
    'spec.acme.solvers[0].dns01.cloudflare.apiTokenSecretRef',
  ],
  [
    'the login to a vault',
    (name) =>
      object('external-secrets.io/v1', 'SecretStore', {
        provider: {
          azurekv: {
            vaultUrl: 'https://a.vault.azure.net',
            authType: 'ServicePrincipal',
            authSecretRef: { clientId: { name, key: 'a' } },
          },
        },
      }),
    'spec.provider.azurekv.authSecretRef.clientId',
  ],
  [
    'the account of a store of the cluster',
    (name) => ({
      ...object('external-secrets.io/v1', 'ClusterSecretStore', {
        provider: {
          azurekv: { vaultUrl: 'https://a.vault.azure.net', serviceAccountRef: { name, namespace: 'default' } },
        },
      }),
      metadata: { name: 'a' },
    }),
    'spec.provider.azurekv.serviceAccountRef',
  ],
  [
    'the store of one value',
    (name) => external({ data: [{ ...data[0], sourceRef: { storeRef: { name } } }] }),
    'spec.data[0].sourceRef.storeRef',
  ],
  [
    'the store of all values',
    (name) => external({ dataFrom: [{ find: { path: 'a' }, sourceRef: { storeRef: { name } } }] }),
    'spec.dataFrom[0].sourceRef.storeRef',
  ],
  [
    'the text of a template',
    (name) => external({ target: { template: { templateFrom: [{ configMap: { name, items: [{ key: 'a' }] } }] } } }),
    'spec.target.template.templateFrom[0].configMap',
  ],
  [
    'the Secret that values are added to',
    (name) => external({ target: { name, creationPolicy: 'Merge' } }),
    'spec.target',
  ],
  [
    'the Secret that is pushed',
    (name) =>
      object('external-secrets.io/v1alpha1', 'PushSecret', {
        secretStoreRefs: [{ name: 'there' }],
        selector: { secret: { name } },
      }),
    'spec.selector.secret',
  ],
  [
    'the store that it is pushed to',
    (name) =>
      object('external-secrets.io/v1alpha1', 'PushSecret', {
        secretStoreRefs: [{ name }],
        selector: { secret: { name: 'there' } },
      }),
    'spec.secretStoreRefs[0]',
  ],
])('%s is followed', (_what, naming, field) => {
  expect(refused(naming('gone'))).toEqual([`no-provider ${field}`]);
  expect(refused(naming('there'))).toEqual([]);
});

test('a key that the Secret lacks is missing, and one that need not be there is not', () => {
  const password = { name: 'there', key: 'gone' };
  expect(refused(monitor({ basicAuth: { password } }))).toEqual(['key-missing spec.endpoints[0].basicAuth.password']);
  expect(refused(monitor({ basicAuth: { password: { ...password, optional: true } } }))).toEqual([]);
  expect(refused(monitor({ basicAuth: { password: { ...password, key: 'a' } } }))).toEqual([]);
});

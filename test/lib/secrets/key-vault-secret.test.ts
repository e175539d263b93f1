// What a service gets from Key Vault: objects that External Secrets understands, safe where nothing is said, refused where wrong.
import { describe, expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { KeyVaultSecret, type KeyVaultSecretProps } from '../../../lib/secrets/key-vault-secret.ts';
import { KeyVaultStore, type KeyVaultStoreProps } from '../../../lib/secrets/key-vault-store.ts';
import { HelmRelease } from '../../../lib/flux/helm-release.ts';
import { WebService } from '../../../lib/workload/web-service.ts';
import { at } from '../../../render/fields.ts';
import { type Charts, findingsOf, objectsOf, only, renderCharts } from '../../support/synthesize.ts';
import { good, settingFaults, shop } from '../workload/service.ts';

const vault: KeyVaultStoreProps = {
  vaultUrl: 'https://kv-shop.vault.azure.net',
  tenantId: '11111111-2222-3333-4444-555555555555',
  clientId: '66666666-7777-8888-9999-aaaaaaaaaaaa',
};

/** Brings the kinds of External Secrets along. */
const operator: Charts = {
  operator: (chart) =>
    void new HelmRelease(chart, 'external-secrets', {
      url: 'oci://example.azurecr.io/charts/external-secrets',
      version: '1.3.2',
      namespace: 'default',
      provides: ['external-secrets.io'],
    }),
};

type Change = Partial<Omit<KeyVaultSecretProps, 'store'>>;

function makeSecret(chart: Chart, change: Change = {}, store: Partial<KeyVaultStoreProps> = {}): KeyVaultSecret {
  return new KeyVaultSecret(chart, 'mail', {
    store: new KeyVaultStore(chart, 'key-vault', { ...vault, ...store }),
    keys: { password: 'shop-mail-password' },
    ...change,
  });
}

const charts = (change?: Change, store?: Partial<KeyVaultStoreProps>): Charts => ({
  ...operator,
  ...shop((chart) => void makeSecret(chart, change, store)),
});

const externalSecret = (change?: Change) => only(objectsOf(charts(change)), 'ExternalSecret').spec;

test('the vault is read with workload identity, under an account of the namespace that no pod uses', () => {
  const objects = objectsOf(charts());
  expect(findingsOf(charts())).toEqual([]);
  expect(only(objects, 'ServiceAccount')).toMatchObject({
    metadata: {
      name: 'key-vault',
      namespace: 'shop',
      annotations: {
        'azure.workload.identity/client-id': vault.clientId,
        'azure.workload.identity/tenant-id': vault.tenantId,
      },
    },
    automountServiceAccountToken: false,
  });
  expect(only(objects, 'SecretStore')).toMatchObject({
    metadata: { name: 'key-vault', namespace: 'shop' },
    spec: {
      provider: {
        azurekv: {
          authType: 'WorkloadIdentity',
          vaultUrl: vault.vaultUrl,
          tenantId: vault.tenantId,
          serviceAccountRef: { name: 'key-vault' },
        },
      },
    },
  });
});

test.each([
  ['the public cloud', 'https://kv-shop.vault.azure.net', undefined],
  ['China', 'https://kv-shop.vault.azure.cn', 'ChinaCloud'],
  ['the government of the United States', 'https://kv-shop.vault.usgovcloudapi.net', 'USGovernmentCloud'],
])('a vault of the cloud for %s is asked there', (_name, vaultUrl, environment) => {
  const made = charts({}, { vaultUrl });
  expect(findingsOf(made)).toEqual([]);
  expect(at(only(objectsOf(made), 'SecretStore'), 'spec.provider.azurekv.environmentType')).toBe(environment);
});

test('where nothing is said, the Secret is looked at hourly, goes with its declaration, and outlives a slip in the vault', () => {
  expect(externalSecret()).toEqual({
    refreshInterval: '60m',
    secretStoreRef: { kind: 'SecretStore', name: 'key-vault' },
    target: { name: 'mail', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: [{ secretKey: 'password', remoteRef: { key: 'shop-mail-password' } }],
  });
});

test('all of it can be said', () => {
  const template = { type: 'kubernetes.io/basic-auth', data: { username: 'shop', password: '{{ .password | trim }}' } };
  expect(
    externalSecret({ template, refreshMinutes: 5, creationPolicy: 'Orphan', deletionPolicy: 'Merge' }),
  ).toMatchObject({
    refreshInterval: '5m',
    target: { creationPolicy: 'Orphan', deletionPolicy: 'Merge', template },
  });
});

describe('its order', () => {
  const dependsOn = (all: Charts, chart: string): unknown =>
    at(
      renderCharts(all).objects.find(({ layer, object }) => layer === 'flux' && object.metadata.name === chart)?.object,
      'spec.dependsOn',
    );

  test('comes after External Secrets', () => {
    expect(dependsOn(charts(), 'shop')).toEqual([expect.objectContaining({ name: 'operator' })]);
  });

  test('comes before a release whose pods use it', () => {
    const release: Charts = {
      release: (chart) =>
        void new HelmRelease(chart, 'mailer', {
          url: 'oci://example.azurecr.io/charts/mailer',
          version: '1.0.0',
          namespace: 'shop',
          secrets: ['mail'],
        }),
    };
    expect(dependsOn({ ...charts(), ...release }, 'release')).toEqual([expect.objectContaining({ name: 'shop' })]);
    expect(
      findingsOf({ ...operator, ...shop(() => undefined), ...release }).map(({ code, field, problem }) => [
        code,
        field,
        problem,
      ]),
    ).toEqual([
      ['no-provider', 'metadata.annotations.fleetwright.dev/secrets', expect.stringContaining('Secret shop/mail')],
    ]);
  });
});

test('a service reads it from files; synth cannot see the values, so no checksum claims that it could', () => {
  const objects = objectsOf({
    ...operator,
    ...shop((chart) => {
      const secret = makeSecret(chart);
      new WebService(chart, 'shop', { ...good, mounts: [secret.at('/run/secrets/mail')] });
    }),
  });
  const template = at(only(objects, 'Deployment'), 'spec.template');
  expect(at(template, 'spec.volumes')).toEqual([{ name: 'mail', secret: { secretName: 'mail', defaultMode: 0o440 } }]);
  expect(at(template, 'metadata.annotations')).toBeUndefined();
});

describe('refused, with the field and the remedy', () => {
  test.each<[string, Change, string]>([
    ['no key at all', { keys: {} }, 'keys: is empty; write: one key or more'],
    [
      'a key that no Secret can have',
      { keys: { 'pass word': 'a' } },
      'keys: "pass word" is no key of a ConfigMap or Secret; write: letters, digits, "-", "_" and "."',
    ],
    [
      'a name that Key Vault does not know',
      { keys: { password: 'shop_mail' } },
      'keys.password: "shop_mail" is no name of a secret in Key Vault; write: letters, digits and "-", 127 characters at most',
    ],
    [
      'a template with a value that is not there',
      { template: { data: { url: 'smtp://shop:{{.passwort}}@mail' } } },
      'template.data.url: uses ".passwort", which is not among keys; write: one of ".password", or "passwort" in keys',
    ],
    [
      'a look every moment',
      { refreshMinutes: 0 },
      'refreshMinutes: 0 is not a whole number from 1 to 1440; write: 1 to 1440',
    ],
    [
      'a Secret to be deleted by whom it does not belong to',
      { creationPolicy: 'Orphan', deletionPolicy: 'Delete' },
      'deletionPolicy: "Delete" would delete a Secret that creationPolicy "Orphan" leaves alone; write: "Retain", or creationPolicy "Owner"',
    ],
  ])('%s', (_name, change, fault) => {
    expect(settingFaults(charts(change))).toEqual([fault]);
  });

  test.each<[string, Partial<KeyVaultStoreProps>, string]>([
    [
      'a vault without https',
      { vaultUrl: 'kv-shop.vault.azure.net' },
      'vaultUrl: "kv-shop.vault.azure.net" is no address of a Key Vault; write: "https://<name>.vault.azure.net", without a slash at the end; in the other clouds of Azure vault.azure.cn or vault.usgovcloudapi.net',
    ],
    [
      'a vault with a slash at the end',
      { vaultUrl: `${vault.vaultUrl}/` },
      `vaultUrl: "${vault.vaultUrl}/" is no address of a Key Vault; write: "https://<name>.vault.azure.net", without a slash at the end; in the other clouds of Azure vault.azure.cn or vault.usgovcloudapi.net`,
    ],
    [
      'a vault of no cloud',
      { vaultUrl: 'https://kv-shop.vault.azure.example' },
      'vaultUrl: "https://kv-shop.vault.azure.example" is no address of a Key Vault; write: "https://<name>.vault.azure.net", without a slash at the end; in the other clouds of Azure vault.azure.cn or vault.usgovcloudapi.net',
    ],
    [
      'a tenant by its name',
      { tenantId: 'example.onmicrosoft.com' },
      'tenantId: "example.onmicrosoft.com" is no GUID; write: the id as az prints it: 36 characters, lower case',
    ],
    [
      'an identity by its name',
      { clientId: 'shop' },
      'clientId: "shop" is no GUID; write: the id as az prints it: 36 characters, lower case',
    ],
  ])('%s', (_name, store, fault) => {
    expect(settingFaults(charts({}, store))).toEqual([fault]);
  });

  test('a store of another namespace', () => {
    let store: KeyVaultStore | undefined;
    const elsewhere: Charts = {
      ...operator,
      'kube-system': (chart) => void (store = new KeyVaultStore(chart, 'key-vault', vault)),
      ...shop((chart) => {
        if (store) new KeyVaultSecret(chart, 'mail', { store, keys: { password: 'shop-mail-password' } });
      }),
    };
    expect(settingFaults(elsewhere)).toEqual([
      'store: is in the namespace "kube-system", not in "shop"; write: a KeyVaultStore of the same namespace',
    ]);
  });
});

// Settings of the platform's charts: what is missing, of another kind or beyond its limits is told once, of the cluster.
import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { ComposedCluster } from '../../../lib/composed-cluster.ts';
import { AlertReceivers } from '../../../lib/platform/alert-receivers.ts';
import { CertManager } from '../../../lib/platform/cert-manager.ts';
import { ExternalSecrets } from '../../../lib/platform/external-secrets.ts';
import { GrafanaAdmin } from '../../../lib/platform/grafana-admin.ts';
import { Issuers } from '../../../lib/platform/issuers.ts';
import { Policies } from '../../../lib/platform/policies.ts';
import { PrometheusCrds } from '../../../lib/platform/prometheus-crds.ts';
import { PrometheusStack } from '../../../lib/platform/prometheus-stack.ts';
import { PublicGateway } from '../../../lib/platform/public-gateway.ts';
import { MisfitError } from '../../../lib/validation/props.ts';
import { resolve } from '../../../render/resolve.ts';
import { inFleet } from '../../support/repository.ts';
import { asLine } from '../workload/service.ts';
import { settings } from './platform-settings.ts';

const charts = [
  AlertReceivers,
  CertManager,
  ExternalSecrets,
  GrafanaAdmin,
  Issuers,
  Policies,
  PrometheusCrds,
  PrometheusStack,
  PublicGateway,
];

/** What is wrong with a cluster `lab` that has all charts of the platform. */
const found = (change: object): string[] =>
  inFleet(() => {
    const app = new App();
    const own = { ...settings, network: 'plain' as const, ...change };
    const files = { releases: 'clusters/releases/lab.yaml', keys: 'clusters/keys/lab.yaml' };
    const cluster = new ComposedCluster(app, own, { repository: 'https://github.com/example/a', ...files });
    cluster.platform('platform', charts);
    return resolve(app).findings.map((finding) => `${finding.at} ${asLine(finding)}`);
  });

const { acme, admission, azure, monitoring } = settings;

describe('settings', () => {
  test('with all that there is pass, and with others of a fleet beside them', () => {
    expect(found({})).toEqual([]);
    expect(found({ shop: { host: 'a' }, controllers: { replicas: 10 } })).toEqual([]);
    expect(found({ monitoring: { ...monitoring, retentionDays: 3650, replicas: 2, storage: '1.5Ti' } })).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['no azure', { azure: undefined }, 'azure'],
    ['half of azure', { azure: { ...azure, identities: undefined } }, 'azure.identities'],
    ['days as a text', { monitoring: { ...monitoring, retentionDays: '30d' } }, 'monitoring.retentionDays'],
    ['a disk as a number', { monitoring: { ...monitoring, storage: 50 } }, 'monitoring.storage'],
    [
      'a memory as a number',
      { monitoring: { ...monitoring, resources: { cpu: '1', memory: 1 } } },
      'monitoring.resources.memory',
    ],
    ['copies as a text', { controllers: { replicas: '2' } }, 'controllers.replicas'],
    ['a directory of another', { acme: { ...acme, server: 'https://acme.example.com' } }, 'acme.server'],
    ['zones that are one text', { zones: '1' }, 'zones'],
    ['no admission', { admission: undefined }, 'admission'],
    ['a third way of enforcement', { admission: { ...admission, enforcement: 'audit' } }, 'admission.enforcement'],
    ['registries that are one text', { admission: { ...admission, registries: 'ghcr.io' } }, 'admission.registries'],
    ['no alerting', { alerting: undefined }, 'alerting'],
  ])('that lack their kind are refused by their field: %s', (_name, change, field) => {
    const made = () => found(change);
    expect(made).toThrow(MisfitError);
    expect(made).toThrow(`lab  ${field}\n`);
  });

  test.each<[string, object, string]>([
    ['no copies', { controllers: { replicas: 0 } }, 'controllers.replicas'],
    ['half a copy', { monitoring: { ...monitoring, replicas: 1.5 } }, 'monitoring.replicas'],
    ['no day', { monitoring: { ...monitoring, retentionDays: 0 } }, 'monitoring.retentionDays'],
    ['a disk without a unit', { monitoring: { ...monitoring, storage: '50' } }, 'monitoring.storage'],
    [
      'too little memory',
      { monitoring: { ...monitoring, resources: { cpu: '1', memory: '1Mi' } } },
      'monitoring.resources.memory',
    ],
    ['a subscription that is no GUID', { azure: { ...azure, subscriptionId: 'prod' } }, 'azure.subscriptionId'],
    ['a group with a dot at its end', { azure: { ...azure, dnsResourceGroup: 'dns.' } }, 'azure.dnsResourceGroup'],
    ['no mailbox', { acme: { ...acme, email: 'platform' } }, 'acme.email'],
    ['a domain that is none', { domain: 'Lab' }, 'domain'],
    ...['https://ghcr.io', 'ghcr.io/', 'GHCR.io', '-ghcr.io', 'ghcr.io/a:1', '*', ''].map(
      (registry): [string, object, string] => [
        `the registry "${registry}"`,
        { admission: { ...admission, registries: ['ghcr.io/example', registry] } },
        'admission.registries',
      ],
    ),
    ['a misspelt field', { monitoring: { ...monitoring, retentionDay: 3 } }, 'monitoring.retentionDay'],
  ])('that are beyond their limits are told once: %s', (_name, change, field) => {
    expect(found(change)).toEqual([expect.stringMatching(new RegExp(`^lab ${field}: .+; write: .+$`))]);
  });
});

test("what is the fleet's own in a chart of the platform is held, too", () => {
  const made = (own: object) =>
    resolve(new CertManager(new App(), { cluster: settings, image: () => '' }, own).node.root as App);
  expect(made({ value: {} }).findings).toContainEqual(
    expect.objectContaining({ at: 'cert-manager', field: 'value', write: expect.stringMatching(/^values; or /) }),
  );
  expect(() => made({ chart: { version: 1 } })).toThrow('cert-manager  chart.version\n');
});

// The record that proves a domain is written in the cloud of Azure that the cluster is in.
import { expect, test } from '@jest/globals';
import { Issuers } from '../../../lib/platform/issuers.ts';
import { asArray, at } from '../../../render/fields.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import { render } from '../../../render/render.ts';
import { emptyCluster, only } from '../../support/synthesize.ts';
import { settings } from './platform-settings.ts';

test.each([
  ['the public cloud', 'azure.net', undefined],
  ['China', 'azure.cn', 'AzureChinaCloud'],
  ['the government of the United States', 'usgovcloudapi.net', 'AzureUSGovernmentCloud'],
])('in the cloud for %s', (_name, domain, environment) => {
  const { acme, azure } = settings;
  const app = new FleetApp('.preview');
  const inCloud = { ...azure, vaultUrl: `https://kv-example-lab.vault.${domain}` };
  emptyCluster(app, 'plain', { domain: 'lab.example.com', acme, azure: inCloud }).platform('platform', [
    Issuers as never,
  ]);
  const issuer = only(
    render(app).objects.map(({ object }) => object),
    'ClusterIssuer',
  );
  const [solver] = asArray(at(issuer, 'spec.acme.solvers'));
  expect(at(solver, 'dns01.azureDNS.environment')).toBe(environment);
});

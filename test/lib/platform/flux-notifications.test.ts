// What Flux tells, and whom: held against its own definitions, as its notification-controller is not to be had.
import { describe, expect, test } from '@jest/globals';
import { ComposedCluster } from '../../../lib/composed-cluster.ts';
import { keysFile, releasesFile } from '../../../lib/fleet.ts';
import type { Receiver } from '../../../lib/monitoring/routing/routing.ts';
import { FluxNotifications } from '../../../lib/platform/flux-notifications.ts';
import type { FluxNotificationSettings } from '../../../lib/platform/settings.ts';
import { fluxNamespace } from '../../../lib/platform.ts';
import { at } from '../../../render/fields.ts';
import { render } from '../../../render/render.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import fleet from '../../fixtures/fleet/main.ts';
import { inFleet } from '../../support/repository.ts';

const receivers: Readonly<Record<string, Receiver>> = {
  room: { teams: 'room-address' },
  both: { teams: 'room-address', slack: 'channel-address' },
  pager: { pagerDuty: 'pager-key' },
  heartbeat: { webhook: 'heartbeat-address' },
};

const owners = { platform: { critical: 'room', warning: 'both' }, orders: { critical: 'pager', warning: 'room' } };

const commitStatus = { app: 'acme-lab-flux', appId: 12, installationId: 34, privateKey: 'app-key' };

const zero = '00000000-0000-0000-0000-000000000000';

function rendered(fluxNotifications?: FluxNotificationSettings) {
  const settings = {
    name: 'lab',
    network: 'plain' as const,
    alerting: { receivers, owners, watchdog: 'heartbeat' },
    azure: {
      tenantId: zero,
      subscriptionId: zero,
      dnsResourceGroup: 'dns',
      vaultUrl: 'https://kv-lab.vault.azure.net',
      identities: { certManager: zero, grafanaAdmin: zero, alertReceivers: zero },
    },
    ...(fluxNotifications && { fluxNotifications }),
  };
  return inFleet(() => {
    const app = new FleetApp('.preview');
    const [releases, keys] = [releasesFile(fleet, 'lab'), keysFile(fleet, 'lab')];
    const cluster = new ComposedCluster(app, settings, { repository: fleet.repository, releases, keys });
    cluster.platform('platform', [FluxNotifications]);
    return render(app);
  });
}

const objectsOf = (settings?: FluxNotificationSettings) =>
  rendered(settings)
    .objects.filter(({ layer }) => layer === 'platform')
    .map(({ object }) => object);
const named = (settings: FluxNotificationSettings | undefined, kind: string): string[] =>
  objectsOf(settings)
    .filter((object) => object.kind === kind)
    .map(({ metadata }) => metadata.name);
const faultsOf = (settings: FluxNotificationSettings): string[] =>
  rendered(settings)
    .findings.filter(({ code }) => code === 'invalid-setting')
    .map(({ field, problem, write }) => `${field}: ${problem}; write: ${write}`);

describe('what Flux tells', () => {
  test.each([
    ['nothing, where nobody is named', undefined, []],
    ['a room', { chat: 'room' }, ['chat-teams']],
    ['each chat of a receiver', { chat: 'both' }, ['chat-slack', 'chat-teams']],
    ['the commits', { commitStatus }, ['commit-status']],
    ['both', { chat: 'room', commitStatus }, ['chat-teams', 'commit-status']],
  ])('is for %s', (_whom, settings, names) => {
    for (const kind of ['Provider', 'Alert', 'ExternalSecret']) expect(named(settings, kind).toSorted()).toEqual(names);
  });

  const all = objectsOf({ chat: 'both', commitStatus });
  const one = (kind: string, name: string) => all.find((each) => each.kind === kind && each.metadata.name === name);

  test('stands beside the sources, and nowhere else', () => {
    expect(new Set(all.map(({ metadata }) => metadata.namespace))).toEqual(new Set([fluxNamespace]));
  });

  test.each([
    ['chat-teams', 'msteams', 'address', 'room-address'],
    ['chat-slack', 'slack', 'address', 'channel-address'],
    ['commit-status', 'github', 'privateKey', 'app-key'],
  ])('by %s opens with a secret of the vault, under a key', (name, type, secretKey, key) => {
    expect(at(one('Provider', name), 'spec.type')).toBe(type);
    expect(at(one('Provider', name), 'spec.secretRef.name')).toBe(name);
    expect(at(one('ExternalSecret', name), 'spec.data')).toEqual([{ secretKey, remoteRef: { key } }]);
    expect(at(one('Alert', name), 'spec.providerRef.name')).toBe(name);
  });

  test('in a chat is a failure, and says of which cluster', () => {
    expect(at(one('Alert', 'chat-teams'), 'spec.eventSeverity')).toBe('error');
    expect(at(one('Alert', 'chat-teams'), 'spec.eventMetadata')).toEqual({ cluster: 'lab' });
  });

  test("at a commit is its App's own word, under the names of the fields that Flux reads", () => {
    expect(at(one('ExternalSecret', 'commit-status'), 'spec.target.template.data')).toEqual({
      githubAppID: '12',
      githubAppInstallationID: '34',
      githubAppPrivateKey: '{{ .privateKey }}',
    });
  });

  test("at a commit is each chart's success too, under a name that no other cluster has", () => {
    expect(at(one('Alert', 'commit-status'), 'spec.eventSeverity')).toBe('info');
    expect(at(one('Alert', 'commit-status'), 'spec.eventSources')).toEqual([{ kind: 'Kustomization', name: '*' }]);
    expect(at(one('Provider', 'commit-status'), 'spec.commitStatusExpr')).toBe("'lab/' + event.involvedObject.name");
    expect(at(one('Provider', 'commit-status'), 'spec.address')).toBe(fleet.repository);
  });
});

test.each([
  [
    'a receiver that is not there',
    'nobody',
    'no receiver "nobody" of alerting has teams or slack; write: one of room, both',
  ],
  ['one without a chat', 'pager', 'no receiver "pager" of alerting has teams or slack; write: one of room, both'],
])('is refused: %s', (_name, chat, fault) => {
  expect(faultsOf({ chat })).toEqual([`fluxNotifications.chat: ${fault}`]);
});

test('is refused: an App whose id is none', () => {
  expect(faultsOf({ commitStatus: { ...commitStatus, appId: 0 } })).toEqual([
    expect.stringMatching(/^fluxNotifications\.commitStatus\.appId: /),
  ]);
});

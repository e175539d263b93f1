// An application takes no more of disks, of the API server's storage and of other pods' nodes than it is given.
import { describe, expect, test } from '@jest/globals';
import type { LoadBalancers } from '../../../lib/tenancy/application.ts';
import type { Disk } from '../../../lib/tenancy/ceilings.ts';
import { applicationKinds } from '../../../lib/tenancy/kinds.ts';
import { Tenant } from '../../../lib/tenancy/tenant.ts';
import { asArray, asRecord, at } from '../../../render/fields.ts';
import { objectsOf, only, type Charts } from '../../support/synthesize.ts';
import { settingFaults } from '../workload/service.ts';

const quota = { cpu: '1', memory: '1Gi', pods: 5 };
const charts = (disk?: Disk): Charts => ({ team: (chart) => void new Tenant(chart, 'team', { quota, disk }, false) });

function named(name: string, disk?: Disk): unknown {
  return objectsOf(charts(disk)).find(({ metadata }) => metadata.name === name);
}

test('every kind of the API server that an application may have is counted', () => {
  const hard = asRecord(at(named('objects'), 'spec.hard'));
  const custom = new Set([
    'cilium.io',
    'external-secrets.io',
    'gateway.networking.k8s.io',
    'keda.sh',
    'monitoring.coreos.com',
  ]);
  const counted = Object.entries(applicationKinds).flatMap(([kind, { resource }]) => {
    const [group = ''] = kind.split('/');
    return custom.has(group) ? [] : [`count/${[resource, group].filter(Boolean).join('.')}`];
  });
  expect(Object.keys(hard).toSorted()).toEqual([...counted, 'requests.storage'].toSorted());
});

test('no pod of it keeps away from, or goes near, pods of another namespace', () => {
  expect(at(named('no-affinity-with-others'), 'spec')).toEqual({
    hard: { pods: '0' },
    scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
  });
});

describe('disk', () => {
  const given = (disk?: Disk): unknown[] => {
    const [limit] = asArray(at(named('scratch', disk), 'spec.limits'));
    const of = (value: unknown, name: string): unknown => asRecord(value)[name];
    return [
      of(at(named('objects', disk), 'spec.hard'), 'requests.storage'),
      of(at(limit, 'default'), 'ephemeral-storage'),
      of(at(limit, 'max'), 'ephemeral-storage'),
    ];
  };

  test('is some for each, unless said otherwise', () => {
    expect(given()).toEqual(['50Gi', '2Gi', '2Gi']);
    expect(given({ claims: '1Ti', scratch: '20Gi' })).toEqual(['1Ti', '20Gi', '20Gi']);
  });

  test('that is no quantity is refused', () => {
    const fields = settingFaults(charts({ claims: 'much', scratch: '2GB' })).map((line) => line.split(': ')[0]);
    expect(fields).toEqual(['disk.claims', 'disk.scratch']);
  });
});

describe('load balancers', () => {
  const granted = (loadBalancers?: LoadBalancers): Charts => ({
    team: (chart) => void new Tenant(chart, 'team', { quota, loadBalancers }, false),
  });
  const of = (loadBalancers?: LoadBalancers): unknown[] => {
    const objects = objectsOf(granted(loadBalancers));
    const hard = asRecord(
      at(
        objects.find(({ metadata }) => metadata.name === 'quota'),
        'spec.hard',
      ),
    );
    return [hard['services.loadbalancers'], hard['services.nodeports']];
  };

  test('are none, unless some are granted, with a node port for each of their ports', () => {
    expect(of()).toEqual(['0', '0']);
    expect(of({ most: 2, because: 'it speaks MQTT' })).toEqual(['2', undefined]);
  });

  test('have their reason beside the account that may make them', () => {
    const account = only(objectsOf(granted({ most: 1, because: 'it speaks MQTT' })), 'ServiceAccount');
    expect(account.metadata.annotations).toMatchObject({
      'fleetwright.dev/exceptions': '/Service spec.type=LoadBalancer: it speaks MQTT\n',
    });
  });

  test.each([
    ['half of one', { most: 0.5, because: 'a' }, 'loadBalancers'],
    ['fewer than none', { most: -1, because: 'a' }, 'loadBalancers'],
    ['without a reason', { most: 1, because: ' ' }, 'loadBalancers.because'],
  ])('that are %s are refused', (_name, loadBalancers, field) => {
    expect(settingFaults(granted(loadBalancers)).map((line) => line.split(': ')[0])).toEqual([field]);
  });
});

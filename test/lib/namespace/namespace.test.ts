// A namespace is closed, limited and hardened from its first second, and Flux never takes it away.
import { describe, expect, test } from '@jest/globals';
import { Namespace, type NamespaceProps } from '../../../lib/namespace/namespace.ts';
import { asRecord, at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { objectsOf, only, type Charts } from '../../support/synthesize.ts';
import { settingFaults } from '../workload/service.ts';

const quota = { cpu: '2', memory: '4Gi', pods: 10 };
const charts = (change: Partial<NamespaceProps> = {}, id = 'team'): Charts => ({
  elsewhere: (chart) => void new Namespace(chart, id, { quota, ...change }),
});
const objects = (change: Partial<NamespaceProps> = {}) => objectsOf(charts(change));
const namespace = (change: Partial<NamespaceProps> = {}) => only(objects(change), 'Namespace').metadata;
const quotaNamed = (name: string, change: Partial<NamespaceProps> = {}) =>
  objects(change).find(({ kind, metadata }) => kind === 'ResourceQuota' && metadata.name === name);
const policies = (all: readonly KubeObject[]) => all.filter(({ kind }) => kind === 'NetworkPolicy');

test('all that comes with it is in it, whatever namespace its chart is in', () => {
  const [first, ...inside] = objects();
  expect([first?.kind, first?.metadata]).toMatchObject(['Namespace', { name: 'team' }]);
  expect(first?.metadata).not.toHaveProperty('namespace');
  expect(inside.map(({ kind, metadata }) => [kind, metadata.name, metadata.namespace])).toEqual([
    ['ResourceQuota', 'quota', 'team'],
    ['ResourceQuota', 'objects', 'team'],
    ['LimitRange', 'defaults', 'team'],
    ['NetworkPolicy', 'deny-all', 'team'],
    ['NetworkPolicy', 'allow-dns', 'team'],
  ]);
});

test('its name is the id, or one of its own', () => {
  expect(namespace().name).toBe('team');
  expect(namespace({ name: 'other' }).name).toBe('other');
});

test('Flux never deletes it, even when Git no longer holds it', () => {
  expect(namespace().annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
});

describe('Pod Security', () => {
  const level = 'pod-security.kubernetes.io/enforce';

  test('is restricted, unless said otherwise', () => {
    expect(namespace().labels).toEqual({
      [level]: 'restricted',
      'fleetwright.dev/admission-policies': 'platform',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
  });

  test.each(['baseline', 'privileged'] as const)(
    '%s tells the reason beside it, and still warns of the rest',
    (lower) => {
      const { labels, annotations } = namespace({ podSecurity: { level: lower, because: 'reads the node' } });
      expect(labels).toMatchObject({ [level]: lower, 'pod-security.kubernetes.io/warn': 'restricted' });
      expect(annotations).toMatchObject({ 'fleetwright.dev/pod-security-because': 'reads the node' });
    },
  );
});

test('routes may attach to the public Gateway only where that is said', () => {
  const label = { 'fleetwright.dev/public-routes': 'allowed' };
  expect(namespace().labels).not.toMatchObject(label);
  expect(namespace({ publicRoutes: true }).labels).toMatchObject(label);
});

describe('its pods together ask for no more than the quota', () => {
  test('of CPU, memory and pods', () => {
    expect(at(quotaNamed('quota'), 'spec.hard')).toEqual({
      'requests.cpu': '2',
      'requests.memory': '4Gi',
      'limits.memory': '4Gi',
      pods: '10',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    });
  });

  test('and of load balancers and node ports none, unless that is said', () => {
    const hard = at(quotaNamed('quota', { loadBalancers: true }), 'spec.hard');
    expect(Object.keys(asRecord(hard)).filter((name) => name.startsWith('services'))).toEqual([]);
  });

  test('and a container that says nothing is counted all the same, or the API server would refuse its pod', () => {
    const [limit] = at(only(objects(), 'LimitRange'), 'spec.limits') as Record<string, Record<string, string>>[];
    const counted = Object.keys(asRecord(at(quotaNamed('quota'), 'spec.hard'))).filter((name) =>
      /^(requests|limits)\./.test(name),
    );
    const defaults = [
      ...Object.keys(limit?.defaultRequest ?? {}).map((name) => `requests.${name}`),
      ...Object.keys(limit?.default ?? {}).map((name) => `limits.${name}`),
    ];
    expect(defaults).toEqual(expect.arrayContaining(counted));
  });
});

describe('its objects are counted,', () => {
  const hard = (change: Partial<NamespaceProps> = {}) => asRecord(at(quotaNamed('objects', change), 'spec.hard'));

  test('of each kind 200, unless said otherwise', () => {
    expect(new Set(Object.values(hard()))).toEqual(new Set(['200']));
    expect(hard()).toMatchObject({ 'count/secrets': '200', 'count/jobs.batch': '200' });
    expect(hard({ quota: { ...quota, objects: 1000 } })).toMatchObject({ 'count/secrets': '1000' });
  });

  test('and what they claim of disks, where that is said', () => {
    expect(hard()).not.toHaveProperty('requests.storage');
    expect(hard({ disk: { claims: '20Gi' } })).toMatchObject({ 'requests.storage': '20Gi' });
  });
});

describe('its network', () => {
  test('is closed in both directions for every pod', () => {
    expect(policies(objects())[0]?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('but for names, which every pod may ask for', () => {
    const { podSelector, ingress, egress } = asRecord(policies(objects())[1]?.spec);
    expect(podSelector).toEqual({ matchLabels: {} });
    expect(ingress).toBeUndefined();
    expect(egress).toMatchObject([
      {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    ]);
  });
});

test.each<[string, Partial<NamespaceProps>, string]>([
  [
    'a name that is none',
    { name: 'Team_A' },
    'name: "Team_A" is no DNS label (RFC 1123); write: lower case letters, digits and "-", 63 characters at most, a letter or digit at both ends',
  ],
  [
    'CPU that is none',
    { quota: { ...quota, cpu: 'two' } },
    'quota.cpu: "two" is no amount of CPU; write: millicores or cores, such as "250m", "0.25" or "1"',
  ],
  [
    'memory without a unit',
    { quota: { ...quota, memory: '4' } },
    'quota.memory: "4" is no amount of memory; write: a quantity such as "256Mi"',
  ],
  [
    'room for no pod',
    { quota: { ...quota, pods: 0 } },
    'quota.pods: 0 is not a whole number from 1 to 100000; write: 1 to 100000',
  ],
  [
    'room for no object',
    { quota: { ...quota, objects: 0 } },
    'quota.objects: 0 is not a whole number from 1 to 100000; write: 1 to 100000',
  ],
  [
    'claims that are no amount',
    { disk: { claims: 'much' } },
    'disk.claims: "much" is no amount of memory; write: a quantity such as "256Mi"',
  ],
  [
    'an exemption without a reason',
    { podSecurity: { level: 'privileged', because: ' ' } },
    'podSecurity.because: is empty, and "privileged" is below restricted; write: what its pods cannot do without',
  ],
])('%s is refused', (_name, change, refusal) => {
  expect(settingFaults(charts(change))).toEqual([refusal]);
});

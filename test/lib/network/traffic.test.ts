// How flows become a NetworkPolicy. What the rules of the clusters let through is evaluated elsewhere.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AllowTraffic, DenyAll, type AllowTrafficProps, type Flow, type Peer } from '../../../lib/network/traffic.ts';
import { asArray, asRecord, at } from '../../../render/fields.ts';
import { objectsOf, only, renderCharts } from '../../support/synthesize.ts';
import { settingFaults, shop } from '../workload/service.ts';

const rule = (props: Partial<AllowTrafficProps>) =>
  shop((chart) => void new AllowTraffic(chart, 'rule', { pods: { app: 'a' }, ...props }));

const policy = (props: Partial<AllowTrafficProps>) =>
  only(
    objectsOf(rule(props)).filter(({ metadata }) => metadata.name === 'rule'),
    'NetworkPolicy',
  );

const flow = (...peers: Peer[]): Flow => ({ peers, ports: [{ port: 80 }] });

test('a rule closes its pods in both directions, also where it opens one', () => {
  for (const props of [{}, { from: [flow('anywhere')] }, { to: [flow('anywhere')] }])
    expect(at(policy(props), 'spec.policyTypes')).toEqual(['Ingress', 'Egress']);
});

test('a direction without flows stays shut', () => {
  const { ingress, egress } = asRecord(policy({}).spec);
  expect([ingress, egress]).toEqual([undefined, undefined]);
});

test.each<[string, Peer, object]>([
  [
    'a namespace is all of its pods',
    { namespace: 'cart' },
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cart' } }, podSelector: { matchLabels: {} } },
  ],
  [
    'pods of a namespace are both at once: that namespace and these labels',
    { namespace: 'cart', podLabels: { app: 'b' } },
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cart' } },
      podSelector: { matchLabels: { app: 'b' } },
    },
  ],
  [
    'labelled namespaces are all pods of theirs',
    { namespaceLabels: { team: 'b' } },
    { namespaceSelector: { matchLabels: { team: 'b' } }, podSelector: {} },
  ],
  [
    'a range has its exceptions',
    { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
    { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } },
  ],
])('%s', (_name, peer, selector) => {
  expect(at(policy({ from: [flow(peer)] }), 'spec.ingress')).toEqual([
    { from: [selector], ports: [{ port: 80, protocol: 'TCP' }] },
  ]);
  expect(at(policy({ to: [flow(peer)] }), 'spec.egress')).toEqual([
    { to: [selector], ports: [{ port: 80, protocol: 'TCP' }] },
  ]);
});

test('anywhere is no selector at all, also beside a narrower peer', () => {
  const open = [{ ports: [{ port: 80, protocol: 'TCP' }] }];
  expect(at(policy({ from: [flow('anywhere')] }), 'spec.ingress')).toEqual(open);
  expect(at(policy({ from: [flow({ namespace: 'cart' }, 'anywhere')] }), 'spec.ingress')).toEqual(open);
});

test('a port is a number or a name, TCP unless said', () => {
  const ports = [{ port: 53, protocol: 'UDP' as const }, { port: 'http' }];
  expect(at(policy({ from: [{ peers: [{ namespace: 'cart' }], ports }] }), 'spec.ingress')).toMatchObject([
    {
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 'http', protocol: 'TCP' },
      ],
    },
  ]);
});

describe('a rule is', () => {
  test("in the chart's namespace, or in one of its own", () => {
    expect(policy({}).metadata.namespace).toBe('shop');
    expect(policy({ namespace: 'kube-system' }).metadata.namespace).toBe('kube-system');
  });

  test('about the pods that it names, or about all', () => {
    expect(at(policy({}), 'spec.podSelector')).toEqual({ matchLabels: { app: 'a' } });
    expect(at(policy({ pods: {} }), 'spec.podSelector')).toEqual({ matchLabels: {} });
  });
});

test('what denies all selects every pod and opens nothing', () => {
  const objects = objectsOf(shop((chart) => void new DenyAll(chart, 'shut', 'kube-system')));
  const shut = objects.find(({ metadata }) => metadata.name === 'shut');
  expect(shut?.metadata.namespace).toBe('kube-system');
  expect(shut?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

const range = 'write: a range such as "10.0.0.0/8"';

test.each<[string, Flow, string]>([
  [
    'nobody at the other end, which Kubernetes reads as anybody',
    flow(),
    'from.peers: is empty, which would allow anybody; write: a peer, or no flow',
  ],
  [
    'an address without a mask',
    flow({ cidr: '10.0.0.1' }),
    `from.peers: "10.0.0.1" is no range of addresses; ${range}`,
  ],
  [
    'a mask that is too long',
    flow({ cidr: '10.0.0.0/33' }),
    `from.peers: "10.0.0.0/33" is no range of addresses; ${range}`,
  ],
  [
    'a name for a range',
    flow({ cidr: 'example.com/8' }),
    `from.peers: "example.com/8" is no range of addresses; ${range}`,
  ],
  [
    'an exception that is none',
    flow({ cidr: '0.0.0.0/0', except: ['10.0.0.0'] }),
    `from.peers: "10.0.0.0" is no range of addresses; ${range}`,
  ],
  [
    'a namespace that is none',
    flow({ namespace: 'Cart' }),
    'from.peers: "Cart" is no DNS label (RFC 1123); write: lower case letters, digits and "-", 63 characters at most, a letter or digit at both ends',
  ],
  [
    'a port that is none',
    { peers: ['anywhere'], ports: [{ port: 70_000 }] },
    'from.ports: 70000 is not a whole number from 1 to 65535; write: 1 to 65535',
  ],
  [
    'a name that no port can have',
    { peers: ['anywhere'], ports: [{ port: 'the-metrics-port' }] },
    'from.ports: "the-metrics-port" is longer than 15 characters; write: the name of a container port',
  ],
])('%s is refused', (_name, bad, refusal) => {
  expect(settingFaults(rule({ from: [bad] }))).toEqual([refusal]);
  expect(settingFaults(rule({ to: [bad] }))).toEqual([refusal.replace(/^from/, 'to')]);
});

test.each(['::/0', '2001:db8::/32', '169.254.10.10/32'])('%s is a range', (cidr) => {
  expect(settingFaults(rule({ to: [flow({ cidr })] }))).toEqual([]);
});

describe('where the cluster runs Cilium', () => {
  const cilium = (props: Partial<AllowTrafficProps>) =>
    only(
      objectsOf(rule(props), 'cilium').filter(({ metadata }) => metadata.name === 'rule'),
      'CiliumNetworkPolicy',
    );

  test('nodes and the API server are what they are, and no range stands for them', () => {
    expect(at(cilium({ to: [flow('kubernetes-api', 'nodes')] }), 'spec.egress')).toEqual([
      {
        toEntities: ['kube-apiserver', 'host', 'remote-node'],
        toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }],
      },
    ]);
  });

  test('nothing is wider than it says: no word but "anywhere" opens to all, and no range stands there that nobody wrote', () => {
    const word = fc.constantFrom<Peer>(
      'kubernetes-api',
      'own-node',
      'nodes',
      { namespace: 'cart' },
      { namespace: 'cart', podLabels: { app: 'b' } },
      { namespaceLabels: {} },
      { namespaceLabels: { team: 'b' } },
    );
    const port = fc.record({ port: fc.integer({ min: 1, max: 65_535 }) });
    const flows = fc.array(
      fc.record({ peers: fc.array(word, { minLength: 1, maxLength: 4 }), ports: fc.array(port, { maxLength: 3 }) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(flows, flows, (from, to) => {
        const { findings, objects } = renderCharts(rule({ from, to }), 'cilium');
        expect(findings.filter(({ field }) => field !== '')).toEqual([]);
        const policy = objects.find(
          ({ object }) => object.kind === 'CiliumNetworkPolicy' && object.metadata.name === 'rule',
        );
        const rules = [
          ...asArray(at(policy?.object, 'spec.ingress')),
          ...asArray(at(policy?.object, 'spec.egress')),
        ].map(asRecord);
        expect(rules.length).toBeGreaterThan(1);
        for (const each of rules) {
          expect(JSON.stringify(each)).not.toMatch(/"(all|world|cluster)"|CIDR/);
        }
        // A rule with ports alone would be open to anybody.
        const withoutPeer = rules.filter(
          (each) => each.toPorts && !Object.keys(each).some((field) => /^(from|to)(Endpoints|Entities)$/.test(field)),
        );
        expect(withoutPeer).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('what denies all is plain, which Cilium enforces too', () => {
    const shut = objectsOf(
      shop((chart) => void new DenyAll(chart, 'shut')),
      'cilium',
    );
    expect(shut.find(({ metadata }) => metadata.name === 'shut')?.kind).toBe('NetworkPolicy');
  });
});

// No policy of a chart, however it is written, gives pods the identity of their node by accident.
import { ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { Network } from '../../lib/azure/aks.ts';
import { AllowTraffic, type Flow } from '../../lib/network/traffic.ts';
import { internetHttps } from '../../lib/network/well-known.ts';
import { findingsOf, renderCharts } from '../support/synthesize.ts';

const networks: readonly Network[] = ['cilium', 'plain'];

const refused = (network: Network, to: readonly Flow[]): boolean =>
  renderCharts({ default: (chart) => void new AllowTraffic(chart, 'rule', { pods: {}, to }) }, network).findings.some(
    ({ code }) => code === 'metadata-endpoint-open',
  );

describe.each(networks)('with network %s', (network) => {
  const web = [{ port: 80 }];
  test.each<[string, Flow, boolean]>([
    ['every address on 80', { peers: [{ cidr: '0.0.0.0/0' }], ports: web }, true],
    ['every address on every port', { peers: [{ cidr: '0.0.0.0/0' }], ports: [] }, true],
    ['its range', { peers: [{ cidr: '169.254.0.0/16' }], ports: web }, true],
    ['anything on 80', { peers: ['anywhere'], ports: web }, true],
    [
      'every address, but for its range and WireServer',
      { peers: [{ cidr: '0.0.0.0/0', except: ['169.254.0.0/16', '168.63.129.16/32'] }], ports: web },
      false,
    ],
    [
      'every address but its range, WireServer among them',
      { peers: [{ cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] }], ports: web },
      true,
    ],
    ["WireServer's other port", { peers: [{ cidr: '168.0.0.0/8' }], ports: [{ port: 32526 }] }, true],
    ['every address on 443', { peers: [{ cidr: '0.0.0.0/0' }], ports: [{ port: 443 }] }, false],
    ['anything on UDP 80', { peers: ['anywhere'], ports: [{ port: 80, protocol: 'UDP' }] }, false],
    ['pods on 80', { peers: [{ namespace: 'shop' }], ports: web }, false],
    ['it alone, which is meant', { peers: [{ cidr: '169.254.169.254/32' }], ports: web }, false],
    ['what internetHttps is', internetHttps, false],
  ])('%s: refused is %#', (_name, flow, is) => expect(refused(network, [flow])).toBe(is));

  test('whichever range and exceptions somebody writes', () => {
    const range = fc
      .tuple(
        fc.constantFrom('0.0.0.0', '169.254.169.254', '169.254.0.0', '128.0.0.0', '168.63.129.16'),
        fc.integer({ min: 0, max: 32 }),
      )
      .map(([net, bits]) => ({ net, bits, cidr: `${net}/${bits}` }));
    const holds = (address: string, { net, bits }: { net: string; bits: number }): boolean =>
      masked(net, bits) === masked(address, bits);
    const addresses = ['169.254.169.254', '168.63.129.16'];
    fc.assert(
      fc.property(range, fc.array(range, { maxLength: 3 }), (one, left) => {
        const reached = addresses.some(
          (address) =>
            holds(address, one) && !left.some((each) => holds(address, each)) && one.cidr !== `${address}/32`,
        );
        const peer = { cidr: one.cidr, except: left.map(({ cidr }) => cidr) };
        expect(refused(network, [{ peers: [peer], ports: web }])).toBe(reached);
      }),
      { numRuns: 60 },
    );
  });
});

test.each<[string, object]>([
  ['a plain rule without peers', { kind: 'NetworkPolicy', spec: { podSelector: {}, egress: [{}] } }],
  [
    'a plain range of ports',
    { kind: 'NetworkPolicy', spec: { podSelector: {}, egress: [{ ports: [{ port: 1, endPort: 100 }] }] } },
  ],
  [
    "Cilium's range",
    { kind: 'CiliumNetworkPolicy', spec: { endpointSelector: {}, egress: [{ toCIDR: ['169.0.0.0/8'] }] } },
  ],
  [
    "Cilium's ports alone",
    {
      kind: 'CiliumNetworkPolicy',
      spec: { endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'ANY' }] }] }] },
    },
  ],
  [
    "Cilium's world",
    { kind: 'CiliumNetworkPolicy', spec: { endpointSelector: {}, egress: [{ toEntities: ['world'] }] } },
  ],
  [
    "one of Cilium's specifications",
    { kind: 'CiliumNetworkPolicy', specs: [{ endpointSelector: {}, egress: [{ toCIDR: ['0.0.0.0/0'] }] }] },
  ],
])('written by hand, %s is refused', (_name, body: { kind?: string }) => {
  const { kind = '' } = body;
  const apiVersion = kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'cilium.io/v2';
  const policy = { ...body, apiVersion, kind, metadata: { name: 'own' } };
  const codes = findingsOf({ default: (chart) => void new ApiObject(chart, 'own', policy) }).map(({ code }) => code);
  expect(codes).toContain('metadata-endpoint-open');
});

function masked(address: string, bits: number): bigint {
  const number = address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  return number >> BigInt(32 - bits);
}

// What each word for a peer means in the cluster, asked of what enforces it: who gets through, and who does not.
import { describe, expect, test } from '@jest/globals';
import type { Network } from '../../lib/azure/aks.ts';
import { AllowTraffic, type AllowTrafficProps, type Peer as Word } from '../../lib/network/traffic.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { objectsOf } from '../support/synthesize.ts';
import { engines } from './engine.ts';
import { cross } from './flow.ts';
import * as peer from './peers.ts';
import { http, https } from './ports.ts';

const others: readonly peer.Peer[] = [...peer.neighbours, ...peer.nodes, ...peer.addresses];
const all = others.map(({ name }) => name);
const named = (...peers: readonly peer.Peer[]) => peers.map(({ name }) => name);

/** The rule's own pod; its namespace has no other rule. */
const own = peer.pod('the pod of the rule', 'shop', { 'app.kubernetes.io/name': 'shop' });

function policies(network: Network, props: Partial<AllowTrafficProps>) {
  return objectsOf(
    {
      shop: (chart) => void new AllowTraffic(chart, 'rule', { pods: own.pod?.labels ?? {}, ...props }),
    },
    network,
  ).filter(({ metadata }) => metadata.name === 'rule');
}

const inEach = (network: Network, ...peers: readonly Word[]) =>
  policies(network, { to: [{ peers, ports: [{ port: 443 }] }] });

const labelsOf = (namespace: string) => ({
  'kubernetes.io/metadata.name': namespace,
  ...(namespace === 'stranger' && { team: 'b' }),
});

/** Who is reached where it differs: the first by Cilium, the second by a plain NetworkPolicy. */
const words: readonly (readonly [string, Word, readonly string[], readonly string[]])[] = [
  same('pods of a namespace', { namespace: 'stranger' }, named(peer.stranger)),
  same(
    'these pods of a namespace',
    { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
    named(peer.coreDns),
  ),
  same('pods of namespaces with a label', { namespaceLabels: { team: 'b' } }, named(peer.stranger)),
  same('pods of every namespace', { namespaceLabels: {} }, named(...peer.neighbours)),
  same(
    'a range, and what is left out of it',
    { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'] },
    named(...peer.addresses.filter((one) => peer.publicAddresses.includes(one))),
  ),
  ['the API server', 'kubernetes-api', named(...peer.apiServers), named(...peer.addresses)],
  ['the node of the pod', 'own-node', named(peer.ownNode), all],
  ['every node', 'nodes', named(...peer.nodes), all],
  same('anything', 'anywhere', all),
];

function same(name: string, word: Word, reached: readonly string[]) {
  return [name, word, reached, reached] as const;
}

describe.each(['cilium', 'plain'] as const)('with network %s', (network) => {
  const { program, evaluate } = engines[network];

  describeWith([program], `asked of ${program}`, (paths) => {
    async function reached(rule: ReturnType<typeof policies>, port = https): Promise<readonly string[]> {
      const flows = cross(own, others, [port]);
      const answers = await evaluate(paths[program], rule, labelsOf, flows);
      return flows.filter((_, index) => answers[index]).map(({ to }) => to.name);
    }

    test.each(words)('%s is nobody else', async (_name, word, ...expected) => {
      const rule = inEach(network, word);
      expect(await reached(rule)).toEqual(expected[network === 'cilium' ? 0 : 1]);
      expect(await reached(rule, http)).toEqual([]);
    });

    test('peers of several kinds in one flow are all of them', async () => {
      const rule = inEach(network, { namespace: 'stranger' }, { cidr: '203.0.113.0/24' }, 'kubernetes-api');
      const ours = named(
        peer.stranger,
        ...(network === 'cilium' ? [...peer.apiServers, peer.internet] : peer.addresses),
      );
      expect(await reached(rule)).toEqual(ours);
    });

    test('a flow without ports is every port', async () => {
      const rule = policies(network, { to: [{ peers: [{ namespace: 'stranger' }], ports: [] }] });
      expect(await reached(rule, http)).toEqual(named(peer.stranger));
    });

    test.each<[string, Partial<AllowTrafficProps>]>([
      ['no flow', {}],
      ['flows in', { from: [{ peers: [{ namespace: 'stranger' }], ports: [{ port: 443 }] }] }],
      ['flows out', { to: [{ peers: [{ namespace: 'stranger' }], ports: [{ port: 443 }] }] }],
    ])('a policy with %s closes both directions, with no other policy beside it', async (_name, props) => {
      const flows = [
        ...cross(own, others, [https]),
        ...cross(
          others.filter((one) => one !== peer.ownNode),
          own,
          [https],
        ),
      ];
      const answers = await evaluate(paths[program], policies(network, props), labelsOf, flows);
      const open = flows.filter((_, index) => answers[index]).map(({ from, to }) => [from.name, to.name]);
      expect(open).toEqual([
        ...(props.to ? [[own.name, peer.stranger.name]] : []),
        ...(props.from ? [[peer.stranger.name, own.name]] : []),
      ]);
    });
  });
});

// Asks Cilium's policy engine whether connections are allowed: the agent's own code, in a program without a cluster.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Engine, NamespaceLabels } from './engine.ts';
import type { Peer } from './peers.ts';

const run = promisify(execFile);

/** It takes some 0.3 s for 16,000 flows. */
export const cilium: Engine = async (program, policies, labelsOf, flows) => {
  const peers = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
  const place = new Map(peers.map((peer, index) => [peer, index]));
  const asked = {
    policies,
    peers: peers.map((peer) => identity(peer, labelsOf)),
    flows: flows.map(({ from, to, port }) => ({
      from: place.get(from),
      to: place.get(to),
      port: port.number,
      protocol: port.protocol,
    })),
  };
  const running = run(program, [], { maxBuffer: 2 ** 30 });
  running.child.stdin?.end(JSON.stringify(asked));
  return JSON.parse((await running).stdout) as readonly boolean[];
};

function identity({ address, entity, pod }: Peer, labelsOf: NamespaceLabels) {
  if (!pod) return { entity, ...(address !== undefined && { address }) };
  const { namespace, labels, portNames = {} } = pod;
  const ports = Object.fromEntries(Object.entries(portNames).map(([number, name]) => [name, Number(number)]));
  return { pod: { namespace, namespaceLabels: labelsOf(namespace), labels, ports } };
}

// Asks cyclonus, which evaluates NetworkPolicies without a cluster, whether connections are allowed.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Engine, NamespaceLabels } from './engine.ts';
import type { Flow } from './flow.ts';
import { insideCluster, type Peer } from './peers.ts';

const run = promisify(execFile);

/** It takes some 0.2 s for 1,000 flows, most of it in drawing tables. */
export const cyclonus: Engine = async (program, policies, labelsOf, flows) => {
  const folder = await mkdtemp(join(tmpdir(), 'flows-'));
  try {
    const [policyPath, trafficPath] = [join(folder, 'policies.json'), join(folder, 'traffic.json')];
    await writeFile(policyPath, JSON.stringify({ items: policies }));
    await writeFile(trafficPath, JSON.stringify(flows.map((flow) => traffic(flow, labelsOf))));
    const query = ['analyze', '--mode', 'query-traffic', '--policy-path', policyPath, '--traffic-path', trafficPath];
    // Its simplifier merges rules before it asks; the rules as they stand are what the test is about.
    const { stdout } = await run(program, [...query, '--simplify-policies=false'], { maxBuffer: 2 ** 30 });
    const answers = [...stdout.matchAll(/IS ALLOWED\?\s*\|\s*(TRUE|FALSE)/g)].map(([, answer]) => answer === 'TRUE');
    if (answers.length !== flows.length) throw new Error(`${flows.length} flows, but ${answers.length} answers`);
    return answers;
  } finally {
    await rm(folder, { recursive: true });
  }
};

function traffic({ from, to, port }: Flow, labelsOf: NamespaceLabels) {
  return {
    Source: end(from, labelsOf),
    Destination: end(to, labelsOf),
    ResolvedPort: port.number,
    ResolvedPortName: to.pod?.portNames?.[port.number] ?? '',
    Protocol: port.protocol,
  };
}

function end({ address, pod }: Peer, labelsOf: NamespaceLabels) {
  return {
    IP: address ?? insideCluster,
    ...(pod && {
      Internal: { Namespace: pod.namespace, NamespaceLabels: labelsOf(pod.namespace), PodLabels: pod.labels },
    }),
  };
}

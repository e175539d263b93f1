// Simulated nodes: kwok plays the kubelet, so pods become ready without a container ever running. Said so in every output.
import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { KubeObject } from '../render/rendered.ts';
import type { ApiServer } from './api-server.ts';
import type { Objects } from './objects.ts';
import { loopback } from './ports.ts';
import type { Running, Sandbox } from './sandbox.ts';
import { stages } from './stages.ts';

export interface SimulatedNodes {
  /** A node in each zone. */
  readonly zones: readonly string[];
  /** Images that can be "pulled"; a pod with any other stays unready, as it would with a wrong name. */
  readonly images: readonly string[];
}

/** Has the nodes pull other images than before, as when a registry goes or comes back: kwok is started anew. */
export type KnowImages = (images: readonly string[]) => Promise<void>;

/** Starts kwok and registers the nodes. */
export async function startSimulatedNodes(
  sandbox: Sandbox,
  program: string,
  api: ApiServer,
  objects: Objects,
  { zones, images }: SimulatedNodes,
): Promise<KnowImages> {
  const config = sandbox.path('kwok.yaml');
  const port = sandbox.ports.take();
  const start = (known: readonly string[]): Running => {
    writeFileSync(
      config,
      stages(known)
        .map((stage) => stringify(stage))
        .join('---\n'),
    );
    return sandbox.start(program, [
      `--kubeconfig=${api.kubeconfigFile}`,
      `--config=${config}`,
      `--server-address=${loopback}:${port}`,
      '--manage-all-nodes=true',
      '--node-lease-duration-seconds=40',
    ]);
  };
  let running = start(images);
  await Promise.all(zones.map((zone, index) => objects.apply(node(`simulated-${index + 1}`, zone))));
  return async (known) => {
    await running.kill();
    running = start(known);
  };
}

function node(name: string, zone: string): KubeObject {
  const size = { cpu: '32', memory: '128Gi', pods: '250', 'ephemeral-storage': '100Gi' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/zone': `simulated-${zone}`,
      },
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
    },
    status: { capacity: size, allocatable: size },
  };
}

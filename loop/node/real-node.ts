// A real node in place of the simulated ones: containerd, kubelet and kube-proxy, in namespaces that end with the loop.
import { basename } from 'node:path';
import { programOf } from '../../tools/typescript.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { ApiServer } from '../api-server.ts';
import type { Objects } from '../objects.ts';
import type { Sandbox } from '../sandbox.ts';
import { type ContainerdPrograms, type Mirror, startContainerd } from './containerd.ts';
import { pauseImage, programImage, serviceImage } from './images.ts';
import { startKubeProxy } from './kube-proxy.ts';
import { startKubelet } from './kubelet.ts';
import { Namespace, nodeAddress } from './namespace.ts';
import { type Passage, wayIn, wayOut } from './passage.ts';

export interface NodePrograms extends ContainerdPrograms {
  readonly kubelet: string;
  readonly kubeProxy: string;
  /** What charts of the platform run, by the last part of their images' repositories. */
  readonly platform: Readonly<Record<string, string>>;
}

export interface RealNodeOptions {
  readonly programs: NodePrograms;
  /** What the sample service's image is called in dist/, without tag and digest. */
  readonly repository: string;
  /** The node's zone. */
  readonly zone: string;
  /** Paths of more programs that pods may run, by the repositories of their images. @default none */
  readonly carries?: Readonly<Record<string, string>>;
  /** Address of the Service of a DNS server. @default pods know no names */
  readonly dns?: string;
  /** A registry to pull from. @default none: the node has what it was brought */
  readonly mirror?: Mirror;
}

/** The socket through which the API server reaches the node: what it must be told before the node is there. */
export function gateOf(sandbox: Sandbox): string {
  return sandbox.path('gate.sock');
}

export class RealNode {
  private constructor(
    /** Reference of the sample service's image. */
    readonly image: string,
    /** References of the images of the programs that it carries, by their repositories. */
    readonly carried: Readonly<Record<string, string>>,
    private readonly namespace: Namespace,
    private readonly gate: string,
    private readonly passages: Passage[],
  ) {}

  /** Starts all of it and waits until the node is ready. */
  static async start(
    sandbox: Sandbox,
    api: ApiServer,
    objects: Objects,
    { programs, repository, zone, carries = {}, dns, mirror }: RealNodeOptions,
  ): Promise<RealNode> {
    const namespace = await Namespace.create(sandbox);
    const gate = gateOf(sandbox);
    const port = Number(new URL(api.server.url).port);
    const outward = [port, ...(mirror ? [mirror.port] : [])].map((to) => ({ to, socket: sandbox.path(`${to}.sock`) }));
    const out = await Promise.all(outward.map(({ to, socket }) => wayOut(socket, to)));
    const ways = outward.map(({ to, socket }) => `${to}:${socket}`);
    namespace.start(process.execPath, [...programOf('gate.ts', import.meta.url), gate, ...ways], { name: 'gate' });
    const service = serviceImage(sandbox.path('service-image'), repository);
    const pause = pauseImage(sandbox.path('pause-image'));
    const containerd = await startContainerd(sandbox, namespace, programs, { pause, ...(mirror && { mirror }) });
    containerd.load(service);
    const carried = Object.entries(carries).map(([name, program]) => {
      const archive = programImage(sandbox.path(`${basename(name)}-image`), name, program);
      containerd.load(archive);
      return [name, archive.reference] as const;
    });
    startKubeProxy(sandbox, namespace, programs.kubeProxy, api);
    await startKubelet(
      sandbox,
      namespace,
      programs.kubelet,
      { api, objects },
      { endpoint: containerd.endpoint, zone, ...(dns && { dns }) },
    );
    await objects.apply(apiServerEndpoint(port));
    return new RealNode(service.reference, Object.fromEntries(carried), namespace, gate, out);
  }

  /** The image that it has in place of another one: of the same program, or the sample service. @param repository without tag and digest */
  inPlaceOf(repository: string): string {
    return this.carried[repository] ?? this.image;
  }

  /** Starts a program of ours in the node's network, where pods reach it at the node's address. */
  start(program: readonly string[], name: string): void {
    this.namespace.start(process.execPath, program, { name });
  }

  /** Opens a port on loopback that leads to a Service or a pod, until the node is closed. @returns the port */
  async open(address: string, port: number): Promise<number> {
    const passage = await wayIn(this.gate, address, port);
    this.passages.push(passage);
    return passage.port;
  }

  /** Closes the ports; the node itself ends with its sandbox. */
  async close(): Promise<void> {
    await Promise.all(this.passages.map((passage) => passage.close()));
  }
}

/** So the Service that each cluster has leads pods to the API server. */
function apiServerEndpoint(port: number): KubeObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    ports: [{ name: 'https', port, protocol: 'TCP' }],
    endpoints: [{ addresses: [nodeAddress], conditions: { ready: true } }],
  };
}

// The container runtime, with every file that it writes among the node's own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';
import { type Namespace, nodeAddress, podRange } from './namespace.ts';
import type { Archive } from './oci-archive.ts';

export interface ContainerdPrograms {
  readonly containerd: string;
  /** containerd-shim-runc-v2. */
  readonly shim: string;
  readonly ctr: string;
  /** CNI plugin. */
  readonly bridge: string;
  /** CNI plugin. */
  readonly hostLocal: string;
  readonly runc: string;
}

/** A container runtime that images can be brought to. */
export interface Containerd {
  /** Where the kubelet finds it. */
  readonly endpoint: string;
  /** Makes an image known, as if it had been pulled. */
  readonly load: (archive: Archive) => void;
}

/** A registry of this machine that is asked in the place of another one. */
export interface Mirror {
  /** Whose images it has, `registry.example.com`. */
  readonly registry: string;
  /** Its own port on loopback; it speaks HTTP. */
  readonly port: number;
}

interface ContainerdOptions {
  /** The image of the container that each pod has. */
  readonly pause: Archive;
  /** @default none: what is not loaded is not to be had */
  readonly mirror?: Mirror;
}

/** Starts containerd and waits until it answers. */
export async function startContainerd(
  sandbox: Sandbox,
  namespace: Namespace,
  programs: ContainerdPrograms,
  { pause, mirror }: ContainerdOptions,
): Promise<Containerd> {
  const folder = sandbox.path('runtime');
  mkdirSync(folder);
  const address = namespace.path('containerd.sock');
  const file = join(folder, 'config.toml');
  const hosts = join(folder, 'registries');
  if (mirror) writeMirror(hosts, mirror);
  writeFileSync(file, configuration(namespace, programs, { folder, address, hosts, sandboxImage: pause.reference }));
  writeFileSync(join(folder, 'pods.conflist'), JSON.stringify(network));
  namespace.start(programs.containerd, ['--config', file]);
  const ctr = (...args: string[]): string =>
    namespace.run(programs.ctr, ['--address', address, '--namespace', 'k8s.io', ...args]);
  await until(() => ctr('version') !== '', { what: 'containerd answers', hopeless: () => sandbox.casualty() });
  const load = ({ file: archive }: Archive): void => void ctr('images', 'import', archive);
  load(pause);
  return { endpoint: `unix://${address}`, load };
}

/** Source: containerd, docs/hosts.md. */
function writeMirror(hosts: string, { registry, port }: Mirror): void {
  const own = join(hosts, registry);
  mkdirSync(own, { recursive: true });
  const url = JSON.stringify(`http://${nodeAddress}:${port}`);
  writeFileSync(join(own, 'hosts.toml'), `server = ${url}\n\n[host.${url}]\ncapabilities = ["pull", "resolve"]\n`);
}

/** Each pod gets a cable to the bridge and an address. */
const network = {
  cniVersion: '1.0.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'pods',
      isGateway: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: podRange }]], routes: [{ dst: '0.0.0.0/0' }] },
    },
  ],
};

/** TOML; a JSON string is one of TOML too. */
function configuration(
  namespace: Namespace,
  programs: ContainerdPrograms,
  {
    folder,
    address,
    hosts,
    sandboxImage,
  }: { readonly folder: string; readonly address: string; readonly hosts: string; readonly sandboxImage: string },
): string {
  const text = (value: string): string => JSON.stringify(value);
  const pluginFolders = [programs.bridge, programs.hostLocal].map((path) => text(dirname(path)));
  return `version = 3
root = ${text(namespace.path('runtime'))}
state = ${text(namespace.path('runtime-state'))}
# The second makes a folder in /opt.
disabled_plugins = ["io.containerd.nri.v1.nri", "io.containerd.internal.v1.opt"]

[grpc]
address = ${text(address)}

[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = ${text(sandboxImage)}

[plugins."io.containerd.cri.v1.images".registry]
config_path = ${text(hosts)}

[plugins."io.containerd.cri.v1.runtime"]
# Profiles of AppArmor would stay in the kernel.
disable_apparmor = true
# Root in a container or virtual machine may lack the right to make a process less likely to be killed.
restrict_oom_score_adj = true

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
runtime_path = ${text(programs.shim)}

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
BinaryName = ${text(programs.runc)}

[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = [${pluginFolders.join(', ')}]
conf_dir = ${text(folder)}
use_internal_loopback = true
`;
}

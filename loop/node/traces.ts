// What a loop with a real node could leave on a machine, and what of it is there now.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, linkIfThere, pids, readIfThere } from '../../tools/processes.ts';
import { runSync } from '../../tools/run.ts';
import { hierarchies } from './control-groups.ts';

/** Places that container runtimes, kubelets and network plugins write to by default. */
const fixedPlaces = [
  '/etc/cni',
  '/opt/cni',
  '/opt/containerd',
  '/run/containerd',
  '/run/netns',
  '/run/nri',
  '/var/lib/cni',
  '/var/lib/containerd',
  '/var/lib/kubelet',
  '/var/log/containers',
  '/var/log/pods',
];

/** Settings of the kernel that a kubelet, a kube-proxy or a bridge would change. */
const settings = [
  'kernel/keys/root_maxbytes',
  'kernel/keys/root_maxkeys',
  'kernel/panic',
  'kernel/panic_on_oops',
  'net/ipv4/conf/all/route_localnet',
  'net/ipv4/ip_forward',
  'net/netfilter/nf_conntrack_max',
  'vm/overcommit_memory',
  'vm/panic_on_oom',
];

/** What nobody else changes meanwhile: places, settings, network devices, packet filter rules. */
export function machineState(): object {
  return {
    places: fixedPlaces.filter((place) => existsSync(place)),
    settings: settings.map((name) => `${name}=${read(join('/proc/sys', name)).trim()}`),
    devices: readdirSync('/sys/class/net').toSorted(),
    rules: runSync('sh', ['-c', 'nft list ruleset']).stdout.toString('utf8'),
  };
}

/** What of one run is there: its name is part of its folder's, of its control group's, and so of its processes'. */
export function tracesOf(run: string): string[] {
  const processes = pids().filter((pid) => belongs(pid, run));
  const groups = hierarchies().filter((place) => existsSync(join(place, run)));
  const mounts = read('/proc/self/mounts')
    .split('\n')
    .filter((line) => line.includes(run));
  return [
    ...processes.map((pid) => `process ${pid}: ${commandOf(pid)}`),
    ...groups.map((place) => `control group ${join(place, run)}`),
    ...mounts.map((line) => `mount ${line}`),
  ];
}

/** Network namespaces other than ours, `net:[4026531840]`. @param run whose processes are looked at. @default all */
export function networksOf(run?: string): string[] {
  const of = (pid: string): string => linkIfThere(`/proc/${pid}/ns/net`);
  const found = pids().filter((pid) => run === undefined || belongs(pid, run));
  return [...new Set(found.map(of))].filter((network) => network !== '' && network !== of('self'));
}

function belongs(pid: string, run: string): boolean {
  return [commandOf(pid), read(`/proc/${pid}/cgroup`)].some((text) => text.includes(run));
}

function read(file: string): string {
  return readIfThere(file).toString('utf8');
}

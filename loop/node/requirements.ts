// What a real node needs of the machine beyond the programs of tools/, and how to get what is missing.
import { runSync } from '../../tools/run.ts';

/** A way to ask the machine, so that a test can answer in its place. */
export interface Machine {
  readonly platform: string;
  /** Of the user, 0 for root. */
  readonly uid: number;
  /** Absolute path of a program on PATH or in the folders of system programs. */
  readonly find: (program: string) => string | undefined;
  /** Whether the kernel lets us have namespaces of our own. */
  readonly isolates: () => boolean;
}

/** Programs of the machine: each with the package of Debian and Ubuntu that has it. */
const packages = {
  runc: 'runc',
  nft: 'nftables',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  mount: 'mount',
  tar: 'tar',
  ldd: 'libc-bin',
} as const;

export interface Requirements {
  /** What is missing, each with its remedy; empty, where a real node can run. */
  readonly missing: readonly string[];
  /** Path of runc, where it is there. */
  readonly runc: string;
}

/** Looks at what is there. */
export function requirements(machine: Machine = thisMachine): Requirements {
  const { platform, uid, find, isolates } = machine;
  const runc = find('runc') ?? '';
  if (platform !== 'linux') return { missing: [`Linux (this is ${platform}): run it in a virtual machine`], runc };
  const names = Object.keys(packages) as (keyof typeof packages)[];
  const lacking = [...new Set(names.filter((name) => find(name) === undefined).map((name) => packages[name]))];
  const missing = [
    ...(uid === 0 ? [] : ['root: run it with sudo, or as root in a container or virtual machine']),
    ...(lacking.length > 0 ? [`${lacking.join(', ')}: apt-get install ${lacking.join(' ')}`] : []),
  ];
  if (missing.length === 0 && !isolates())
    return { missing: ['namespaces of its own: the container that this runs in must be privileged'], runc };
  return { missing, runc };
}

const thisMachine: Machine = {
  platform: process.platform,
  uid: process.getuid?.() ?? -1,
  find: (program) => {
    const env = { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };
    const { stdout } = runSync('sh', ['-c', 'command -v "$0"', program], { env });
    return stdout.toString('utf8').trim() || undefined;
  },
  isolates: () => runSync('sh', ['-c', 'unshare --mount --net --pid --fork true']).code === 0,
};

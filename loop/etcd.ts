// The API server's memory. Nothing in it must survive, so it does not wait for the disk.
import { freePorts, loopback } from './ports.ts';
import type { Sandbox } from './sandbox.ts';

/** Starts etcd. The API server waits for it by itself. @returns the URL that clients use */
export async function startEtcd(sandbox: Sandbox, program: string): Promise<string> {
  const [client = 0, peer = 0] = await freePorts(2);
  const url = `http://${loopback}:${client}`;
  const peerUrl = `http://${loopback}:${peer}`;
  sandbox.start(program, [
    '--unsafe-no-fsync',
    `--data-dir=${sandbox.path('etcd')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
  ]);
  return url;
}

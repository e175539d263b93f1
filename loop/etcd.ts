// The API server's memory. Nothing in it must survive, so it does not wait for the disk.
import { loopback } from './ports.ts';
import type { Sandbox } from './sandbox.ts';

/** Starts etcd. The API server waits for it by itself. @returns the URL that clients use */
export function startEtcd(sandbox: Sandbox, program: string): string {
  const url = `http://${loopback}:${sandbox.ports.take()}`;
  const peerUrl = `http://${loopback}:${sandbox.ports.take()}`;
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

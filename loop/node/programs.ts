// The programs of a real node, by the names that tools/ has for them. A test that imports this file has them built.
import type { ProgramName } from '../../tools/programs.ts';
import type { NodePrograms } from './real-node.ts';

/** Those of tools/. */
export const nodePrograms = [
  'kubelet',
  'kube-proxy',
  'containerd',
  'containerd-shim-runc-v2',
  'ctr',
  'cni-bridge',
  'cni-host-local',
  'blackbox_exporter',
] as const satisfies readonly ProgramName[];

/** @param runc of the machine: see `requirements.ts` */
export function asNodePrograms(
  paths: Readonly<Record<(typeof nodePrograms)[number], string>>,
  runc: string,
): NodePrograms {
  return {
    kubelet: paths.kubelet,
    kubeProxy: paths['kube-proxy'],
    containerd: paths.containerd,
    shim: paths['containerd-shim-runc-v2'],
    ctr: paths.ctr,
    bridge: paths['cni-bridge'],
    hostLocal: paths['cni-host-local'],
    runc,
    platform: { 'blackbox-exporter': paths.blackbox_exporter },
  };
}

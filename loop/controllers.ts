// Kubernetes' own controllers: without them no Deployment gets pods, and no Namespace that was deleted ever goes.
import type { ApiServer } from './api-server.ts';
import type { Credentials } from './credentials.ts';
import type { Sandbox } from './sandbox.ts';

/** Starts kube-controller-manager, with its server off. */
export function startControllerManager(
  sandbox: Sandbox,
  program: string,
  api: ApiServer,
  credentials: Credentials,
): void {
  sandbox.start(program, [
    `--kubeconfig=${api.kubeconfigFile}`,
    '--leader-elect=false',
    '--secure-port=0',
    '--controllers=*,-certificatesigningrequest-signing-controller',
    `--service-account-private-key-file=${credentials.signingKeyFile}`,
    `--root-ca-file=${api.certificateFile}`,
  ]);
}

/** Starts kube-scheduler, with its server off. */
export function startScheduler(sandbox: Sandbox, program: string, api: ApiServer): void {
  sandbox.start(program, [`--kubeconfig=${api.kubeconfigFile}`, '--leader-elect=false', '--secure-port=0']);
}

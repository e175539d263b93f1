// The real API server alone, which says what it would take: no node, and where nobody asks for controllers, nothing comes of what
// it is given.
import { messageOf } from '../lib/message-of.ts';
import { startApiServer } from './api-server.ts';
import { startControllerManager } from './controllers.ts';
import { makeCredentials } from './credentials.ts';
import { startEtcd } from './etcd.ts';
import { Ports } from './ports.ts';
import { Rest } from './rest.ts';
import { Sandbox } from './sandbox.ts';

/** Names of the programs in `tools/`. */
export const bareServerPrograms = ['etcd', 'kube-apiserver'] as const;

export type BareServerPrograms = Readonly<Record<(typeof bareServerPrograms)[number], string>>;

export interface BareServer {
  readonly rest: Rest;
  /** File for programs that take `--kubeconfig`. */
  readonly kubeconfigFile: string;
  /** Ends it, and leaves nothing. */
  readonly close: () => Promise<void>;
}

/** As many requests at once keep two cores busy; each takes a connection. */
const connections = 16;

/** It takes what some cluster takes, where nobody here knows which cluster it is. */
const flags = [
  // Whether a claim may grow is a matter of its class' driver.
  '--disable-admission-plugins=PersistentVolumeClaimResize',
  // A Service may ask for addresses of both families, or of the second.
  '--service-cluster-ip-range=10.0.0.0/16,fd00:10::/108',
];

/** Starts it. On failure nothing is left but the logs, whose place the error names. @param controllers program of Kubernetes' own. @default none run */
export async function startBareServer(programs: BareServerPrograms, controllers?: string): Promise<BareServer> {
  const sandbox = new Sandbox(await Ports.claim());
  try {
    const etcd = startEtcd(sandbox, programs.etcd);
    const credentials = makeCredentials(sandbox);
    const api = await startApiServer(sandbox, programs['kube-apiserver'], { etcd, credentials, flags });
    const { server } = api;
    if (controllers !== undefined) startControllerManager(sandbox, controllers, api, credentials);
    const rest = new Rest(server, connections);
    const close = async (): Promise<void> => {
      rest.close();
      await sandbox.close();
    };
    return { rest, kubeconfigFile: api.kubeconfigFile, close };
  } catch (error) {
    const logs = sandbox.keepLogs();
    await sandbox.close();
    throw new Error(`the API server did not start (${messageOf(error)}); logs are in ${logs}`, { cause: error });
  }
}

// The real kube-apiserver, with the admission plugins that a cluster has by default.
import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Credentials } from './credentials.ts';
import { loopback } from './ports.ts';
import { Rest, type Server } from './rest.ts';
import type { Sandbox } from './sandbox.ts';
import { until } from './until.ts';

export interface ApiServer {
  /** File for programs that take `--kubeconfig` or KUBECONFIG. */
  readonly kubeconfigFile: string;
  /** For requests of our own. */
  readonly server: Server;
  /** The certificate that the server made for itself, which clients trust. */
  readonly certificateFile: string;
}

export interface ApiServerOptions {
  /** URL of etcd. */
  readonly etcd: string;
  readonly credentials: Credentials;
  /** Unix socket of an HTTP proxy that leads to the nodes. @default they are reached directly */
  readonly gate?: string;
  /** More of its flags; one that is given here too counts in place of the usual one. @default none */
  readonly flags?: readonly string[];
}

/** Starts the API server and waits until it says that it is ready. */
export async function startApiServer(
  sandbox: Sandbox,
  program: string,
  { etcd, credentials, gate, flags = [] }: ApiServerOptions,
): Promise<ApiServer> {
  const port = sandbox.ports.take();
  const certificates = sandbox.path('api-server');
  sandbox.start(program, [
    `--etcd-servers=${etcd}`,
    `--bind-address=${loopback}`,
    `--secure-port=${port}`,
    `--cert-dir=${certificates}`,
    '--authorization-mode=RBAC',
    // As AKS has it: what may be privileged is for Pod Security to say, namespace by namespace.
    '--allow-privileged=true',
    `--token-auth-file=${credentials.tokenFile}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${credentials.signingKeyFile}`,
    `--service-account-signing-key-file=${credentials.signingKeyFile}`,
    '--service-cluster-ip-range=10.0.0.0/16',
    // It would publish its own address as an endpoint, and refuses to, because that is a loopback address.
    '--endpoint-reconciler-type=none',
    ...(gate ? egress(sandbox, gate) : []),
    ...flags,
  ]);
  const certificateFile = `${certificates}/apiserver.crt`;
  const server = await until(
    async () => {
      // The certificate may be half written when it is first read: it is right once a call succeeds.
      const attempt = {
        url: `https://${loopback}:${port}`,
        authority: readFileSync(certificateFile, 'utf8'),
        token: credentials.token,
      };
      await isReady(new Rest(attempt));
      return attempt;
    },
    { what: 'the API server is ready', hopeless: () => sandbox.casualty() },
  );
  const kubeconfigFile = sandbox.path('kubeconfig');
  writeFileSync(kubeconfigFile, stringify(kubeconfig(server)), { mode: 0o600 });
  return { kubeconfigFile, server, certificateFile };
}

/** Also its hooks are through: kube-controller-manager gives up on a server that is not healthy within ten seconds. */
async function isReady(rest: Rest): Promise<void> {
  try {
    for (const path of ['/readyz', '/api/v1/namespaces/default']) await rest.call('GET', path);
  } finally {
    rest.close();
  }
}

/** Nodes, services and pods are reached through a proxy, by address: no name of theirs is known here. */
function egress(sandbox: Sandbox, gate: string): string[] {
  const file = sandbox.path('egress.yaml');
  const connection = { proxyProtocol: 'HTTPConnect', transport: { uds: { udsName: gate } } };
  const egressSelections = [{ name: 'cluster', connection }];
  const kind = 'EgressSelectorConfiguration';
  writeFileSync(file, stringify({ apiVersion: 'apiserver.k8s.io/v1beta1', kind, egressSelections }));
  return [`--egress-selector-config-file=${file}`, '--kubelet-preferred-address-types=InternalIP'];
}

function kubeconfig({ url, authority, token }: Server): object {
  const name = 'loop';
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name, cluster: { server: url, 'certificate-authority-data': Buffer.from(authority).toString('base64') } },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
}

// Who takes part in the flows of every cluster: the platform's pods by the labels that they really bear, nodes, and addresses
// outside the cluster. What applications run is read from the cluster's objects: `workloads.ts`.
import { prometheus as prometheusPods, publicGateway } from '../../lib/platform.ts';

export interface Peer {
  readonly name: string;
  /** Of a peer outside the cluster. */
  readonly address?: string;
  /** What Cilium knows it as, whatever its address. */
  readonly entity?: 'host' | 'remote-node' | 'kube-apiserver';
  /** What policies see of a pod; a peer without it is a node or outside, and no policy rules what it does. */
  readonly pod?: Pod;
}

interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Names of container ports by number, where policies use them. */
  readonly portNames?: Readonly<Record<number, string>>;
}

/** No range of our policies, all IPv4, matches it: just so, with Cilium no range matches a pod or a node. */
export const insideCluster = 'fd00::1';

export const pod = (name: string, namespace: string, labels: Pod['labels'], portNames?: Pod['portNames']): Peer => ({
  name,
  pod: { namespace, labels, portNames },
});
const app = (name: string) => ({ 'app.kubernetes.io/name': name });

export const gatewayProxy = pod('a proxy of the Gateway', publicGateway.namespace, {
  'gateway.networking.k8s.io/gateway-name': publicGateway.name,
});

const { namespace: monitoring } = prometheusPods;
export const prometheus = pod('Prometheus', monitoring, prometheusPods.podLabels);
export const alertmanager = pod('Alertmanager', monitoring, app('alertmanager'));
export const grafana = pod('Grafana', monitoring, app('grafana'));
export const kubeStateMetrics = pod('kube-state-metrics', monitoring, app('kube-state-metrics'));
export const prometheusOperator = pod('the Prometheus operator', monitoring, {
  ...app('kube-prometheus-stack-prometheus-operator'),
  app: 'kube-prometheus-stack-operator',
});

export const blackboxExporter = pod('the prober of public hosts', 'public-probes', app('blackbox-exporter'), {
  9115: 'http',
});

const certManager = (component: string) =>
  pod(`cert-manager's ${component}`, 'cert-manager', {
    'app.kubernetes.io/instance': 'cert-manager',
    'app.kubernetes.io/component': component,
  });
export const certManagerController = certManager('controller');
export const certManagerWebhook = certManager('webhook');
export const certManagerInjector = certManager('cainjector');

const externalSecrets = (title: string, name: string) =>
  pod(title, 'external-secrets', { ...app(name), 'app.kubernetes.io/instance': 'external-secrets' });
export const externalSecretsController = externalSecrets('External Secrets', 'external-secrets');
export const externalSecretsWebhook = externalSecrets("External Secrets' webhook", 'external-secrets-webhook');
export const externalSecretsCerts = externalSecrets(
  "External Secrets' cert controller",
  'external-secrets-cert-controller',
);

export const coreDns = pod('CoreDNS', 'kube-system', { 'k8s-app': 'kube-dns' });
export const konnectivity = pod('a konnectivity agent', 'kube-system', { app: 'konnectivity-agent' });
export const istiod = pod('istiod', 'aks-istio-system', { app: 'istiod' });
export const stranger = pod("a stranger's pod", 'stranger', app('stranger'));
/** The label on its namespace is what the Gateway goes by. */
export const routedNeighbour = pod('a pod of another namespace with public routes', 'routed-neighbour', app('other'));

export const otherNode: Peer = { name: 'another node', entity: 'remote-node' };
/** LocalDNS listens on 169.254.10.10 and .11 of it, which Cilium from 1.17 on counts to the node, not to an address. */
export const ownNode: Peer = { name: 'the node of the pod, with LocalDNS', entity: 'host' };

const outside = (name: string, address: string): Peer => ({ name, address });
const apiServer = (where: string, address: string): Peer => ({
  ...outside(`the API server ${where}`, address),
  entity: 'kube-apiserver',
});
const publicApiServer = apiServer('with a public address', '20.50.0.10');
const privateApiServer = apiServer('behind a private endpoint', '10.224.0.200');
export const vnetApiServer = apiServer('in a delegated subnet', '172.19.0.4');
export const internet = outside('the internet', '203.0.113.10');
const keyVault = outside('Azure Key Vault', '20.61.103.225');
export const privateKeyVault = outside('Azure Key Vault behind a private endpoint', '10.225.0.5');
/** Gives the node's own identity to whoever asks. */
export const metadataEndpoint = outside("Azure's metadata endpoint", '169.254.169.254');
export const wireServer = outside("Azure's WireServer", '168.63.129.16');

export const apiServers = [publicApiServer, privateApiServer, vnetApiServer];
/** No API server among them: what a rule about that one alone must not open. */
export const otherAddresses = [internet, keyVault, wireServer, privateKeyVault, metadataEndpoint];
export const publicAddresses = [publicApiServer, internet, keyVault, wireServer];
export const addresses = [...apiServers, ...otherAddresses];

/** Pods of namespaces without policies. */
export const neighbours = [coreDns, konnectivity, istiod, stranger, routedNeighbour];
export const nodes = [otherNode, ownNode];

export const certManagerPods = [certManagerController, certManagerWebhook, certManagerInjector];
export const externalSecretsPods = [externalSecretsController, externalSecretsWebhook, externalSecretsCerts];
const monitoringPods = [prometheus, alertmanager, grafana, kubeStateMetrics, prometheusOperator];

/** Pods of the platform in namespaces that it closes. */
export const platformPods = [
  gatewayProxy,
  blackboxExporter,
  ...monitoringPods,
  ...certManagerPods,
  ...externalSecretsPods,
];
/** Everybody whom no policy of ours holds back. */
export const free = [...neighbours, ...nodes, ...addresses];

/** Kubernetes lets the node of a pod in always, for its kubelet asks the probes: as one who calls it is left out here. */
export const notOwnNode = (peer: Peer): boolean => peer !== ownNode;
export const outsiders = free.filter(notOwnNode);

// What is in an AKS cluster before Flux applies anything: a use of it needs no provider in Git.
import { expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import { type AddOn, aks, type Network, provided as providedBy } from '../../../lib/azure/aks.ts';
import { annotations, fluxNamespace } from '../../../lib/platform.ts';
import { scopeOf } from '../../../render/schema/index.ts';
import { rendering } from '../../support/fixture-fleet.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import { type Charts, emptyCluster, renderCharts } from '../../support/synthesize.ts';

test.each([
  `/Namespace//${fluxNamespace}`,
  `/ServiceAccount/${fluxNamespace}/flux-applier`,
  `source.toolkit.fluxcd.io/GitRepository/${fluxNamespace}/own`,
  `kustomize.toolkit.fluxcd.io/Kustomization/${fluxNamespace}/own-flux`,
  'gateway.networking.k8s.io/GatewayClass//approuting-istio',
])('the extension and the add-on bring %s', (object) => expect(providedBy('plain', 'own').objects).toContain(object));

test("what charts may not make nor enter is said in full: one that is forgotten is anybody's", () => {
  const names = (start: string): string[] =>
    aks.objects.filter((id) => id.startsWith(start)).map((id) => id.slice(start.length));
  const theirs = 'aks-istio-system app-routing-system cluster-config flux-system gatekeeper-system';
  const kubernetes = 'default kube-node-lease kube-public kube-system';
  expect(names('/Namespace//').toSorted()).toEqual(`${theirs} ${kubernetes}`.split(' ').toSorted());
  expect(aks.namespaces).toEqual({
    default: 'any kind',
    [fluxNamespace]: [
      ...['ConfigMap', 'Secret', 'ServiceAccount'].map((kind) => `/${kind}`),
      ...['ExternalSecret', 'SecretStore'].map((kind) => `external-secrets.io/${kind}`),
      'helm.toolkit.fluxcd.io/HelmRelease',
      ...['Alert', 'Provider'].map((kind) => `notification.toolkit.fluxcd.io/${kind}`),
      ...['HelmChart', 'HelmRepository', 'OCIRepository'].map((kind) => `source.toolkit.fluxcd.io/${kind}`),
    ],
  });
  const flux = 'helm kustomize notification source'.split(' ').map((controller) => `${controller}.toolkit.fluxcd.io`);
  expect(aks.groups).toEqual(expect.arrayContaining(['gateway.networking.k8s.io', ...flux]));
  const rbac = 'rbac.authorization.k8s.io';
  const begin = ['/Namespace//aks-', '/Namespace//kube-', 'scheduling.k8s.io/PriorityClass//system-'];
  const system = [`${rbac}/ClusterRole//system:`, `${rbac}/ClusterRoleBinding//system:`];
  const webhooks = ['aks', 'azure', 'gatekeeper', 'istio'].flatMap((start) =>
    ['Mutating', 'Validating'].map((kind) => `admissionregistration.k8s.io/${kind}WebhookConfiguration//${start}-`),
  );
  expect(aks.reserved).toEqual(expect.arrayContaining([...begin, ...system, ...webhooks]));
  expect(aks.reservedGroups).toEqual(
    expect.arrayContaining(['clusterconfig.azure.com', 'image.toolkit.fluxcd.io', 'metrics.k8s.io', 'karpenter.sh']),
  );
  expect(aks.objects).toContain('/Service/default/kubernetes');
  expect(names(`${rbac}/ClusterRole//`)).toEqual(expect.arrayContaining(['admin', 'cluster-admin', 'edit', 'view']));
});

test.each(providedBy('plain', 'own').objects)(
  '%s is of a kind that exists, in a namespace where it has one',
  (object) => {
    const [group, kind = '', namespace, name, ...more] = object.split('/');
    expect(scopeOf(group === '' ? 'v1' : `${group}/v1`, kind)).toBe(namespace === '' ? 'Cluster' : 'Namespaced');
    expect([name, more]).toEqual([expect.stringMatching(/^[a-z0-9-]+$/), []]);
  },
);

test("a cluster without Cilium has no place for Cilium's policies", () => {
  const policy = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'own' }, spec: {} };
  const charts: Charts = { default: (chart) => void new ApiObject(chart, 'own', policy) };
  const missing = (network: Network) =>
    renderCharts(charts, network)
      .findings.filter(({ code }) => code === 'no-provider')
      .map(({ problem }) => problem);
  expect(missing('cilium')).toEqual([]);
  expect(missing('plain')).toEqual([expect.stringContaining('API group cilium.io')]);
});

test('a cluster has the kinds of an add-on that is on, and of no other', () => {
  expect(providedBy('plain', 'own').groups).not.toContain('keda.sh');
  expect(providedBy('plain', 'own', ['keda']).groups).toContain('keda.sh');
});

test('an add-on that nobody knows is refused, with those that are known', () => {
  const faultsWith = (addOns: readonly AddOn[]): string[] =>
    emptyCluster(new FleetApp('.preview'), 'plain', { addOns })
      .node.validate()
      .filter((fault) => fault.startsWith('addOns'));
  expect(faultsWith(['keda'])).toEqual([]);
  expect(faultsWith(['dapr' as AddOn])).toEqual(['addOns: "dapr" is no add-on that is known; write: keda']);
});

test('no release brings definitions that the cluster manages itself', () => {
  const provided = rendering().objects.flatMap(
    ({ object }) => object.metadata.annotations?.[annotations.provides]?.split(',') ?? [],
  );
  expect(provided).toContain('cert-manager.io');
  expect(provided.filter((group) => aks.groups.includes(group))).toEqual([]);
});

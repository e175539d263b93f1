// DNS for the pods of a real node: CoreDNS, as a cluster has it, with no name of the world outside.
import type { KubeObject } from '../../render/rendered.ts';
import { clusterDomain } from './kubelet.ts';

/** Address of its Service. */
export const dnsAddress = '10.0.0.10';

const name = 'coredns';
const metadata = { name, namespace: 'kube-system' };
const labels = { 'k8s-app': name };
const port = 5353;

/** All that it takes. @param image of CoreDNS */
export function dnsObjects(image: string): readonly KubeObject[] {
  const configuration = `.:${port} {\n  errors\n  ready\n  kubernetes ${clusterDomain}\n}\n`;
  const container = {
    name,
    image,
    args: ['-conf', '/etc/coredns/Corefile'],
    volumeMounts: [{ name: 'configuration', mountPath: '/etc/coredns' }],
    readinessProbe: { httpGet: { path: '/ready', port: 8181 } },
  };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name },
      rules: [
        { apiGroups: [''], resources: ['services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { Corefile: configuration } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            containers: [container],
            volumes: [{ name: 'configuration', configMap: { name } }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        clusterIP: dnsAddress,
        selector: labels,
        ports: (['UDP', 'TCP'] as const).map((protocol) => ({
          name: protocol.toLowerCase(),
          port: 53,
          targetPort: port,
          protocol,
        })),
      },
    },
  ];
}

// An object of each custom kind that Flux waits for, with what it uses.
import type { KubeObject } from '../../render/rendered.ts';

const namespace = 'strict';
const issuerRef = { name: 'one' };
const secretStoreRef = { name: 'one' };
const data = [{ secretKey: 'token', remoteRef: { key: 'token' } }];
const azurekv = { authType: 'WorkloadIdentity', vaultUrl: 'https://kv-example.vault.azure.net' };
const store = { provider: { azurekv } };
const request = Buffer.from('made up').toString('base64');
const routed = { parentRefs: [{ name: 'one' }], rules: [{ backendRefs: [{ name: 'one', port: 80 }] }] };

const widgets = { apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['widgets'] };

/** All are called the same. */
function one(
  apiVersion: string,
  kind: string,
  body: object,
  scope: 'Namespaced' | 'Cluster' = 'Namespaced',
): KubeObject {
  return { apiVersion, kind, metadata: { name: 'one', ...(scope === 'Namespaced' && { namespace }) }, ...body };
}

export const oneOfEach: readonly KubeObject[] = [
  one('v1', 'Secret', { stringData: { token: 'made up' } }),
  one('v1', 'Service', { spec: { ports: [{ port: 80 }] } }),
  one('v1', 'ServiceAccount', {}),

  one(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    { spec: { matchConstraints: { resourceRules: [widgets] }, validations: [{ expression: 'true' }] } },
    'Cluster',
  ),
  one('cert-manager.io/v1', 'ClusterIssuer', { spec: { selfSigned: {} } }, 'Cluster'),
  one('cert-manager.io/v1', 'Issuer', { spec: { selfSigned: {} } }),
  one('cert-manager.io/v1', 'Certificate', {
    spec: { secretName: 'certificate', issuerRef, dnsNames: ['example.com'] },
  }),
  one('cert-manager.io/v1', 'CertificateRequest', { spec: { request, issuerRef } }),
  one('acme.cert-manager.io/v1', 'Order', { spec: { request, issuerRef } }),
  one('acme.cert-manager.io/v1', 'Challenge', {
    spec: {
      issuerRef,
      authorizationURL: 'https://acme.example.com/authorization',
      dnsName: 'example.com',
      key: 'key',
      solver: {},
      token: 'token',
      type: 'DNS-01',
      url: 'https://acme.example.com/challenge',
    },
  }),

  one('external-secrets.io/v1', 'ClusterSecretStore', { spec: store }, 'Cluster'),
  one('external-secrets.io/v1', 'SecretStore', { spec: store }),
  one('external-secrets.io/v1', 'ExternalSecret', { spec: { secretStoreRef, target: { name: 'external' }, data } }),
  one(
    'external-secrets.io/v1',
    'ClusterExternalSecret',
    {
      spec: {
        externalSecretName: 'from-cluster',
        namespaceSelectors: [{ matchLabels: { 'kubernetes.io/metadata.name': namespace } }],
        externalSecretSpec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'one' }, data },
      },
    },
    'Cluster',
  ),
  one('external-secrets.io/v1alpha1', 'PushSecret', {
    spec: { secretStoreRefs: [secretStoreRef], selector: { secret: { name: 'one' } } },
  }),

  one('gateway.networking.k8s.io/v1', 'GatewayClass', { spec: { controllerName: 'example.com/gateways' } }, 'Cluster'),
  one('gateway.networking.k8s.io/v1', 'Gateway', {
    spec: { gatewayClassName: 'one', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  }),
  one('gateway.networking.k8s.io/v1', 'GRPCRoute', { spec: routed }),
  one('gateway.networking.k8s.io/v1', 'HTTPRoute', { spec: routed }),

  one('keda.sh/v1alpha1', 'TriggerAuthentication', { spec: { podIdentity: { provider: 'azure-workload' } } }),
  one('keda.sh/v1alpha1', 'ScaledObject', {
    spec: {
      scaleTargetRef: { name: 'one' },
      triggers: [{ type: 'azure-queue', metadata: { queueName: 'one' }, authenticationRef: { name: 'one' } }],
    },
  }),

  one('source.toolkit.fluxcd.io/v1', 'HelmRepository', { spec: { url: 'https://charts.example.com', interval: '1h' } }),
  one('source.toolkit.fluxcd.io/v1', 'HelmChart', {
    spec: { interval: '1h', chart: 'one', sourceRef: { kind: 'HelmRepository', name: 'one' } },
  }),
  one('source.toolkit.fluxcd.io/v1', 'OCIRepository', {
    spec: { url: 'oci://charts.example.com/one', interval: '1h', ref: { tag: '1.0.0' } },
  }),
  one('helm.toolkit.fluxcd.io/v2', 'HelmRelease', {
    spec: { interval: '1h', chart: { spec: { chart: 'one', sourceRef: { kind: 'HelmRepository', name: 'one' } } } },
  }),
  one('notification.toolkit.fluxcd.io/v1', 'Receiver', {
    spec: { type: 'generic', secretRef: { name: 'one' }, resources: [{ kind: 'OCIRepository', name: 'one' }] },
  }),

  one('monitoring.coreos.com/v1', 'Alertmanager', { spec: { serviceAccountName: 'one' } }),
  one('monitoring.coreos.com/v1', 'Prometheus', { spec: { serviceAccountName: 'one' } }),
];

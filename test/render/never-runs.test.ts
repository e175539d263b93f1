// Objects that the API server takes one by one, and that never do together what they are for: each with a neighbour that does.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { findingsOf, pinnedImage } from '../support/synthesize.ts';

type Fields = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, name: string, more: Fields): Fields => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
});

/** What is wrong with objects, each as `code Kind name: field`. */
function refused(made: readonly Fields[]): string[] {
  const findings = findingsOf({
    a: (chart: Chart) =>
      made.forEach((each, index) => {
        const { name } = each.metadata as { name: string };
        new ApiObject(chart, `${String(each.kind)}-${name}-${index}`, each as never);
      }),
  });
  return findings
    .filter(({ code, field }) => !(code === 'no-provider' && ['apiVersion', 'spec.secretStoreRef'].includes(field)))
    .map(({ code, at, field }) => `${code} ${at.replace(/^.*\/|-\d+$/g, '')}: ${field}`);
}

const labels = { app: 'web' };
const requests = { cpu: '100m', memory: '64Mi' };

const container = (more: Fields = {}): Fields => ({
  name: 'web',
  image: pinnedImage,
  ports: [{ name: 'http', containerPort: 8080 }],
  resources: { requests },
  ...more,
});

const workload = (kind: string, pod: Fields, more: Fields = {}): Fields =>
  object('apps/v1', kind, 'web', {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container()], ...pod } },
      ...more,
    },
  });

const deployment = (pod: Fields = {}, more: Fields = {}): Fields => workload('Deployment', pod, more);

const scaler = (metric: Fields, kind = 'Deployment'): Fields =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name: 'web' }, maxReplicas: 2, metrics: [metric] },
  });

const share = { type: 'Utilization', averageUtilization: 60 };
const byShare = (name: string): Fields => ({ type: 'Resource', resource: { name, target: share } });
const ofContainer = (container: string): Fields => ({
  type: 'ContainerResource',
  containerResource: { name: 'cpu', container, target: share },
});
const byAverage = { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '1' } } };

const scaled = (trigger: Fields): Fields =>
  object('keda.sh/v1alpha1', 'ScaledObject', 'web', {
    spec: { scaleTargetRef: { name: 'web' }, minReplicaCount: 1, triggers: [trigger] },
  });
const keda = (more: Fields = {}): Fields =>
  scaled({ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' }, ...more });

const proxy = container({ name: 'proxy', ports: [] });
const byQueue = (target: Fields = {}): Fields =>
  object('keda.sh/v1alpha1', 'ScaledObject', 'web', {
    spec: {
      scaleTargetRef: { name: 'web', ...target },
      triggers: [{ type: 'azure-servicebus', metadata: { queueName: 'mails', connectionFromEnv: 'QUEUE' } }],
    },
  });

const silent = deployment({ containers: [container({ resources: {} })] });
const limits = object('v1', 'LimitRange', 'limits', {
  spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] },
});
const setUp = container({ name: 'set-up', resources: {}, ports: [] });

const claim = (spec: Fields = {}): Fields =>
  object('v1', 'PersistentVolumeClaim', 'files', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
const mounted = {
  volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'files' } }],
  containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
};
const recreate = { strategy: { type: 'Recreate' } };
const alone = deployment(mounted, recreate);
const schedule = object('batch/v1', 'CronJob', 'nightly', {
  spec: {
    schedule: '0 3 * * *',
    jobTemplate: { spec: { template: { metadata: { labels }, spec: { restartPolicy: 'Never', ...mounted } } } },
  },
});
const shared = { accessModes: ['ReadWriteMany'] };
const shares = { ...shared, storageClassName: 'azurefile-csi' };
const source = { kind: 'GitRepository', name: 'fleetwright', namespace: 'cluster-config' };
const chart = (values: Fields): Fields =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'db', {
    spec: { interval: '1h', chart: { spec: { chart: 'charts/db', sourceRef: source } }, values },
  });
const ownClass = (volumeBindingMode: string): Fields => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'own' },
  provisioner: 'disk.csi.azure.com',
  volumeBindingMode,
});
const template = (name: string): Fields => ({
  volumeClaimTemplates: [
    { metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  ],
});

const external = (name: string, template?: Fields): Fields =>
  object('external-secrets.io/v1', 'ExternalSecret', name, {
    spec: {
      secretStoreRef: { name: 'vault' },
      data: [{ secretKey: '.dockerconfigjson', remoteRef: { key: 'login' } }],
      ...(template && { target: { template } }),
    },
  });
const pulling = deployment({ imagePullSecrets: [{ name: 'login' }] });
const account = object('v1', 'ServiceAccount', 'web', { imagePullSecrets: [{ name: 'login' }] });
const login = { type: 'kubernetes.io/dockerconfigjson' };

const ofVault = (volumeAttributes: Fields): Fields => ({
  volumes: [{ name: 'v', csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes } }],
});

const dns = deployment({
  containers: [container({ ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }] })],
});
const service = (port: Fields): Fields =>
  object('v1', 'Service', 'web', { spec: { selector: labels, ports: [{ name: 'http', ...port }] } });
const web = service({ port: 80, targetPort: 'http' });

const ingress = (port: Fields): Fields =>
  object('networking.k8s.io/v1', 'Ingress', 'web', {
    spec: { defaultBackend: { service: { name: 'web', port } } },
  });

const config = object('v1', 'ConfigMap', 'config', { data: { 'app.yaml': 'a: 1' } });
const file = (subPath: string, volume: Fields = {}): Fields =>
  deployment({
    volumes: [{ name: 'v', configMap: { name: 'config', ...volume } }],
    containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/etc/app.yaml', subPath }] })],
  });

describe('what never comes of it is one finding, and what is right passes', () => {
  test.each<[what: string, wrong: readonly Fields[], finding: string, ...right: readonly (readonly Fields[])[]]>([
    [
      'a share of a request that no container makes',
      [silent, scaler(byShare('cpu'))],
      'unable-to-scale HorizontalPodAutoscaler-web: spec.metrics[0].resource',
      [deployment(), scaler(byShare('cpu'))],
      [silent, scaler(byAverage)],
      [silent, limits, scaler(byShare('cpu'))],
      [deployment({ containers: [container({ resources: { limits: { cpu: '1' } } })] }), scaler(byShare('cpu'))],
      [deployment({ initContainers: [setUp] }), scaler(byShare('cpu'))],
    ],
    [
      'a share of a request that one of two containers makes',
      [
        deployment({
          containers: [container(), container({ name: 'b', ports: [], resources: { requests: { cpu: '1' } } })],
        }),
        scaler(byShare('memory')),
      ],
      'unable-to-scale HorizontalPodAutoscaler-web: spec.metrics[0].resource',
      [deployment({ containers: [container(), container({ name: 'b', ports: [] })] }), scaler(byShare('memory'))],
    ],
    [
      'a container of a metric that is not there',
      [deployment(), scaler(ofContainer('proxy'))],
      'unable-to-scale HorizontalPodAutoscaler-web: spec.metrics[0].containerResource',
      [deployment(), scaler(ofContainer('web'))],
    ],
    [
      'an autoscaler of a DaemonSet',
      [workload('DaemonSet', {}), scaler(byShare('cpu'), 'DaemonSet')],
      'unable-to-scale HorizontalPodAutoscaler-web: spec.scaleTargetRef.kind',
      [workload('StatefulSet', {}), scaler(byShare('cpu'), 'StatefulSet')],
    ],
    [
      'KEDA by a share of nothing',
      [silent, keda()],
      'unable-to-scale ScaledObject-web: spec.triggers[0]',
      [deployment(), keda()],
      [silent, keda({ metricType: 'AverageValue', metadata: { value: '1' } })],
    ],
    [
      'KEDA by a container that is not there',
      [deployment(), keda({ metadata: { value: '60', containerName: 'proxy' } })],
      'unable-to-scale ScaledObject-web: spec.triggers[0]',
      [deployment(), keda({ metadata: { value: '60', containerName: 'web' } })],
    ],
    [
      'KEDA by a variable that is not there',
      [deployment(), byQueue()],
      'unable-to-scale ScaledObject-web: spec.triggers[0].metadata.connectionFromEnv',
      [deployment({ containers: [container({ env: [{ name: 'QUEUE', value: 'a' }] })] }), byQueue()],
      [config, deployment({ containers: [container({ envFrom: [{ configMapRef: { name: 'config' } }] })] }), byQueue()],
    ],
    [
      'KEDA by a variable of another container',
      [
        deployment({ containers: [container({ env: [{ name: 'QUEUE', value: 'a' }] }), proxy] }),
        byQueue({ envSourceContainerName: 'proxy' }),
      ],
      'unable-to-scale ScaledObject-web: spec.triggers[0].metadata.connectionFromEnv',
      [
        deployment({ containers: [proxy, container({ env: [{ name: 'QUEUE', value: 'a' }] })] }),
        byQueue({ envSourceContainerName: 'web' }),
      ],
    ],

    [
      'a disk that is shared',
      [claim(shared), alone],
      'claim-unbound PersistentVolumeClaim-files: spec.accessModes',
      [claim(shares), alone],
      [claim({ ...shares, storageClassName: 'azurefile' }), deployment(mounted, { replicas: 3 })],
    ],
    [
      'a disk of a class of our own that is shared',
      [ownClass('Immediate'), claim({ ...shared, storageClassName: 'own' }), alone],
      'claim-unbound PersistentVolumeClaim-files: spec.accessModes',
      [ownClass('Immediate'), claim({ storageClassName: 'own' }), alone],
    ],
    [
      'a claim of a disk that no pod mounts',
      [claim(), deployment()],
      'claim-unbound PersistentVolumeClaim-files: spec',
      [claim(), alone],
      [claim({ storageClassName: 'azurefile-csi' }), deployment()],
      [claim({ volumeName: 'made' })],
      [claim(), chart({ primary: { existingClaim: 'files' } })],
    ],
    [
      'a claim of a disk that the pods of a schedule mount alone',
      [claim(), schedule],
      'claim-unbound PersistentVolumeClaim-files: spec',
      [claim({ storageClassName: 'azurefile-csi' }), schedule],
      [claim(), schedule, alone],
    ],
    [
      'a claim of a class of our own that waits, and no pod mounts',
      [ownClass('WaitForFirstConsumer'), claim({ storageClassName: 'own' })],
      'claim-unbound PersistentVolumeClaim-files: spec',
      [ownClass('Immediate'), claim({ storageClassName: 'own' })],
    ],
    [
      'a claim that is not quite one of those that a StatefulSet makes',
      [
        { ...claim(), metadata: { name: 'files-web-1', namespace: 'default' } },
        object('v1', 'Service', 'web', { spec: { selector: labels, clusterIP: 'None', ports: [{ port: 8080 }] } }),
        workload('StatefulSet', {}, { serviceName: 'web', ...template('files') }),
      ],
      'claim-unbound PersistentVolumeClaim-files-web-1: spec',
      [
        { ...claim(), metadata: { name: 'files-web-0', namespace: 'default' } },
        object('v1', 'Service', 'web', { spec: { selector: labels, clusterIP: 'None', ports: [{ port: 8080 }] } }),
        workload('StatefulSet', {}, { serviceName: 'web', ...template('files') }),
      ],
    ],

    [
      'a rollout that makes the new pod before the old one gives its disk away',
      [claim(), deployment(mounted)],
      'claim-held Deployment-web: spec.strategy',
      [claim(), alone],
      [claim(), deployment(mounted, { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } })],
      [claim({ storageClassName: 'azurefile-csi' }), deployment(mounted)],
    ],
    [
      'several pods with one disk',
      [claim(), deployment(mounted, { replicas: 2, ...recreate })],
      'claim-held Deployment-web: spec.template.spec.volumes',
      [claim(shares), deployment(mounted, { replicas: 2 })],
    ],
    [
      'more pods with one disk, once an autoscaler makes them',
      [claim(), alone, scaler(byShare('cpu'))],
      'claim-held Deployment-web: spec.template.spec.volumes',
      [claim(shares), alone, scaler(byShare('cpu'))],
    ],

    [
      'a login to a registry of no type',
      [external('login'), pulling],
      'pull-secret-type Deployment-web: spec.template.spec.imagePullSecrets[0]',
      [external('login', login), pulling],
    ],
    [
      'a login of an account of no type',
      [external('login', { type: 'Opaque' }), account],
      'pull-secret-type ServiceAccount-web: imagePullSecrets[0]',
      [external('login', login), account],
    ],

    [
      'a volume of a vault that nothing describes',
      [deployment(ofVault({ secretProviderClass: 'vault' }))],
      'no-provider Deployment-web: spec.template.spec.volumes.v',
      [deployment({ volumes: [{ name: 'v', csi: { driver: 'files.example.com', readOnly: true } }] })],
    ],
    [
      'a port of another protocol',
      [dns, service({ port: 53, targetPort: 'dns' })],
      'service-port-missing Service-web: spec.ports[0].targetPort',
      [dns, service({ port: 53, targetPort: 'dns', protocol: 'UDP' })],
      [dns, service({ port: 53 })],
    ],
    [
      'a number of a port that the Service of an Ingress lacks',
      [deployment(), web, ingress({ number: 8080 })],
      'route-port-missing Ingress-web: spec.defaultBackend.service.port',
      [deployment(), web, ingress({ number: 80 })],
      [
        object('v1', 'Service', 'web', { spec: { type: 'ExternalName', externalName: 'a.example.com' } }),
        ingress({ number: 443 }),
      ],
    ],
    [
      'a name of a port that the Service of an Ingress lacks',
      [deployment(), web, ingress({ name: 'https' })],
      'route-port-missing Ingress-web: spec.defaultBackend.service.port',
      [deployment(), web, ingress({ name: 'http' })],
    ],
    [
      'a file that the ConfigMap lacks',
      [config, file('app.yml')],
      'key-missing Deployment-web: spec.template.spec.volumes.v',
      [config, file('app.yaml')],
      [config, file('app.yml', { items: [{ key: 'app.yaml', path: 'app.yml' }] })],
      [config, file('app.yml', { optional: true })],
    ],
  ])('%s', (_what, wrong, finding, ...right) => {
    expect(refused(wrong)).toEqual([finding]);
    for (const each of right) expect(refused(each)).toEqual([]);
  });
});

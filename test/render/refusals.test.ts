// Bad input is refused with its place, its field and what to write instead; every fault of a run at once.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { HelmRelease as HelmReleaseModel } from '@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2/HelmRelease';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, Chart, Include } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Certificate } from '../../imports/cert-manager.io.ts';
import { Gateway, GatewaySpecListenersAllowedRoutesNamespacesFrom } from '../../imports/gateway.networking.k8s.io.ts';
import { ServiceMonitor } from '../../imports/monitoring.coreos.com.ts';
import { HelmRelease } from '../../lib/flux/helm-release.ts';
import { ModelObject } from '../../lib/model-object.ts';
import { AllowTraffic } from '../../lib/network/traffic.ts';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { publicGateway } from '../../lib/platform.ts';
import { everyPolicy } from '../../lib/policy/policies.ts';
import { bindingObject, policyObject } from '../../lib/policy/policy.ts';
import { vouchFor } from '../../lib/vouch-for.ts';
import { secretsInEnvironment } from '../../lib/workload/secrets-in-environment.ts';
import { scratch } from '../../lib/workload/mount.ts';
import { WebService, type WebServiceProps } from '../../lib/workload/web-service.ts';
import { checks } from '../../render/checks/index.ts';
import { otherCodes } from '../../render/codes.ts';
import type { Finding } from '../../render/finding.ts';
import { restrictedContainer, restrictedPod } from '../../lib/workload/security.ts';
import { type Charts, findingsOf, pinnedImage, renderCharts } from '../support/synthesize.ts';

/** A file with what YAML 1.1 reads as numbers and words. */
const clock = resolve('test/render/fixtures/clock.yaml');

const { k8s } = kplus;

/** A service that nothing is wrong with. */
const good: WebServiceProps = {
  image: pinnedImage,
  ports: { http: 8080, metrics: 9090 },
  health: { liveness: '/livez', readiness: '/readyz', startup: '/startupz' },
  scale: { min: 2, max: 4 },
  resources: { cpu: '100m', memory: '128Mi' },
};

const namespace = (chart: Chart): void =>
  void new Namespace(chart, 'namespace', { name: 'a', quota: { cpu: '8', memory: '8Gi', pods: 30 } });

/** A chart `a` with its namespace, and what is added to it. */
const a = (add: (chart: Chart) => void): Charts => ({
  a: (chart) => {
    namespace(chart);
    add(chart);
  },
});

const service = (change: Partial<WebServiceProps>): Charts =>
  a((chart) => void new WebService(chart, 'web', { ...good, ...change }));

const raw = (chart: Chart, id: string, object: object): void => void new ApiObject(chart, id, object as never);

/** A claim of a share, which is made at once; of a disk where the class says so. */
const claim = (chart: Chart, storage: unknown, storageClassName = 'azurefile-csi'): void =>
  void new k8s.KubePersistentVolumeClaim(chart, 'claim', {
    metadata: { name: 'claim' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: storage as never } } },
  });

const workload = (container: object, spec: object = {}, selector: object = { app: 'web' }): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        securityContext: restrictedPod,
        containers: [
          {
            name: 'web',
            image: pinnedImage,
            ports: [{ name: 'http', containerPort: 8080 }],
            securityContext: restrictedContainer,
            ...container,
          },
        ],
      },
    },
    ...spec,
  },
});

/** A workload whose pods a budget counts. */
const budgeted = (pods: object, limit: object): Charts =>
  a((chart) => {
    raw(chart, 'web', pods);
    raw(chart, 'pdb', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web' },
      spec: { ...limit, selector: { matchLabels: { app: 'web' } } },
    });
  });

const batchJob = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'web' },
  spec: {
    parallelism: 3,
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        restartPolicy: 'Never',
        securityContext: restrictedPod,
        containers: [{ name: 'web', image: pinnedImage, securityContext: restrictedContainer }],
      },
    },
  },
};

const alertOf = (owner: string): object => ({
  alert: 'Down',
  expr: 'up == 0',
  labels: { severity: 'critical', owner },
  annotations: { summary: 'it is down', runbook_url: 'https://example.com/down.md' },
});

type Expected = Pick<Finding, 'code' | 'at' | 'field'> & { readonly problem: string; readonly write: string };

/** Codes that need more than a chart to fire; their cases are in beyond-application.test.ts, fleet.test.ts, inventory.test.ts,
 * owned-by-cluster.test.ts, removals.test.ts and series/ beside this, and in ../commands/check/flux-view.test.ts and ../commands/check.programs.test.ts. */
const elsewhere = [
  'alert-of-others',
  'beyond-application',
  'beyond-retention',
  'drops-replicas',
  'duplicate-chart',
  'duplicate-group',
  'duplicate-series',
  'empties-root',
  'hidden-from-flux',
  'migration-not-run',
  'moves-object',
  'nothing-rendered',
  'owned-by-cluster',
  'refused-change',
  'refused-object',
  'refused-pod',
  'removes-protected',
  'removes-too-much',
  'renames-chart',
  'replaces-root',
  'reserved-name',
  'reserved-layer',
  'unknown-series',
  'unknown-value',
  'unplaced-object',
];

const cases: readonly [name: string, charts: Charts, expected: Expected][] = [
  [
    'a Secret in the clear',
    a((chart) =>
      raw(chart, 'secret', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'token' },
        stringData: { token: 'hunter2' },
      }),
    ),
    { code: 'plaintext-secret', at: 'test/apps/a/secret', field: 'kind', problem: 'in the clear', write: 'SopsSecret' },
  ],
  [
    'two objects of one identity, from two charts',
    {
      ...a((chart) => void new k8s.KubeConfigMap(chart, 'one', { metadata: { name: 'same' } })),
      b: (chart) => void new k8s.KubeConfigMap(chart, 'two', { metadata: { name: 'same', namespace: 'a' } }),
    },
    {
      code: 'duplicate-object',
      at: 'test/apps/b/two',
      field: 'metadata.name',
      problem: 'already made by test/apps/a/one',
      write: 'another name',
    },
  ],
  [
    'a namespace that no chart makes',
    { a: (chart) => void new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'config' } }) },
    {
      code: 'no-provider',
      at: 'test/apps/a/config',
      field: 'metadata.namespace',
      problem: 'Namespace a',
      write: 'main.ts',
    },
  ],
  [
    'a custom kind whose definition no chart provides',
    a(
      (chart) =>
        void new ServiceMonitor(chart, 'monitor', { metadata: { name: 'm' }, spec: { selector: {}, endpoints: [] } }),
    ),
    {
      code: 'no-provider',
      at: 'test/apps/a/monitor',
      field: 'apiVersion',
      problem: 'API group monitoring.coreos.com',
      write: 'main.ts',
    },
  ],
  [
    'a custom resource in the chart whose own Helm release defines its kind',
    a((chart) => {
      new HelmRelease(chart, 'cert-manager', {
        url: 'oci://example.com/charts/x',
        version: '1.0.0',
        namespace: 'a',
        provides: ['cert-manager.io'],
      });
      new Certificate(chart, 'certificate', {
        metadata: { name: 'c' },
        spec: { secretName: 's', dnsNames: ['example.com'], issuerRef: { name: 'i', kind: 'ClusterIssuer' } },
      });
    }),
    {
      code: 'uses-own-release',
      at: 'test/apps/a/certificate',
      field: 'apiVersion',
      problem: 'same chart "a"',
      write: 'a chart of its own',
    },
  ],
  [
    'charts that wait for each other',
    {
      a: (chart) => {
        namespace(chart);
        new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'config', namespace: 'b' } });
      },
      b: (chart) => {
        new Namespace(chart, 'namespace', { name: 'b', quota: { cpu: '1', memory: '1Gi', pods: 1 } });
        new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'config', namespace: 'a' } });
      },
    },
    {
      code: 'dependency-cycle',
      at: 'test/apps/a',
      field: '',
      problem: 'a waits for b (test/apps/a/config uses the Namespace b); b waits for a',
      write: 'a chart of its own',
    },
  ],
  [
    'a dependency drawn by hand',
    a((chart) => {
      const one = new k8s.KubeConfigMap(chart, 'one', { metadata: { name: 'one' } });
      new k8s.KubeConfigMap(chart, 'two', { metadata: { name: 'two' } }).node.addDependency(one);
    }),
    { code: 'drawn-dependency', at: 'test/apps/a/two', field: '', problem: 'dependency of its own', write: 'derived' },
  ],
  [
    'a name that comes from the place in the code',
    a((chart) => void new k8s.KubeConfigMap(chart, 'config', {})),
    {
      code: 'derived-name',
      at: 'test/apps/a/config',
      field: 'metadata.name',
      problem: 'comes from the place in the code',
      write: 'an explicit metadata.name',
    },
  ],
  [
    "cdk8s-plus' selector, which comes from the place in the code",
    a(
      (chart) =>
        void new kplus.Deployment(chart, 'web', {
          metadata: { name: 'web' },
          containers: [{ image: pinnedImage, portNumber: 8080 }],
        }),
    ),
    {
      code: 'path-derived-selector',
      at: 'test/apps/a/web/Resource',
      field: 'spec.selector.matchLabels',
      problem: 'cdk8s.io/metadata.addr',
      write: 'app.kubernetes.io/name',
    },
  ],
  [
    'a name that is no DNS label',
    a((chart) => void new WebService(chart, 'Web_Service', good)),
    {
      code: 'invalid-setting',
      at: 'test/apps/a/Web_Service',
      field: 'name',
      problem: '"Web_Service" is no DNS label',
      write: 'lower case letters',
    },
  ],
  [
    'an object whose name the API server refuses',
    a((chart) => void new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'Up_Per' } })),
    {
      code: 'invalid-name',
      at: 'test/apps/a/config',
      field: 'metadata.name',
      problem: '"Up_Per"',
      write: 'lower case letters',
    },
  ],
  [
    'a prop that is misspelt, which no compiler has seen',
    service({ scale: { min: 2, max: 4, cpuPercnt: 50 } as WebServiceProps['scale'] }),
    {
      code: 'invalid-setting',
      at: 'test/apps/a/web',
      field: 'scale.cpuPercnt',
      problem: 'there is no prop "cpuPercnt"',
      write: 'one of: min, max, cpuPercent',
    },
  ],
  [
    'a probe on a port that the container lacks',
    a((chart) => raw(chart, 'web', workload({ livenessProbe: { httpGet: { path: '/livez', port: 'admin' } } }))),
    {
      code: 'probe-port-missing',
      at: 'test/apps/a/web',
      field: 'spec.template.spec.containers[0].livenessProbe',
      problem: 'no port "admin"',
      write: 'one of its ports',
    },
  ],
  [
    'a disruption budget that blocks every eviction',
    budgeted(workload({}, { replicas: 2 }), { minAvailable: 2 }),
    {
      code: 'pdb-blocks-eviction',
      at: 'test/apps/a/pdb',
      field: 'spec.minAvailable',
      problem: 'no pod of 2 may ever be evicted',
      write: 'maxUnavailable: 1',
    },
  ],
  [
    'a disruption budget whose share is rounded up to all pods',
    budgeted(workload({}, { replicas: 2 }), { minAvailable: '90%' }),
    {
      code: 'pdb-blocks-eviction',
      at: 'test/apps/a/pdb',
      field: 'spec.minAvailable',
      problem: 'no pod of 2 may ever be evicted',
      write: 'maxUnavailable: 1',
    },
  ],
  [
    'a disruption budget without a number',
    budgeted(workload({}, { replicas: 2 }), {}),
    {
      code: 'pdb-blocks-eviction',
      at: 'test/apps/a/pdb',
      field: 'spec',
      problem: 'without a number',
      write: 'maxUnavailable: 1',
    },
  ],
  [
    'a disruption budget of a number over the pods of a Job',
    budgeted(batchJob, { maxUnavailable: 1 }),
    {
      code: 'pdb-blocks-eviction',
      at: 'test/apps/a/pdb',
      field: 'spec.maxUnavailable',
      problem: 'how many pods a Job should have',
      write: 'minAvailable as a whole number',
    },
  ],
  [
    'a disruption budget of a share over the pods of a Job',
    budgeted(batchJob, { minAvailable: '50%' }),
    {
      code: 'pdb-blocks-eviction',
      at: 'test/apps/a/pdb',
      field: 'spec.minAvailable',
      problem: 'how many pods a Job should have',
      write: 'minAvailable as a whole number',
    },
  ],
  [
    'an exception from a policy for what is not there',
    {
      a: (chart) => {
        const workloads = [
          { policy: 'container-probes', workload: 'web', because: 'the vendor has none' },
          { policy: 'container-probes', workload: 'wbe', because: 'the vendor has none' },
        ] as const;
        const quota = { cpu: '8', memory: '8Gi', pods: 30 };
        new Namespace(chart, 'namespace', { name: 'a', quota, admission: { workloads } });
        new WebService(chart, 'web', good);
      },
    },
    {
      code: 'needless-exception',
      at: 'test/apps/a/namespace/namespace',
      field: 'metadata.annotations.fleetwright.dev/admission-exceptions',
      problem: '"wbe" is excepted',
      write: 'the name of an object',
    },
  ],
  [
    'a release into a namespace whose policies judge pods that nobody sees',
    a((chart) => {
      for (const policy of everyPolicy(['registry.example']))
        if (policy.name === 'image-digest') {
          new ModelObject(chart, 'policy', policyObject(policy));
          new ModelObject(chart, 'binding', bindingObject(policy, 'deny'));
        }
      new HelmRelease(chart, 'release', { url: 'oci://registry.example/charts/it', version: '1.0.0', namespace: 'a' });
    }),
    {
      code: 'unseen-pods',
      at: 'test/apps/a/release/release',
      field: 'spec.targetNamespace',
      problem: 'image-digest judge',
      write: 'unboundOfCharts',
    },
  ],
  [
    'the same of a release that names no namespace but its own',
    a((chart) => {
      for (const policy of everyPolicy(['registry.example']))
        if (policy.name === 'image-digest') {
          new ModelObject(chart, 'policy', policyObject(policy));
          new ModelObject(chart, 'binding', bindingObject(policy, 'deny'));
        }
      raw(chart, 'release', {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: { name: 'it', namespace: 'a' },
        spec: { interval: '10m', chartRef: { kind: 'OCIRepository', name: 'it' } },
      });
    }),
    {
      code: 'unseen-pods',
      at: 'test/apps/a/release',
      field: 'metadata.namespace',
      problem: 'image-digest judge',
      write: 'unboundOfCharts',
    },
  ],
  [
    'a Service that selects nothing',
    a(
      (chart) =>
        void new k8s.KubeService(chart, 'service', {
          metadata: { name: 'web' },
          spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] },
        }),
    ),
    {
      code: 'service-without-pods',
      at: 'test/apps/a/service',
      field: 'spec.selector',
      problem: 'selects no pod',
      write: 'labels of a pod template',
    },
  ],
  [
    'a Service on a port that no container has',
    a((chart) => {
      raw(chart, 'web', workload({}));
      raw(chart, 'service', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'admin' }] },
      });
    }),
    {
      code: 'service-port-missing',
      at: 'test/apps/a/service',
      field: 'spec.ports[0].targetPort',
      problem: '"admin"',
      write: 'a container port',
    },
  ],
  [
    'a workload that does not select its own pods',
    a((chart) => raw(chart, 'web', workload({}, {}, { app: 'other' }))),
    {
      code: 'selector-mismatch',
      at: 'test/apps/a/web',
      field: 'spec.selector',
      problem: 'its own template',
      write: 'labels of the template',
    },
  ],
  [
    'replicas that an autoscaler sets too',
    a((chart) => {
      raw(chart, 'web', workload({}, { replicas: 2 }));
      raw(chart, 'hpa', {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
      });
    }),
    {
      code: 'replicas-fight-autoscaler',
      at: 'test/apps/a/web',
      field: 'spec.replicas',
      problem: 'the autoscaler "web" sets it too',
      write: 'no replicas',
    },
  ],
  [
    'a schedule whose pods the namespace refuses (home-ops#11969)',
    a((chart) =>
      raw(chart, 'nightly', {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'nightly' },
        spec: {
          schedule: '0 3 * * *',
          jobTemplate: {
            spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: pinnedImage }] } } },
          },
        },
      }),
    ),
    {
      code: 'pod-security',
      at: 'test/apps/a/nightly',
      field: 'spec.jobTemplate.spec.template.spec',
      problem:
        'the namespace "a" (restricted) would refuse every pod of it: spec.jobTemplate.spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation is not false',
      write: 'securityContext: { runAsNonRoot: true',
    },
  ],
  [
    'more pods than the quota has room for',
    service({ scale: { min: 3, max: 10 }, resources: { cpu: '1', memory: '128Mi' } }),
    {
      code: 'beyond-quota',
      at: 'test/apps/a/web/deployment',
      field: 'spec.template.spec',
      problem: 'the quota of the namespace "a" has room for 8 of its 10 pods (requests.cpu: 8)',
      write: 'a lower scale or smaller resources, or a larger quota',
    },
  ],
  [
    'a request above the limit that the namespace gives (kubernetes#51430)',
    a((chart) => raw(chart, 'web', workload({ resources: { requests: { memory: '512Mi' } } }))),
    {
      code: 'request-above-limit',
      at: 'test/apps/a/web',
      field: 'spec.template.spec',
      problem:
        'no pod of it would be made: spec.template.spec.containers[0].resources.requests.memory is 512Mi, above the limit of 256Mi that the namespace gives',
      write: 'requests within the limits',
    },
  ],
  [
    'a folder that may hold more than its pod',
    service({ resources: { ...good.resources, disk: '1Gi' }, mounts: [scratch('tmp', '/tmp', '2Gi')] }),
    {
      code: 'scratch-above-limit',
      at: 'test/apps/a/web/deployment',
      field: 'spec.template.spec.volumes',
      problem: 'tmp (2Gi) may hold more than the 1024Mi after which the pod is evicted',
      write: 'smaller ones; or a higher limit of ephemeral-storage in its containers',
    },
  ],
  [
    'an autoscaler of nothing',
    a((chart) =>
      raw(chart, 'hpa', {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'gone' } },
      }),
    ),
    {
      code: 'no-provider',
      at: 'test/apps/a/hpa',
      field: 'spec.scaleTargetRef',
      problem: 'Deployment.apps a/gone',
      write: 'a name that exists',
    },
  ],
  [
    'a Secret that does not exist, in the environment',
    a((chart) =>
      raw(
        chart,
        'web',
        workload({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'gone', key: 'token' } } }] }),
      ),
    ),
    {
      code: 'no-provider',
      at: 'test/apps/a/web',
      field: 'spec.template.spec.containers[0].env.TOKEN',
      problem: 'Secret a/gone',
      write: 'a name that exists',
    },
  ],
  [
    'a Secret in the environment',
    a((chart) =>
      raw(
        chart,
        'web',
        workload({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key: 'token' } } }] }),
      ),
    ),
    {
      code: 'secret-in-environment',
      at: 'test/apps/a/web',
      field: 'spec.template.spec.containers[0].env.TOKEN',
      problem: 'the Secret "token"',
      write: 'a mount',
    },
  ],
  [
    'a whole Secret in the environment',
    a((chart) => raw(chart, 'web', workload({ envFrom: [{ secretRef: { name: 'token' } }] }))),
    {
      code: 'secret-in-environment',
      at: 'test/apps/a/web',
      field: 'spec.template.spec.containers[0].envFrom.token',
      problem: 'the Secret "token"',
      write: 'a mount',
    },
  ],
  [
    'a reason for a Secret in the environment, where there is none',
    a((chart) =>
      secretsInEnvironment(new ApiObject(chart, 'web', workload({}) as never), 'Deployment', {
        'spec.template.spec.containers[0].env.TOKEN': 'the image reads no file',
      }),
    ),
    {
      code: 'secret-in-environment',
      at: 'test/apps/a/web',
      field: 'metadata.annotations["fleetwright.dev/secret-in-environment-because"]',
      problem: 'where no Secret comes into the environment',
      write: 'secretsInEnvironment',
    },
  ],
  [
    'an image by tag alone',
    service({ image: 'example.azurecr.io/web:latest' }),
    {
      code: 'image-not-pinned',
      at: 'test/apps/a/web/deployment',
      field: 'spec.template.spec.containers[0].image',
      problem: '"example.azurecr.io/web:latest"',
      write: 'clusters/releases/lab.yaml',
    },
  ],
  [
    'an image by tag alone in a Pod that no workload makes',
    a((chart) =>
      raw(chart, 'pod', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'pod' },
        spec: { containers: [{ name: 'web', image: 'example.azurecr.io/web:latest' }] },
      }),
    ),
    {
      code: 'image-not-pinned',
      at: 'test/apps/a/pod',
      field: 'spec.containers[0].image',
      problem: '"example.azurecr.io/web:latest"',
      write: 'clusters/releases/lab.yaml',
    },
  ],
  [
    'an immutable ConfigMap, whose name cannot change with it',
    a((chart) => void new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'config' }, immutable: true })),
    {
      code: 'immutable-config',
      at: 'test/apps/a/config',
      field: 'immutable',
      problem: 'no later version',
      write: 'no immutable',
    },
  ],
  [
    'an annotation by which kustomize leaves the object out, and Flux deletes it',
    a((chart) =>
      raw(chart, 'config', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'config', annotations: { 'config.kubernetes.io/local-config': 'true' } },
      }),
    ),
    {
      code: 'reserved-metadata',
      at: 'test/apps/a/config',
      field: 'metadata.annotations.config.kubernetes.io/local-config',
      problem: 'kustomize or Flux would not apply',
      write:
        'prune: disabled alone is allowed; another one, with its reason, by the list in render/checks/reserved-metadata.ts',
    },
  ],
  [
    'a password in a ConfigMap',
    a(
      (chart) =>
        void new k8s.KubeConfigMap(chart, 'config', {
          metadata: { name: 'config' },
          data: { 'app.yaml': 'db:\n  password: hunter2\n' },
        }),
    ),
    {
      code: 'plaintext-credential',
      at: 'test/apps/a/config',
      field: 'data["app.yaml"]',
      problem: 'sets "password" in the clear',
      write: 'notCredentials',
    },
  ],
  [
    'a whole Secret among the values of a Helm release',
    a(
      (chart) =>
        void new HelmRelease(chart, 'release', {
          url: 'oci://example.com/chart',
          version: '1.0.0',
          namespace: 'a',
          values: {
            extraObjects: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'aHVudGVy' } }],
          },
        }),
    ),
    {
      code: 'plaintext-credential',
      at: 'test/apps/a/release/release',
      field: 'spec.values.extraObjects[0]',
      problem: 'holds a whole Secret',
      write: 'a SopsSecret',
    },
  ],
  [
    'a ServiceMonitor that selects no Service',
    a(
      (chart) =>
        void new ServiceMonitor(chart, 'monitor', {
          metadata: { name: 'm' },
          spec: { selector: { matchLabels: { app: 'nobody' } }, endpoints: [{ port: 'metrics' }] },
        }),
    ),
    {
      code: 'monitor-without-target',
      at: 'test/apps/a/monitor',
      field: 'spec.selector',
      problem: 'selects no Service',
      write: 'labels of a Service',
    },
  ],
  [
    'a route that Alertmanager does not read',
    a((chart) => {
      const route = { receiver: 'a', routes: [{ matchers: ['owner'], receiver: 'a' }] };
      new HelmRelease(chart, 'stack', {
        url: 'oci://example.com/charts/x',
        version: '1.0.0',
        namespace: 'a',
        values: { alertmanager: { config: { route } } },
      });
    }),
    {
      code: 'alert-unrouted',
      at: 'test/apps/a/stack/release',
      field: 'spec.values.alertmanager.config.route.routes[0].matchers',
      problem: '"owner" is no matcher',
      write: 'matchers: [',
    },
  ],
  [
    'an alert whose owner no route takes',
    a((chart) => {
      new HelmRelease(chart, 'stack', {
        url: 'oci://example.com/charts/x',
        version: '1.0.0',
        namespace: 'a',
        values: {
          alertmanager: {
            config: { route: { receiver: 'a', routes: [{ matchers: ['owner="platform"'], receiver: 'a' }] } },
          },
        },
      });
      raw(chart, 'rule', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'r' },
        spec: { groups: [{ name: 'g', rules: ['platform', 'orders', 'orders'].map(alertOf) }] },
      });
    }),
    {
      code: 'alert-unrouted',
      at: 'test/apps/a/rule',
      field: 'spec.groups',
      problem: 'an alert of "orders" that is "critical"',
      write: 'orders into alerting.owners',
    },
  ],
  [
    'an alert that Alertmanager tells nobody of',
    a((chart) => {
      const routes = [
        { matchers: ['severity="info"'], receiver: 'nobody' },
        { matchers: ['owner="orders"'], receiver: 'chat' },
      ];
      const receivers = [{ name: 'nobody' }, { name: 'chat', webhook_configs: [{ url: 'https://example.com' }] }];
      new HelmRelease(chart, 'stack', {
        url: 'oci://example.com/charts/x',
        version: '1.0.0',
        namespace: 'a',
        values: { alertmanager: { config: { receivers, route: { receiver: 'chat', routes } } } },
      });
      const info = { ...alertOf('orders'), labels: { severity: 'info', owner: 'orders' } };
      raw(chart, 'rule', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'r' },
        spec: { groups: [{ name: 'g', rules: [alertOf('orders'), info] }] },
      });
    }),
    {
      code: 'alert-unrouted',
      at: 'test/apps/a/rule',
      field: 'spec.groups',
      problem: 'Alertmanager tells nobody of an alert of "orders" that is "info"',
      write: 'severity: "critical"',
    },
  ],
  [
    'an alert without runbook',
    a((chart) =>
      raw(chart, 'rule', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'r' },
        spec: {
          groups: [
            {
              name: 'g',
              rules: [
                {
                  alert: 'Down',
                  expr: 'up == 0',
                  labels: { severity: 'critical', owner: 'platform' },
                  annotations: { summary: 'it is down' },
                },
              ],
            },
          ],
        },
      }),
    ),
    {
      code: 'alert-incomplete',
      at: 'test/apps/a/rule',
      field: 'Down.annotations.runbook_url',
      problem: 'is missing',
      write: 'what to do',
    },
  ],
  [
    'a route to a host that the Gateway has no certificate for',
    { ...gateway(), ...service({ route: { host: 'links.example.org', paths: ['/about'] } }) },
    {
      code: 'route-not-admitted',
      at: 'test/apps/a/web/route',
      field: 'spec.hostnames',
      problem: '"links.example.org" is not under "*.example.com"',
      write: 'one label under example.com, in the settings of the cluster',
    },
  ],
  [
    'a route to a host two labels under the domain, which the wildcard certificate does not cover',
    { ...gateway(), ...service({ route: { host: 'a.links.example.com', paths: ['/about'] } }) },
    {
      code: 'route-not-admitted',
      at: 'test/apps/a/web/route',
      field: 'spec.hostnames',
      problem: '"a.links.example.com"',
      write: 'one label under example.com',
    },
  ],
  [
    'a route of a namespace that the Gateway does not admit',
    { ...gateway(), ...service({ route: { host: 'links.example.com', paths: ['/about'] } }) },
    {
      code: 'route-not-admitted',
      at: 'test/apps/a/web/route',
      field: 'metadata.namespace',
      problem: 'no routes of "a"',
      write: 'publicRoutes: true',
    },
  ],
  [
    'a route to a port that its Service lacks',
    {
      ...gateway(),
      ...a((chart) => {
        raw(chart, 'web', workload({}));
        raw(chart, 'service', {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'web' },
          spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
        });
        raw(chart, 'route', route('web', 8080));
      }),
    },
    {
      code: 'route-port-missing',
      at: 'test/apps/a/route',
      field: 'spec.rules[0].backendRefs[0].port',
      problem: 'no port 8080',
      write: '80',
    },
  ],
  [
    "a policy that opens Azure's metadata endpoint",
    a(
      (chart) =>
        void new AllowTraffic(chart, 'web', {
          pods: {},
          to: [{ peers: [{ cidr: '0.0.0.0/0' }], ports: [{ port: 80 }] }],
        }),
    ),
    {
      code: 'metadata-endpoint-open',
      at: 'test/apps/a/web/plain',
      field: 'spec.egress',
      problem: 'opens port 80 of 169.254.169.254',
      write: "except: ['169.254.169.254/32'",
    },
  ],
  [
    'a route that publishes the path of a probe',
    { ...gateway(), ...service({ route: { host: 'links.example.com', paths: ['/about', '/*'] } }) },
    {
      code: 'route-publishes-health',
      at: 'test/apps/a/web/route',
      field: 'spec.rules.matches',
      problem: 'publishes /livez, which the livenessProbe of Deployment web asks',
      write: 'route.paths that leave it out, or route.publicHealth',
    },
  ],
  [
    'a namespaced object without a namespace',
    a((chart) =>
      raw(new Chart(chart, 'inner'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }),
    ),
    {
      code: 'namespace-scope',
      at: 'test/apps/a/inner/config',
      field: 'metadata.namespace',
      problem: 'a ConfigMap lives in one',
      write: 'a namespace for the chart',
    },
  ],
  [
    'a cluster-scoped object in a namespace',
    a((chart) =>
      raw(chart, 'role', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'r', namespace: 'kube-system' },
        rules: [],
      }),
    ),
    {
      code: 'namespace-scope',
      at: 'test/apps/a/role',
      field: 'metadata.namespace',
      problem: 'a ClusterRole lives in none',
      write: 'no namespace',
    },
  ],
  [
    'a Deployment that surges on a disk',
    a((chart) => {
      claim(chart, k8s.Quantity.fromString('1Gi'), 'managed-csi');
      const web = workload({}) as { spec: { template: { spec: object } } };
      Object.assign(web.spec.template.spec, {
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'claim' } }],
      });
      raw(chart, 'web', web);
    }),
    {
      code: 'claim-held',
      at: 'test/apps/a/web',
      field: 'spec.strategy',
      problem: 'the disk of the claim "claim"',
      write: 'type: Recreate',
    },
  ],
  [
    'a claim that no pod mounts',
    a((chart) => claim(chart, k8s.Quantity.fromString('1Gi'), 'managed-csi')),
    {
      code: 'claim-unbound',
      at: 'test/apps/a/claim',
      field: 'spec',
      problem: 'no pod that is there from the start mounts it',
      write: 'a pod that mounts it',
    },
  ],
  [
    'a certificate as a login to a registry',
    a((chart) => {
      new Certificate(chart, 'login', {
        metadata: { name: 'login' },
        spec: { secretName: 'login', issuerRef: { name: 'ours' }, dnsNames: ['a.example.com'] },
      });
      raw(chart, 'account', {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'web' },
        imagePullSecrets: [{ name: 'login' }],
      });
    }),
    {
      code: 'pull-secret-type',
      at: 'test/apps/a/account',
      field: 'imagePullSecrets[0]',
      problem: 'the type kubernetes.io/tls',
      write: 'kubernetes.io/dockerconfigjson',
    },
  ],
  [
    'an autoscaler by a container that is not there',
    a((chart) => {
      raw(chart, 'web', workload({}));
      raw(chart, 'scaler', {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
          maxReplicas: 2,
          metrics: [
            {
              type: 'ContainerResource',
              containerResource: {
                name: 'cpu',
                container: 'proxy',
                target: { type: 'Utilization', averageUtilization: 60 },
              },
            },
          ],
        },
      });
    }),
    {
      code: 'unable-to-scale',
      at: 'test/apps/a/scaler',
      field: 'spec.metrics[0].containerResource',
      problem: 'its pods have no container "proxy"',
      write: 'the name of one of them',
    },
  ],
  [
    'an unknown field in a core object',
    a((chart) => raw(chart, 'web', workload({ imagePullPolice: 'Always' }))),
    {
      code: 'schema',
      at: 'test/apps/a/web',
      field: 'spec.template.spec.containers[0].imagePullPolice',
      problem: 'imagePullPolice',
      write: 'imagePullPolicy',
    },
  ],
  [
    'a field of Flux that the AKS extension does not have yet',
    a(
      (chart) =>
        void new ModelObject(
          chart,
          'release',
          new HelmReleaseModel({
            metadata: { name: 'r', namespace: 'cluster-config' },
            spec: {
              interval: '1h',
              chartRef: { kind: 'OCIRepository', name: 'x' },
              install: { serverSideApply: true },
            },
          }),
        ),
    ),
    {
      code: 'schema',
      at: 'test/apps/a/release',
      field: 'spec.install.serverSideApply',
      problem: 'serverSideApply',
      write: '',
    },
  ],
  [
    'a kind that nobody knows',
    a((chart) => raw(chart, 'thing', { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 't' } })),
    {
      code: 'unknown-kind',
      at: 'test/apps/a/thing',
      field: 'kind',
      problem: 'example.com/v1/Thing',
      write: 'npm run imports',
    },
  ],
  [
    'a custom kind of which nothing says when it is healthy',
    a((chart) =>
      raw(chart, 'thing', { apiVersion: 'monitoring.coreos.com/v1', kind: 'ThanosRuler', metadata: { name: 't' } }),
    ),
    {
      code: 'unknown-health',
      at: 'test/apps/a/thing',
      field: 'kind',
      problem: 'when a ThanosRuler is healthy',
      write: "health: { 'monitoring.coreos.com/ThanosRuler': ",
    },
  ],
  [
    'a value that is no data',
    a(
      (chart) =>
        void new k8s.KubeConfigMap(chart, 'config', {
          metadata: { name: 'config' },
          data: { when: new Date(0) as never },
        }),
    ),
    { code: 'unrenderable', at: 'test/apps/a/config', field: 'data.when', problem: 'Date', write: 'plain data' },
  ],
  [
    'an amount that holds nothing',
    a((chart) => claim(chart, k8s.Quantity.fromString(undefined as never))),
    {
      code: 'unrenderable',
      at: 'test/apps/a/claim',
      field: 'spec.resources.requests.storage',
      problem: 'a Quantity without a value',
      write: "k8s.Quantity.fromString('1Gi')",
    },
  ],
  [
    'an amount that is not in its class, of which cdk8s keeps nothing',
    a((chart) => claim(chart, '1Gi')),
    {
      code: 'unrenderable',
      at: 'test/apps/a/claim',
      field: 'spec.resources.requests.storage',
      problem: 'drops its value',
      write: "k8s.Quantity.fromString('1Gi')",
    },
  ],
  [
    'an amount that the API server cannot read',
    a((chart) => claim(chart, k8s.Quantity.fromString('1 GB'))),
    {
      code: 'schema',
      at: 'test/apps/a/claim',
      field: 'spec.resources.requests.storage',
      problem: '"1 GB" has another form',
      write: 'an amount such as 500m, 2 or 2Gi',
    },
  ],
  [
    'YAML that cdk8s reads, and changes',
    a((chart) => void new Include(chart, 'include', { url: clock })),
    {
      code: 'included-yaml',
      at: 'test/apps/a/include',
      field: '',
      problem: '09:00 becomes 540',
      write: 'in TypeScript',
    },
  ],
  [
    'two budgets over one pod',
    a((chart) => {
      raw(chart, 'web', workload({}, { replicas: 2 }));
      for (const name of ['one', 'two'])
        raw(chart, name, {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: { name },
          spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } },
        });
    }),
    {
      code: 'duplicate-claim',
      at: 'test/apps/a/two',
      field: 'spec.selector',
      problem:
        'the disruption of Deployment "web" is test/apps/a/one\'s already: Kubernetes evicts no pod with two budgets',
      write: 'one budget for the pods; or, where it is right all the same, why: vouchFor(...)',
    },
  ],
  [
    'a key that its ConfigMap lacks',
    a((chart) => {
      raw(chart, 'config', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'config' },
        data: { 'app.yaml': 'a: 1' },
      });
      raw(
        chart,
        'web',
        workload({ env: [{ name: 'CONFIG', valueFrom: { configMapKeyRef: { name: 'config', key: 'app.yml' } } }] }),
      );
    }),
    {
      code: 'key-missing',
      at: 'test/apps/a/web',
      field: 'spec.template.spec.containers[0].env.CONFIG',
      problem: 'the ConfigMap "config" has no key "app.yml"',
      write: 'one of its keys: app.yaml',
    },
  ],
  [
    'a route into another namespace, which no ReferenceGrant allows',
    {
      ...gateway(),
      ...a((chart) => raw(chart, 'route', route('web', 80, 'public-gateway'))),
    },
    {
      code: 'reference-not-granted',
      at: 'test/apps/a/route',
      field: 'spec.rules[0].backendRefs[0]',
      problem: 'no ReferenceGrant of the namespace "public-gateway" lets a HTTPRoute of "a" use the Service "web"',
      write: 'a ReferenceGrant in "public-gateway"',
    },
  ],
  [
    'a reason for something that no rule misses',
    a((chart) =>
      vouchFor(new ApiObject(chart, 'web', workload({}) as never), 'Deployment', {
        'spec.template.spec.volumes.token': 'an operator makes it',
      }),
    ),
    {
      code: 'needless-reason',
      at: 'test/apps/a/web',
      field: 'metadata.annotations["fleetwright.dev/vouched-because"]',
      problem: 'gives a reason for "spec.template.spec.volumes.token", where no rule misses anything',
      write: 'vouchFor(...)',
    },
  ],
  [
    'a scale that is upside down',
    service({ scale: { min: 5, max: 2 } }),
    {
      code: 'invalid-setting',
      at: 'test/apps/a/web',
      field: 'scale.min',
      problem: '5 is above scale.max (2)',
      write: 'a lower min',
    },
  ],
  [
    'a pod that is killed before it has finished',
    service({ shutdown: { preStopSeconds: 10, drainSeconds: 20, graceSeconds: 30 } }),
    {
      code: 'invalid-setting',
      at: 'test/apps/a/web',
      field: 'shutdown.graceSeconds',
      problem: '30 is not longer',
      write: '31 or more',
    },
  ],
];

describe('refused, with the place, the field and the remedy', () => {
  test.each(cases)('%s', (_name, charts, expected) => {
    const { problem, write, ...place } = expected;
    expect(findingsOf(charts)).toContainEqual({
      ...place,
      problem: expect.stringContaining(problem),
      write: expect.stringContaining(write),
    });
  });
});

test('five faults at once are all named in one run', () => {
  const five = cases.slice(0, 5).map(([, charts], index) => [index, charts] as const);
  const charts = Object.fromEntries(
    five.flatMap(([index, made]) => Object.entries(made).map(([name, make]) => [`${name}${index}`, make])),
  );
  const codes = new Set(findingsOf(charts).map(({ code }) => code));
  expect([...codes]).toEqual(
    expect.arrayContaining(['plaintext-secret', 'duplicate-object', 'no-provider', 'uses-own-release']),
  );
});

test('an amount that is wrong is said once', () => {
  const amounts = [k8s.Quantity.fromString(undefined as never), '1Gi', k8s.Quantity.fromString('1 GB')];
  for (const amount of amounts)
    expect(findingsOf(a((chart) => claim(chart, amount))).map(({ at, field }) => `${at} ${field}`)).toEqual([
      'test/apps/a/claim spec.resources.requests.storage',
    ]);
});

test.each(['1', '+1', '500m', '2Gi', '1.5', '.5', '5.', '1e3', '1E3', '1E', '12e-6', '3n', '7k', '0.1Ki'])(
  'an amount that the API server can read is not refused: %s',
  (amount) => expect(findingsOf(a((chart) => claim(chart, k8s.Quantity.fromString(amount))))).toEqual([]),
);

test('a service that nothing is wrong with is not refused', () => {
  expect(findingsOf(service({}))).toEqual([]);
});

test('nothing is rendered where anything is wrong', () => {
  expect(renderCharts(service({ image: '' })).files.size).toBe(0);
});

describe('every refusal', () => {
  const codes = [...Object.keys(checks), ...otherCodes].toSorted();

  test('that looks across objects is a file of render/checks/ of that name', () => {
    const files = readdirSync('render/checks').map((file) => file.replace(/\.ts$/, ''));
    expect(files.filter((file) => file !== 'check' && file !== 'index').toSorted()).toEqual(
      Object.keys(checks).toSorted(),
    );
  });

  test('has its entry in docs/refusals.md, and no entry is left over', () => {
    const headings = [...readFileSync('docs/refusals.md', 'utf8').matchAll(/^## `([a-z-]+)`$/gm)].map(
      ([, code]) => code,
    );
    expect(headings.toSorted()).toEqual(codes);
  });

  test('has a case that fires it', () => {
    const fired = new Set([...cases.map(([, , { code }]) => code), ...elsewhere]);
    expect(codes.filter((code) => !fired.has(code))).toEqual([]);
  });
});

function gateway(): Charts {
  return {
    gateway: (chart) => {
      new Namespace(chart, 'namespace', { name: 'public-gateway', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
      new Gateway(chart, 'gateway', {
        metadata: { name: 'public', namespace: 'public-gateway' },
        spec: {
          gatewayClassName: 'approuting-istio',
          listeners: [
            {
              name: 'https',
              port: 443,
              protocol: 'HTTPS',
              hostname: '*.example.com',
              allowedRoutes: {
                namespaces: {
                  from: GatewaySpecListenersAllowedRoutesNamespacesFrom.SELECTOR,
                  selector: { matchLabels: { [publicGateway.namespaceLabel.key]: 'allowed' } },
                },
              },
            },
          ],
        },
      });
    },
  };
}

function route(serviceName: string, port: number, namespace?: string): object {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web' },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'public-gateway' }],
      rules: [{ backendRefs: [{ name: serviceName, namespace, port }] }],
    },
  };
}

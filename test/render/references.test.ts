// What one object says of another is held against that: a mistake is one finding, what is right passes, by rule or by the door.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { applicationKinds, objectShape } from '../../lib/tenancy/kinds.ts';
import { misfits } from '../../lib/validation/shape.ts';
import { restrictedContainer, restrictedPod } from '../../lib/workload/security.ts';
import { vouchFor } from '../../lib/vouch-for.ts';
import { findingsOf, pinnedImage } from '../support/synthesize.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An object, and the reasons that somebody gives for its fields. */
interface Made {
  readonly object: Fields;
  readonly reasons?: Readonly<Record<string, string>>;
}

const object = (apiVersion: string, kind: string, name: string, more: Fields): Made => ({
  object: { apiVersion, kind, metadata: { name }, ...more },
});

const vouched = ({ object }: Made, ...fields: readonly string[]): Made => ({
  object,
  reasons: Object.fromEntries(fields.map((field) => [field, 'the release grafana brings it'])),
});

/** What is wrong with objects in a namespace `a`, each as `code Kind name: field`. */
function refused(...made: readonly Made[]): string[] {
  const findings = findingsOf({
    a: (chart: Chart) => {
      new Namespace(chart, 'namespace', {
        name: 'a',
        quota: { cpu: '8', memory: '8Gi', pods: 30 },
        loadBalancers: true,
      });
      made.forEach(({ object, reasons }, index) => {
        const { name } = object.metadata as { name: string };
        const construct = new ApiObject(chart, `${String(object.kind)}-${name}-${index}`, object as never);
        if (reasons) vouchFor(construct, String(object.kind), reasons);
      });
    },
    b: (chart) => void new Namespace(chart, 'namespace', { name: 'b', quota: { cpu: '1', memory: '1Gi', pods: 5 } }),
    monitoring: (chart) => {
      new Namespace(chart, 'namespace', {
        name: 'monitoring',
        quota: { cpu: '1', memory: '1Gi', pods: 5 },
        podSecurity: { level: 'privileged', because: 'its probes ask other hosts' },
      });
      for (const [group, kind] of [
        ['external-secrets.io', 'ExternalSecret'],
        ['monitoring.coreos.com', 'ServiceMonitor'],
      ] as const) {
        const plural = `${kind.toLowerCase()}s`;
        new ApiObject(chart, plural, {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: `${plural}.${group}` },
          spec: {
            group,
            names: { kind, plural },
            scope: 'Namespaced',
            versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
          },
        } as never);
      }
    },
  });
  return findings.map(({ code, at, field }) => `${code} ${at.replace(/^.*\/|-\d+$/g, '')}: ${field}`);
}

const container = (more: Fields = {}): Fields => ({
  name: 'web',
  image: pinnedImage,
  ports: [{ name: 'http', containerPort: 8080 }],
  securityContext: restrictedContainer,
  ...more,
});

const pod = (more: Fields = {}, labels: Fields = { app: 'web' }): Fields => ({
  metadata: { labels },
  spec: { securityContext: restrictedPod, containers: [container()], ...more },
});

const selector = { matchLabels: { app: 'web' } };

const deployment = (more: Fields = {}, name = 'web'): Made =>
  object('apps/v1', 'Deployment', name, { spec: { replicas: 2, selector, template: pod(more) } });

const statefulSet = (spec: Fields = {}): Made =>
  object('apps/v1', 'StatefulSet', 'web', { spec: { replicas: 2, selector, template: pod(), ...spec } });

const service = (selector: Fields, port: Fields = { port: 80, targetPort: 'http' }, name = 'web'): Made =>
  object('v1', 'Service', name, { spec: { selector, ports: [{ name: 'http', ...port }] } });

const web = { app: 'web' };

const budget = (name: string, selector: Fields): Made =>
  object('policy/v1', 'PodDisruptionBudget', name, { spec: { maxUnavailable: 1, selector } });

const gateway = (...listeners: readonly Fields[]): Made =>
  object('gateway.networking.k8s.io/v1', 'Gateway', 'edge', {
    spec: {
      gatewayClassName: 'approuting-istio',
      listeners: listeners.map((listener, index) => ({
        name: `l${index}`,
        port: 80 + index,
        protocol: 'HTTP',
        ...listener,
      })),
    },
  });

const route = (spec: Fields = {}, name = 'web', kind = 'HTTPRoute'): Made =>
  object('gateway.networking.k8s.io/v1', kind, name, {
    spec: {
      parentRefs: [{ name: 'edge' }],
      hostnames: ['web.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
      ...spec,
    },
  });

const at = (...paths: readonly string[]): Fields => ({
  rules: [{ matches: paths.map((value) => ({ path: { value } })), backendRefs: [{ name: 'web', port: 80 }] }],
});

const behind = [deployment(), service(web)];
const open = [gateway({}), ...behind];

const grant = (to: Fields = {}): Made => ({
  object: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ReferenceGrant',
    metadata: { name: 'routes', namespace: 'b' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'a' }],
      to: [{ group: '', kind: 'Service', ...to }],
    },
  },
});

const elsewhere: Made = {
  object: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'far', namespace: 'b' },
    spec: { type: 'ExternalName', externalName: 'far.example.com', ports: [{ port: 80 }] },
  },
};

const far = route({ rules: [{ backendRefs: [{ name: 'far', namespace: 'b', port: 80 }] }] });

const config = object('v1', 'ConfigMap', 'config', { data: { 'app.yaml': 'a: 1' } });

const env = (reference: Fields): Fields => ({
  containers: [container({ env: [{ name: 'CONFIG', valueFrom: { configMapKeyRef: reference } }] })],
});

const volume = (...volumes: readonly Fields[]): Fields => ({
  volumes: volumes.map((each) => ({ name: 'v', ...each })),
});

const probe = (port: unknown, more: Fields = {}): Fields => ({
  containers: [container({ livenessProbe: { tcpSocket: { port, ...more } } })],
});

const inMonitoring = ({ object: { metadata, ...more } }: Made): Made => ({
  object: { ...more, metadata: { ...(metadata as Fields), namespace: 'monitoring' } },
});

const monitor = (spec: Fields): Made =>
  object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', {
    spec: { selector, endpoints: [{ port: 'http' }], ...spec },
  });

const podMonitor = (spec: Fields): Made =>
  object('monitoring.coreos.com/v1', 'PodMonitor', 'web', {
    spec: { selector, podMetricsEndpoints: [{ port: 'http' }], ...spec },
  });

const external = (name: string, target: Fields = {}): Made =>
  vouched(
    object('external-secrets.io/v1', 'ExternalSecret', name, {
      spec: {
        secretStoreRef: { name: 'vault' },
        target: { name: 'db', ...target },
        data: [{ secretKey: 'password', remoteRef: { key: 'db' } }],
      },
    }),
    'spec.secretStoreRef',
  );

const items = (...keys: string[]): object[] => keys.map((key) => ({ key, path: key }));

/** One that makes the same Secret, with a key of its own. */
const whole = vouched(
  object('external-secrets.io/v1', 'ExternalSecret', 'whole', {
    spec: {
      secretStoreRef: { name: 'vault' },
      target: { name: 'db' },
      data: [{ secretKey: 'user', remoteRef: { key: 'db' } }],
    },
  }),
  'spec.secretStoreRef',
);

const disk = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

const labelled: Made = {
  object: { ...service(web).object, metadata: { name: 'web', labels: { app: 'web' } } },
};

const scaler = (name: string): Made =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  });

const unscaled = object('apps/v1', 'Deployment', 'web', { spec: { selector, template: pod() } });

const claim = (name: string, more: Fields): Made =>
  object('v1', 'PersistentVolumeClaim', name, {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more },
  });

const dashboard = (name: string, model: object, label = 'grafana_dashboard'): Made =>
  object('v1', 'ConfigMap', name, {
    metadata: { name, labels: { [label]: '1' } },
    data: { [`a-${name}.json`]: JSON.stringify(model) },
  });

const webhook = (name: string): Made =>
  object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'web', {
    webhooks: [
      {
        name: 'web.example.com',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        clientConfig: { service: { namespace: 'a', name } },
      },
    ],
  });

const ingress = (name: string, path: string, backend = 'web'): Made =>
  object('networking.k8s.io/v1', 'Ingress', name, {
    spec: {
      rules: [
        {
          host: 'web.example.com',
          http: {
            paths: [{ path, pathType: 'Prefix', backend: { service: { name: backend, port: { number: 80 } } } }],
          },
        },
      ],
    },
  });

describe('a mistake is one finding', () => {
  test.each<[string, readonly Made[], string]>([
    [
      'one host and path in two routes (envoyproxy/gateway#9135)',
      [...open, route(at('/shop')), route(at('/', '/shop/'), 'other')],
      'duplicate-claim HTTPRoute-other: spec.rules[0]',
    ],
    [
      'one host in two routes without paths',
      [...open, route(), route({}, 'other')],
      'duplicate-claim HTTPRoute-other: spec.rules[0]',
    ],
    [
      'one path twice in a route',
      [...open, route({ rules: [...(at('/a').rules as []), ...(at('/b', '/a').rules as [])] })],
      'duplicate-claim HTTPRoute-web: spec.rules[1]',
    ],
    [
      'one method in two routes',
      [...open, route({}, 'web', 'GRPCRoute'), route({}, 'other', 'GRPCRoute')],
      'duplicate-claim GRPCRoute-other: spec.rules[0]',
    ],
    [
      'one host and path in two Ingresses',
      [...behind, ingress('web', '/a'), ingress('other', '/a')],
      'duplicate-claim Ingress-other: spec.rules[0].http.paths[0]',
    ],
    [
      'two budgets over one pod (kubernetes#75957)',
      [
        deployment(),
        budget('one', selector),
        budget('two', { matchExpressions: [{ key: 'app', operator: 'Exists' }] }),
      ],
      'duplicate-claim PodDisruptionBudget-two: spec.selector',
    ],
    [
      'two autoscalers of one workload',
      [unscaled, scaler('one'), scaler('two')],
      'duplicate-claim HorizontalPodAutoscaler-two: spec.scaleTargetRef',
    ],
    [
      'two paths in two routes, which are one mistake',
      [...open, route(at('/a', '/b')), route(at('/b', '/a'), 'other')],
      'duplicate-claim HTTPRoute-other: spec.rules[0]',
    ],
    [
      'one host in two kinds of routes',
      [...open, route(), route({}, 'other', 'GRPCRoute')],
      'duplicate-claim HTTPRoute-web: spec.hostnames',
    ],
    ['two makers of one Secret', [external('one'), external('two')], 'duplicate-claim ExternalSecret-two: spec'],
    [
      'two claims of one volume',
      [claim('one', { volumeName: 'v1' }), claim('two', { volumeName: 'v1' })],
      'duplicate-claim PersistentVolumeClaim-two: spec.volumeName',
    ],
    [
      'two dashboards of one uid (grafana#39467)',
      [dashboard('one', { uid: 'a-web', title: 'Web' }), dashboard('two', { uid: 'a-web', title: 'Shop' })],
      'duplicate-claim ConfigMap-two: data["a-two.json"]',
    ],
    [
      'two dashboards of one title',
      [dashboard('one', { uid: 'a-web', title: 'Web' }), dashboard('two', { uid: 'a-shop', title: 'Web' })],
      'duplicate-claim ConfigMap-two: data["a-two.json"]',
    ],
    [
      'a key of a Secret that External Secrets makes',
      [external('one'), deployment(volume({ secret: { secretName: 'db', items: [{ key: 'gone', path: 'a' }] } }))],
      'key-missing Deployment-web: spec.template.spec.volumes.v',
    ],
    [
      'a key that neither a Secret has nor External Secrets adds to it',
      [
        whole,
        external('adds', { creationPolicy: 'Merge' }),
        deployment(volume({ secret: { secretName: 'db', items: items('gone') } })),
      ],
      'key-missing Deployment-web: spec.template.spec.volumes.v',
    ],
    [
      'a key that External Secrets would bring, and makes nothing',
      [
        whole,
        external('none', { creationPolicy: 'None' }),
        deployment(volume({ secret: { secretName: 'db', items: items('password') } })),
      ],
      'key-missing Deployment-web: spec.template.spec.volumes.v',
    ],
    ['a monitor of pods that are not there', [podMonitor({})], 'monitor-without-target PodMonitor-web: spec.selector'],
    [
      'a monitor of pods by a port that they lack',
      [deployment(), podMonitor({ podMetricsEndpoints: [{ port: 'metrics' }] })],
      'monitor-without-target PodMonitor-web: spec.podMetricsEndpoints[0].port',
    ],
    [
      'a disk of a StatefulSet that has fewer',
      [
        statefulSet({ volumeClaimTemplates: [disk] }),
        deployment(volume({ persistentVolumeClaim: { claimName: 'data-web-2' } }), 'backup'),
      ],
      'no-provider Deployment-backup: spec.template.spec.volumes.v',
    ],
    [
      'a backend of another namespace that allows it not',
      [gateway({}), elsewhere, far],
      'reference-not-granted HTTPRoute-web: spec.rules[0].backendRefs[0]',
    ],
    [
      'a backend of another namespace that allows another one',
      [gateway({}), elsewhere, grant({ name: 'near' }), far],
      'reference-not-granted HTTPRoute-web: spec.rules[0].backendRefs[0]',
    ],
    [
      'a listener of the Gateway without that name',
      [...open, route({ parentRefs: [{ name: 'edge', sectionName: 'https' }] })],
      'route-not-admitted HTTPRoute-web: spec.parentRefs[0].sectionName',
    ],
    [
      'a listener of the Gateway without that port',
      [...open, route({ parentRefs: [{ name: 'edge', port: 8080 }] })],
      'route-not-admitted HTTPRoute-web: spec.parentRefs[0].port',
    ],
    [
      'listeners for another kind of route',
      [gateway({ allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } }), ...behind, route()],
      'route-not-admitted HTTPRoute-web: spec.parentRefs[0]',
    ],
    [
      'listeners for no route at all of this namespace',
      [
        gateway({ allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { a: 'b' } } } } }),
        ...behind,
        route(),
      ],
      'route-not-admitted HTTPRoute-web: metadata.namespace',
    ],
    [
      'a listener for its own namespace, and a route of another',
      [
        gateway({}),
        elsewhere,
        {
          object: {
            ...route({
              parentRefs: [{ name: 'edge', namespace: 'a' }],
              rules: [{ backendRefs: [{ name: 'far', port: 80 }] }],
            }).object,
            metadata: { name: 'web', namespace: 'b' },
          },
        },
      ],
      'route-not-admitted HTTPRoute-web: metadata.namespace',
    ],
    [
      'a GRPCRoute to nothing',
      [gateway({}), route({}, 'web', 'GRPCRoute')],
      'no-provider GRPCRoute-web: spec.rules[0].backendRefs[0]',
    ],
    [
      'a GRPCRoute to a port that is not there',
      [...open, route({ rules: [{ backendRefs: [{ name: 'web', port: 81 }] }] }, 'web', 'GRPCRoute')],
      'route-port-missing GRPCRoute-web: spec.rules[0].backendRefs[0].port',
    ],
    [
      'a copy of requests to nothing',
      [
        ...open,
        route({
          rules: [
            {
              backendRefs: [{ name: 'web', port: 80 }],
              filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'gone', port: 80 } } }],
            },
          ],
        }),
      ],
      'no-provider HTTPRoute-web: spec.rules[0].filters[0].requestMirror.backendRef',
    ],
    [
      'the Service of a StatefulSet',
      [statefulSet({ serviceName: 'gone' })],
      'no-provider StatefulSet-web: spec.serviceName',
    ],
    [
      'the disks of a StatefulSet',
      [
        statefulSet({
          volumeClaimTemplates: [
            {
              metadata: { name: 'data' },
              spec: {
                accessModes: ['ReadWriteOnce'],
                storageClassName: 'fast',
                resources: { requests: { storage: '1Gi' } },
              },
            },
          ],
        }),
      ],
      'no-provider StatefulSet-web: spec.volumeClaimTemplates[0].spec.storageClassName',
    ],
    [
      'a runtime class',
      [deployment({ runtimeClassName: 'gvisor' })],
      'no-provider Deployment-web: spec.template.spec.runtimeClassName',
    ],
    [
      'the Service of a webhook',
      [webhook('gone')],
      'no-provider ValidatingWebhookConfiguration-web: webhooks[0].clientConfig.service',
    ],
    [
      'the Service of an Ingress',
      [ingress('web', '/', 'gone')],
      'no-provider Ingress-web: spec.rules[0].http.paths[0].backend',
    ],
    [
      'a key of a ConfigMap, in the environment',
      [config, deployment(env({ name: 'config', key: 'app.yml' }))],
      'key-missing Deployment-web: spec.template.spec.containers[0].env.CONFIG',
    ],
    [
      'a key of a ConfigMap, as a file',
      [config, deployment(volume({ configMap: { name: 'config', items: [{ key: 'gone', path: 'a' }] } }))],
      'key-missing Deployment-web: spec.template.spec.volumes.v',
    ],
    [
      'a key of a ConfigMap, as a file beside others',
      [
        config,
        deployment(
          volume({ projected: { sources: [{ configMap: { name: 'config', items: [{ key: 'gone', path: 'a' }] } }] } }),
        ),
      ],
      'key-missing Deployment-web: spec.template.spec.volumes.v',
    ],
    [
      'a probe of a name that is not there',
      [deployment(probe('admin'))],
      'probe-port-missing Deployment-web: spec.template.spec.containers[0].livenessProbe',
    ],
    [
      'a probe of a number beside those that are declared',
      [deployment(probe(8081))],
      'probe-port-missing Deployment-web: spec.template.spec.containers[0].livenessProbe',
    ],
    [
      'a Service on a port of what ends before the others start (armada#4496)',
      [
        deployment({ initContainers: [container({ name: 'proxy', ports: [{ name: 'proxy', containerPort: 9000 }] })] }),
        service(web, { port: 80, targetPort: 'proxy' }),
      ],
      'service-port-missing Service-web: spec.ports[0].targetPort',
    ],
    [
      'a Service of an ordinal of another StatefulSet (kube-linter#465)',
      [statefulSet(), service({ 'statefulset.kubernetes.io/pod-name': 'api-0' })],
      'service-without-pods Service-web: spec.selector',
    ],
    [
      'a monitor by a target port that no pod has',
      [deployment(), labelled, monitor({ endpoints: [{ targetPort: 9090 }] })],
      'monitor-without-target ServiceMonitor-web: spec.endpoints[0].targetPort',
    ],
    [
      'a reason that nothing needs',
      [vouched(deployment(), 'spec.template')],
      'needless-reason Deployment-web: metadata.annotations["fleetwright.dev/vouched-because"]',
    ],
  ])('%s', (_name, made, finding) => {
    expect(refused(...made)).toEqual([finding]);
  });
});

describe('what is right passes', () => {
  const sidecar = container({
    name: 'proxy',
    restartPolicy: 'Always',
    ports: [{ name: 'proxy', containerPort: 9000 }],
  });

  test.each<[string, readonly Made[]]>([
    [
      'two dashboards of their own, and files that are none',
      [
        dashboard('one', { uid: 'a-web', title: 'Web' }),
        dashboard('two', { uid: 'a-shop', title: 'Shop' }),
        dashboard('three', { uid: 'a-web', title: 'Web' }, 'app'),
      ],
    ],
    ['two paths of one host', [...open, route(at('/a')), route(at('/b'), 'other')]],
    ['one path under two hosts', [...open, route(), route({ hostnames: ['other.example.com'] }, 'other')]],
    [
      'one host and path on two listeners',
      [
        gateway({}, {}),
        ...behind,
        route({ parentRefs: [{ name: 'edge', sectionName: 'l0' }] }),
        route({ parentRefs: [{ name: 'edge', sectionName: 'l1' }] }, 'other'),
      ],
    ],
    [
      'one path for two headers',
      [
        ...open,
        ...['a', 'b'].map((value) =>
          route(
            {
              rules: [
                { matches: [{ headers: [{ name: 'Canary', value }] }], backendRefs: [{ name: 'web', port: 80 }] },
              ],
            },
            value,
          ),
        ),
      ],
    ],
    [
      'a budget for each of two workloads',
      [
        deployment(),
        object('apps/v1', 'Deployment', 'api', {
          spec: { replicas: 2, selector: { matchLabels: { app: 'api' } }, template: pod({}, { app: 'api' }) },
        }),
        budget('one', selector),
        budget('two', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }),
      ],
    ],
    [
      'a budget for each pod of a StatefulSet',
      [
        statefulSet(),
        budget('one', { matchLabels: { ...web, 'apps.kubernetes.io/pod-index': '0' } }),
        budget('two', { matchLabels: { ...web, 'apps.kubernetes.io/pod-index': '1' } }),
      ],
    ],
    ['a backend of another namespace that allows it', [gateway({}), elsewhere, grant(), far]],
    ['a backend of another namespace that allows that one', [gateway({}), elsewhere, grant({ name: 'far' }), far]],
    [
      'a Gateway that admits a namespace by its name',
      [
        gateway({
          allowedRoutes: {
            namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'a' } } },
          },
        }),
        ...behind,
        route(),
      ],
    ],
    [
      'a route that one of several listeners admits',
      [gateway({ hostname: 'other.example.org' }, { hostname: '*.example.com' }), ...behind, route()],
    ],
    ['a host deep under a listener without TLS', [gateway({ hostname: '*.com' }), ...behind, route()]],
    [
      'a host by wildcard, of which the listener has one',
      [gateway({ hostname: 'web.example.com' }), ...behind, route({ hostnames: ['*.example.com'] })],
    ],
    [
      'a route within a mesh, whose parent is a Service',
      [...behind, route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })],
    ],
    [
      'the CA of the cluster, which is in each namespace: kube-root-ca.crt',
      [deployment(volume({ configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }))],
    ],
    ['the account of each namespace', [deployment({ serviceAccountName: 'default' })]],
    [
      'a key of a ConfigMap that may be missing',
      [config, deployment(env({ name: 'config', key: 'gone', optional: true }))],
    ],
    ['a key of a ConfigMap', [config, deployment(env({ name: 'config', key: 'app.yaml' }))]],
    [
      'a pod of a StatefulSet by its name (kube-linter#465)',
      [statefulSet(), service({ ...web, 'statefulset.kubernetes.io/pod-name': 'web-1' })],
    ],
    [
      'a pod of a StatefulSet by its index (kube-linter#465)',
      [statefulSet(), service({ 'apps.kubernetes.io/pod-index': '0' })],
    ],
    [
      'a Service outside',
      [object('v1', 'Service', 'far', { spec: { type: 'ExternalName', externalName: 'example.com', selector: web } })],
    ],
    [
      "a native sidecar's port (armada#4496)",
      [deployment({ initContainers: [sidecar] }), service(web, { port: 80, targetPort: 'proxy' })],
    ],
    [
      'a probe of a number that another container of the pod has',
      [
        deployment({
          containers: [container({ livenessProbe: { tcpSocket: { port: 9000 } } })],
          initContainers: [sidecar],
        }),
      ],
    ],
    ['a probe of a host elsewhere', [inMonitoring(deployment(probe(53, { host: '10.0.0.10' })))]],
    [
      'a number where no container declares a port',
      [
        deployment({ containers: [container({ ports: [], livenessProbe: { tcpSocket: { port: 8080 } } })] }),
        service(web, { port: 80, targetPort: 8080 }),
      ],
    ],
    [
      'a monitor by target port (prometheus-operator#2515)',
      [deployment(), labelled, monitor({ endpoints: [{ targetPort: 'http' }] })],
    ],
    ['a monitor of every port', [deployment(), labelled, monitor({ endpoints: [{}] })]],
    [
      'a monitor of every namespace, by an expression',
      [
        deployment(),
        labelled,
        monitor({
          namespaceSelector: { any: true },
          selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] },
        }),
      ],
    ],
    ['a monitor of pods', [deployment(), podMonitor({})]],
    [
      'a key of a Secret that External Secrets makes',
      [external('one'), deployment(volume({ secret: { secretName: 'db', items: [{ key: 'password', path: 'a' }] } }))],
    ],
    ['a maker that adds to the Secret of another', [external('one'), external('two', { creationPolicy: 'Merge' })]],
    [
      'a key that one maker adds to the Secret of another, and one that it had',
      [
        whole,
        external('adds', { creationPolicy: 'Merge' }),
        deployment(volume({ secret: { secretName: 'db', items: items('password', 'user') } })),
      ],
    ],
    [
      'a key that one maker adds to what a template brings',
      [
        external('templated', { template: {} }),
        external('adds', { creationPolicy: 'Merge' }),
        deployment(volume({ secret: { secretName: 'db', items: items('password', 'user') } })),
      ],
    ],
    [
      'a key of a Secret that External Secrets leaves alone',
      [
        whole,
        external('none', { creationPolicy: 'None' }),
        deployment(volume({ secret: { secretName: 'db', items: items('user') } })),
      ],
    ],
    [
      'a key of a Secret that was there before External Secrets wrote to it',
      [
        external('shares', { creationPolicy: 'Orphan' }),
        deployment(volume({ secret: { secretName: 'db', items: items('user') } })),
      ],
    ],
    [
      'a disk of a StatefulSet',
      [
        statefulSet({ volumeClaimTemplates: [disk] }),
        deployment(volume({ persistentVolumeClaim: { claimName: 'data-web-1' } }), 'backup'),
      ],
    ],
    [
      'a claim of the class that AKS takes by default',
      [
        claim('one', { storageClassName: 'default' }),
        object('v1', 'Pod', 'web', { spec: pod(volume({ persistentVolumeClaim: { claimName: 'one' } })).spec }),
      ],
    ],
    ['claims of two volumes', [claim('one', { volumeName: 'v1' }), claim('two', { volumeName: 'v2' })]],
  ])('%s', (_name, made) => {
    expect(refused(...made)).toEqual([]);
  });

  test.each<[string, readonly Made[]]>([
    [
      "a route to a release's Service (helm-charts#6380)",
      [
        gateway({}),
        vouched(route({ rules: [{ backendRefs: [{ name: 'grafana', port: 80 }] }] }), 'spec.rules[0].backendRefs[0]'),
      ],
    ],
    [
      "an operator's Secret (popeye#578)",
      [vouched(deployment(volume({ secret: { secretName: 'db' } })), 'spec.template.spec.volumes.v')],
    ],
    ["a Service for a release's pods", [vouched(service({ app: 'grafana' }), 'spec.selector')]],
    ["a monitor of a release's Service", [vouched(monitor({}), 'spec.selector')]],
    ["a budget for a release's pods", [vouched(budget('web', selector), 'spec.selector')]],
    [
      'a port that the container does not declare',
      [deployment(), vouched(service(web, { port: 80, targetPort: 9000 }), 'spec.ports[0].targetPort')],
    ],
    [
      'a probe of a port that the container does not declare',
      [vouched(deployment(probe(9000)), 'spec.template.spec.containers[0].livenessProbe')],
    ],
    [
      'a backend of a namespace that a release allows',
      [gateway({}), elsewhere, vouched(far, 'spec.rules[0].backendRefs[0]')],
    ],
    [
      'a key that an operator adds',
      [
        config,
        vouched(deployment(env({ name: 'config', key: 'gone' })), 'spec.template.spec.containers[0].env.CONFIG'),
      ],
    ],
    ['a route that replaces another', [...open, route(), vouched(route({}, 'other'), 'spec.rules[0]')]],
  ])('with its reason: %s', (_name, made) => {
    expect(refused(...made)).toEqual([]);
    // Without it, the reason is asked for, by the field and the name of the door.
    const bare = made.map(({ object }) => ({ object }));
    const fields = made.flatMap(({ reasons }) => Object.keys(reasons ?? {}));
    expect(refused(...bare).map((finding) => finding.replace(/^.*: /, ''))).toEqual(fields);
  });
});

test('the door is named in the message', () => {
  const [finding] = findingsOf({
    a: (chart) => {
      new Namespace(chart, 'namespace', { name: 'a', quota: { cpu: '8', memory: '8Gi', pods: 30 } });
      new ApiObject(chart, 'web', service({ app: 'grafana' }).object as never);
    },
  });
  expect(finding?.write).toBe('the labels of a pod template; or, where it is right all the same, why: vouchFor(...)');
});

test('an application may not vouch for a budget, which stops those who drain nodes', () => {
  const annotated = (kind: string): string[] => {
    const known = applicationKinds[kind];
    const metadata = { name: 'web', namespace: 'a', annotations: { 'fleetwright.dev/vouched-because': 'why' } };
    return known
      ? misfits({ metadata }, objectShape(known, { namespace: 'a', hosts: [] })).map(({ field }) => field)
      : [];
  };
  expect(annotated('/Service')).toEqual([]);
  expect(annotated('policy/PodDisruptionBudget')).toEqual(['metadata.annotations.fleetwright.dev/vouched-because']);
});

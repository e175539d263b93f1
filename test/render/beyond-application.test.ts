// An application's chart is its team's: what it may put into a cluster that others share is a closed list.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { type Application, type ChartClass, ComposedCluster } from '../../lib/composed-cluster.ts';
import type { Exception } from '../../lib/tenancy/application.ts';
import { internetHttps } from '../../lib/network/well-known.ts';
import { restrictedContainer } from '../../lib/workload/security.ts';
import { applicationKinds, objectShape } from '../../lib/tenancy/kinds.ts';
import { applicationRules } from '../../lib/tenancy/role.ts';
import { misfits } from '../../lib/validation/shape.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import { exceptionFaults } from '../../render/exceptions.ts';
import { namesOfPlatform } from '../../render/checks/alert-of-others.ts';
import { beyondApplication } from '../../render/checks/beyond-application.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import type { Finding } from '../../render/finding.ts';
import { kindKey } from '../../render/identity.ts';
import { render, type Rendering } from '../../render/render.ts';
import type { KubeObject, RenderedObject } from '../../render/rendered.ts';
import { kindOf } from '../../render/schema/index.ts';
import type { SchemaFile } from '../../render/schema/schema-file.ts';
import { inOwnNamespace } from '../../loop/promises/application-rights.ts';
import { rendering } from '../support/fixture-fleet.ts';
import { hostileObjects } from '../../loop/promises/hostile.ts';
import { emptyCluster, pinnedImage } from '../support/synthesize.ts';

const host = 'team.example.com';
const quota = { cpu: '8', memory: '8Gi', pods: 30 };
type Grants = Omit<Application<{ readonly name: string }>, 'chart'>;

/** A cluster with one application `team`, whose chart holds some objects as they are. */
function applied(
  objects: readonly object[],
  grants: Partial<Grants> = {},
  chart = chartOf('team', 'team', objects),
  others: Readonly<Record<string, Application<{ readonly name: string }>>> = {},
): Rendering {
  const app = new FleetApp('.preview');
  const fleet = emptyCluster(app);
  fleet.applications('apps', { team: { chart, quota, hosts: [host], ...grants }, ...others });
  return render(app);
}

function chartOf(id: string, namespace: string, objects: readonly object[]): ChartClass<{ readonly name: string }> {
  return class extends Chart {
    constructor(scope: Construct) {
      super(scope, id, { namespace });
      for (const [index, object] of objects.entries()) new ApiObject(this, `${index}`, object as never);
    }
  };
}

/** Every kind that a synth can validate, each once. */
const kinds = readdirSync('imports/schemas').flatMap((file) =>
  Object.keys((JSON.parse(readFileSync(`imports/schemas/${file}`, 'utf8')) as SchemaFile).kinds).map((name) => ({
    apiVersion: name.slice(0, name.lastIndexOf('/')),
    kind: name.slice(name.lastIndexOf('/') + 1),
  })),
);

const beyond = ({ findings }: Rendering): Finding[] => findings.filter(({ code }) => code === 'beyond-application');
const job = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'j', annotations: { 'kustomize.toolkit.fluxcd.io/force': 'enabled' } },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [] } } },
};
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: 'b' } };

describe('synth refuses of an application', () => {
  test.each(hostileObjects('team', host).map(({ name, object, field }) => [name, object, field] as const))(
    '%s',
    (_name, object, field) => {
      const remedy = expect.stringMatching(/main\.ts|namespace/);
      expect(beyond(applied([object]))).toContainEqual(
        expect.objectContaining({ at: 'test/apps/team/0', field, write: remedy }),
      );
    },
  );

  test('any kind that is not on the list, with one finding each', () => {
    const others = kinds.filter((kind) => !Object.hasOwn(applicationKinds, kindKey(kind)));
    expect(others.length).toBeGreaterThan(50);
    const objects = others.map(({ apiVersion, kind }, index) => ({
      apiVersion,
      kind,
      metadata: { name: `x-${index}` },
    }));
    expect(beyond(applied(objects)).map(({ at, field }) => `${at} ${field}`)).toEqual(
      others.map((_kind, index) => `test/apps/team/${index} kind`),
    );
  });

  test('every field, on whatever level, that is on no list', () => {
    const bounds = { namespace: 'team', hosts: [host] };
    const paths = Object.entries(applicationKinds).flatMap(([kind, known]) =>
      closedPaths(objectShape(known, bounds)).map((path) => [kind, path] as const),
    );
    expect(paths.length).toBeGreaterThan(50);
    const unknown = fc.string({ minLength: 1 }).filter((name) => !name.includes('.'));
    fc.assert(
      fc.property(fc.constantFrom(...paths), unknown, fc.jsonValue(), ([kind, path], name, value) => {
        const known = applicationKinds[kind];
        if (!known) return;
        const shape = objectShape(known, bounds);
        const field = [...path, name].filter((part) => part !== '[]').join('.');
        fc.pre(!isListed(shape, [...path, name]));
        expect(misfits(nested([...path, name], value), shape).map((misfit) => misfit.field)).toContain(field);
      }),
    );
  });

  /** Beside those that are pushed past synth: `group/Kind`, and the field with `[]` for an element of a list. */
  test.each(
    [
      [
        'apps/Deployment',
        'spec.template.spec',
        'priority preemptionPolicy runtimeClassName schedulerName resourceClaims',
      ],
      ['apps/Deployment', 'spec.template.spec', 'hostIPC hostPID hostUsers dnsPolicy ephemeralContainers nodeName'],
      ['apps/Deployment', 'spec.template.spec.affinity.podAffinity', podTerms('namespaces namespaceSelector')],
      ['apps/Deployment', 'spec.template.spec.affinity.podAntiAffinity', podTerms('namespaces namespaceSelector')],
      [
        'apps/Deployment',
        'spec.template.spec.volumes.[]',
        'azureDisk azureFile cephfs csi flexVolume hostPath iscsi nfs rbd',
      ],
      [
        'apps/Deployment',
        'spec.template.spec.volumes.[].ephemeral.volumeClaimTemplate.spec',
        'dataSource dataSourceRef',
      ],
      ['apps/StatefulSet', 'spec.volumeClaimTemplates.[].spec', 'dataSource dataSourceRef volumeName'],
      [
        'apps/StatefulSet',
        'spec.volumeClaimTemplates.[].metadata',
        'annotations.a finalizers labels.a ownerReferences',
      ],
      [
        'apps/Deployment',
        'spec.template.spec.volumes.[].ephemeral.volumeClaimTemplate.metadata',
        'annotations.a finalizers labels.a ownerReferences',
      ],
      ['batch/CronJob', 'spec.jobTemplate.spec.template.spec', 'priorityClassName tolerations hostNetwork'],
      ['batch/Job', 'spec', 'managedBy manualSelector selector template.spec.priorityClassName'],
      ['/PersistentVolumeClaim', 'spec', 'dataSource dataSourceRef volumeAttributesClassName volumeName'],
      [
        '/Service',
        'spec',
        'clusterIP clusterIPs externalName externalTrafficPolicy healthCheckNodePort ports.[].nodePort',
      ],
      ['/Service', 'spec', 'loadBalancerClass loadBalancerIP loadBalancerSourceRanges allocateLoadBalancerNodePorts'],
      ['/ServiceAccount', '', 'secrets'],
      ['/ConfigMap', 'metadata', 'finalizers generateName ownerReferences'],
      [
        'gateway.networking.k8s.io/HTTPRoute',
        'spec',
        'parentRefs.[].sectionName parentRefs.[].port useDefaultGateways',
      ],
      ['gateway.networking.k8s.io/HTTPRoute', 'spec.rules.[]', 'filters.[].extensionRef filters.[].externalAuth'],
      ['gateway.networking.k8s.io/GRPCRoute', 'spec.rules.[].backendRefs.[]', 'kind namespace filters.[].extensionRef'],
      ['monitoring.coreos.com/ServiceMonitor', 'spec', 'attachMetadata podTargetLabels scrapeClass targetLabels'],
      [
        'monitoring.coreos.com/ServiceMonitor',
        'spec.endpoints.[]',
        'authorization basicAuth oauth2 proxyUrl relabelings',
      ],
      [
        'monitoring.coreos.com/PodMonitor',
        'spec.podMetricsEndpoints.[]',
        'bearerTokenSecret honorLabels tlsConfig params',
      ],
      ['monitoring.coreos.com/PodMonitor', 'spec.podMetricsEndpoints.[].metricRelabelings.[]', 'action targetLabel'],
      ['cilium.io/CiliumNetworkPolicy', '', 'specs spec.nodeSelector spec.egressDeny spec.enableDefaultDeny'],
      ['cilium.io/CiliumNetworkPolicy', 'spec.egress.[]', 'toServices toGroups authentication toPorts.[].rules'],
      ['external-secrets.io/ExternalSecret', 'spec', 'target.manifest dataFrom.[].sourceRef.generatorRef'],
      ['external-secrets.io/ExternalSecret', 'spec.target.template', 'templateFrom.[].target metadata.finalizers'],
      ['cilium.io/CiliumNetworkPolicy', 'spec.egress.[]', 'toCIDR.[] toCIDRSet.[].cidr'],
      ['external-secrets.io/SecretStore', 'spec', 'conditions controller provider.kubernetes provider.vault'],
      ['external-secrets.io/SecretStore', 'spec.provider.azurekv', 'authType authSecretRef identityId vaultUrl'],
    ].flatMap(([kind = '', above = '', fields = '']) =>
      fields.split(' ').map((field) => [kind, [above, field].filter(Boolean).join('.')] as const),
    ),
  )('of %s the field %s, which others would feel', (kind, field) => {
    const known = applicationKinds[kind];
    if (!known) throw new Error(`${kind} is not on the list`);
    const shape = objectShape(known, { namespace: 'team', hosts: [host] });
    const path = field.split('.');
    const named = path.filter((part) => part !== '[]').join('.');
    const isRefused = (value: unknown): boolean =>
      misfits(nested(path, value), shape).some((misfit) => `${named}.`.startsWith(`${misfit.field}.`));
    const values = ['another', true, 'Default', 'replace', 'ManagedIdentity', {}];
    expect(values.filter((value) => !isRefused(value))).toEqual([]);
  });

  test.each(['namespace', 'sectionName'])(
    'a route that leaves out the %s of its Gateway, and so takes more',
    (left) => {
      const parent = { name: 'public', namespace: 'public-gateway', sectionName: 'https', [left]: undefined };
      const route = {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'r' },
        spec: { parentRefs: [parent], hostnames: [host] },
      };
      expect(beyond(applied([route])).map(({ field }) => field)).toEqual([`spec.parentRefs.${left}`]);
    },
  );

  test.each([
    'service.beta.kubernetes.io/azure-pls-create',
    'external-dns.alpha.kubernetes.io/hostname',
    'cert-manager.io/cluster-issuer',
    'fleetwright.dev/application',
    'kustomize.toolkit.fluxcd.io/ssa',
    'meta.helm.sh/release-name',
  ])('the annotation %s, by which others would be told something', (name) => {
    const metadata = { name: 'c', annotations: { [name]: 'another' } };
    expect(beyond(applied([{ ...configMap, metadata }])).map(({ field }) => field)).toEqual([
      `metadata.annotations.${name}`,
    ]);
  });

  const policyOf = (egress: object): object => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'n' },
    spec: { endpointSelector: {}, egress: [egress] },
  });

  test.each([
    ['by its address alone', { toCIDR: ['169.254.169.254'] }, ['spec.egress.toCIDR']],
    ['as a range', { toCIDR: ['169.254.169.254/32'] }, ['spec.egress.toCIDR']],
    ['in a set, by its address alone', { toCIDRSet: [{ cidr: '168.63.129.16' }] }, ['spec.egress.toCIDRSet.cidr']],
    ['not at all', { toCIDR: ['203.0.113.0/24', '2001:db8::/32'] }, []],
  ])('a policy that opens what a node tells about itself %s', (_how, egress, fields) =>
    expect(beyond(applied([policyOf(egress)])).map(({ field }) => field)).toEqual(fields),
  );

  test.each([
    ['Labels', ['spec.target.template.templateFrom.target']],
    ['Annotations', ['spec.target.template.templateFrom.target']],
    ['Data', []],
  ])('a Secret whose %s a template writes', (target, fields) => {
    // Grafana's sidecar takes a Secret with this label for a dashboard, whatever its files are called.
    const template = { templateFrom: [{ target, literal: 'grafana_dashboard: "1"' }] };
    const secret = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'e' },
      spec: { secretStoreRef: { kind: 'SecretStore', name: 's' }, target: { name: 'e', template } },
    };
    expect(beyond(applied([secret])).map(({ field }) => field)).toEqual(fields);
  });

  test('a chart or a namespace of another name than main.ts says', () => {
    const named = (id: string, namespace: string) => applied([], {}, chartOf(id, namespace, [configMap]));
    const settings = ({ findings }: Rendering): unknown[] =>
      findings.filter(({ code }) => code === 'invalid-setting').map(({ field, problem }) => [field, problem]);
    expect(settings(named('other', 'team'))).toEqual([
      ['chart', 'is "other", but main.ts calls the application "team"'],
    ]);
    expect(settings(named('team', 'monitoring'))).toEqual([
      ['namespace', 'is "monitoring", but the application\'s is "team"'],
    ]);
  });

  test.each<[string, ReturnType<typeof chartOf>, unknown[]]>([
    ['of another name', chartOf('migration', 'team', [job]), [['chart', 'team-migration']]],
    ['in another namespace', chartOf('team-migration', 'other', [job]), [['namespace', expect.any(String)]]],
    ['that runs nothing', chartOf('team-migration', 'team', [configMap]), [['migration', expect.any(String)]]],
  ])('a migration %s', (_name, migration, faults) => {
    const { findings } = applied([configMap], { migration });
    const settings = findings.filter(({ code }) => code === 'invalid-setting');
    expect(settings.map(({ field, write }) => [field, write])).toEqual(faults);
  });

  test('what a migration may not do', () => {
    const migration = chartOf('team-migration', 'team', [
      job,
      { ...configMap, metadata: { name: 'c', namespace: 'next' } },
    ]);
    const { findings } = applied([configMap], { migration });
    const found = findings.filter(({ code }) => code === 'beyond-application');
    expect(found.map(({ at, field }) => [at, field])).toEqual([['test/apps/team-migration/1', 'metadata.namespace']]);
  });

  test.each([
    ['is suspended', { suspend: true }, ['spec.suspend']],
    ['runs in no pod', { parallelism: 0 }, ['spec.parallelism']],
    ['is done before it runs', { completions: 0 }, ['spec.completions']],
    ['is taken away when it is done', { ttlSecondsAfterFinished: 60 }, ['spec.ttlSecondsAfterFinished']],
    ['says that it runs', { suspend: false }, []],
  ])('a migration whose Job %s', (_what, spec, fields) => {
    const migration = chartOf('team-migration', 'team', [{ ...job, spec: { ...job.spec, ...spec } }]);
    const found = applied([configMap], { migration }).findings.filter(({ code }) => code === 'migration-not-run');
    expect(found.map(({ at, field }) => [at, field])).toEqual(
      fields.map((field) => ['test/apps/team-migration/0', field]),
    );
  });

  test.each([
    ['its own', {}, []],
    ['a name of the stack', { alert: 'Watchdog' }, ['Watchdog']],
    ['the owner of the platform', { labels: { owner: 'platform' } }, ['Down.labels.owner']],
    ['a group of others', { labels: { owner: 'a', rule_group: 'next/alerts' } }, ['Down.labels.rule_group']],
    ['a group of its own', { labels: { owner: 'a', rule_group: 'team/alerts' } }, []],
    ['an owner that Prometheus fills in', { labels: { owner: '{{ "platform" }}' } }, ['Down.labels.owner']],
    [
      'a severity that Prometheus fills in',
      { labels: { owner: 'a', severity: '{{ "critical" }}' } },
      ['Down.labels.severity'],
    ],
    ['a value in another label', { labels: { owner: 'a', code: '{{ $labels.code }}' } }, []],
    ['the name of an alert of the platform', { alert: 'PodDown' }, ['PodDown']],
  ])('an alert with %s', (_what, rule, fields) => {
    const ruleOf = (alert: object): object => ({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'r' },
      spec: { groups: [{ name: 'g', rules: [{ alert: 'Down', expr: 'up == 0', ...alert }] }] },
    });
    const app = new FleetApp('.preview');
    const cluster = emptyCluster(app);
    cluster.platform('base', [chartOf('monitoring', 'monitoring', [ruleOf({ alert: 'PodDown' })])]);
    cluster.applications('apps', { team: { chart: chartOf('team', 'team', [ruleOf(rule)]), quota } });
    const found = render(app).findings.filter(({ code }) => code === 'alert-of-others');
    expect(found.map(({ field }) => field)).toEqual(fields);
  });

  const digest = `sha256:${'1'.repeat(64)}`;
  test.each([
    ['an image of its own registry that nobody has pinned', 'example.azurecr.io/evil:1.0.0', ['containers[0].image']],
    ['a pinned image under another tag', 'example.azurecr.io/thing:9.9.9', ['containers[0].image']],
    ['an image that is pinned', pinnedImage, []],
  ])('%s', (_what, name, fields) => {
    const image = name === pinnedImage ? name : `${name}@${digest}`;
    const pod = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image }] } };
    const found = applied([{ ...job, spec: { template: pod } }]).findings.filter(
      ({ code }) => code === 'image-not-pinned',
    );
    expect(found.map(({ field }) => field)).toEqual(fields.map((field) => `spec.template.spec.${field}`));
  });

  test.each([
    ['https://kv-team.vault.azure.net', []],
    ['https://kv-team.vault.usgovcloudapi.net', []],
    ...[
      'https://10.0.0.1',
      'https://kv.vault.azure.net.example.com',
      'http://kv-team.vault.azure.net',
      'https://kv-team.vault.azure.net/x',
    ].map((url) => [url, ['spec.provider.azurekv.vaultUrl']] as const),
  ] as const)('a store for which External Secrets asks %s', (vaultUrl, fields) => {
    const azurekv = { authType: 'WorkloadIdentity', serviceAccountRef: { name: 'team' }, tenantId: 't', vaultUrl };
    const store = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: 's' },
      spec: { provider: { azurekv } },
    };
    expect(beyond(applied([store])).map(({ field }) => field)).toEqual(fields);
  });

  test('what a chart of the platform runs, its author may pin in the chart', () => {
    const app = new FleetApp('.preview');
    const image = `quay.io/example/operator:1.0.0@${digest}`;
    const pod = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image }] } };
    emptyCluster(app).platform('base', [chartOf('own', 'own', [{ ...job, spec: { template: pod } }])]);
    expect(render(app).findings.filter(({ code }) => code === 'image-not-pinned')).toEqual([]);
  });

  test("the name of an alert of the platform's chart is taken", () => {
    const rule = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'r' },
      spec: { groups: [{ name: 'g', rules: [{ alert: 'BaseDown', expr: 'up == 0' }] }] },
    };
    const app = new FleetApp('.preview');
    const fleet = emptyCluster(app);
    fleet.platform('base', [chartOf('base', 'base', [rule])]);
    fleet.applications('apps', { team: { chart: chartOf('team', 'team', [rule]), quota, hosts: [] } });
    const found = render(app).findings.filter(({ code }) => code === 'alert-of-others');
    expect(found.map(({ at, field }) => [at, field])).toEqual([['test/apps/team/0', 'BaseDown']]);
  });

  test("the names of alerts that are the platform's are those of its charts and its releases", () => {
    const ruleOf = (chart: string, alert: string): RenderedObject => ({
      at: chart,
      cluster: 'test',
      layer: 'apps',
      chart,
      object: {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'r', namespace: chart },
        spec: { groups: [{ name: 'g', rules: [{ alert, expr: 'up == 0' }] }] },
      },
    });
    const brings = (chart: string, alert: string) => ({ release: ruleOf(chart, ''), objects: [ruleOf(chart, alert)] });
    const names = namesOfPlatform({
      objects: [ruleOf('issuers', 'CertificateEnds'), ruleOf('team', 'TeamDown')],
      brought: [brings('prometheus-stack', 'KubePodCrashLooping'), brings('team', 'BrokerDown')],
      applications: new Set(['team']),
    });
    expect([...names].filter((name) => /^Cert|^Team|^KubePod|^Broker|^Watchdog/.test(name)).toSorted()).toEqual([
      'CertificateEnds',
      'KubePodCrashLooping',
      'Watchdog',
    ]);
  });

  test('a migration whose Job could not be changed', () => {
    const migration = chartOf('team-migration', 'team', [{ ...job, metadata: { name: 'j' } }]);
    const found = applied([configMap], { migration }).findings.filter(({ code }) => code === 'migration-not-run');
    expect(found.map(({ field }) => field)).toEqual(['metadata.annotations']);
  });

  test('no reason for a budget that holds up whoever drains a node', () => {
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'b' },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'nobody' } } },
    };
    const [found] = applied([budget]).findings;
    expect(found).toMatchObject({ code: 'pdb-blocks-eviction', write: 'the labels of a pod template' });
  });

  test('a host that is granted to another one', () => {
    const rendering = applied([], { hosts: [host, 'other.example.com'] }, chartOf('team', 'team', [configMap]), {
      next: { chart: chartOf('next', 'next', [configMap]), quota, hosts: ['other.example.com'] },
    });
    expect(rendering.findings).toMatchObject([
      { at: 'test', field: 'hosts', problem: '"other.example.com" is granted to "team" and to "next"' },
    ]);
  });

  describe('whatever its code does', () => {
    const evil = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'evil' } };
    const ofPlatform: ChartClass<{ readonly name: string }> = class extends Chart {
      constructor(scope: Construct) {
        super(scope, 'platform-chart', { namespace: 'platform' });
        new ApiObject(this, 'c', configMap);
      }
    };

    /** An application between two charts of the platform, whose code does something in its constructor, and when it is validated. */
    function hostile(act: (own: Chart, cluster: ComposedCluster) => void, when: 'made' | 'validated'): Rendering {
      class Sly extends Chart {
        constructor(scope: Construct) {
          super(scope, 'team', { namespace: 'team' });
          new ApiObject(this, 'c', configMap);
          const cluster = ComposedCluster.of(this);
          if (!cluster) throw new Error('no cluster');
          const attempt = (): string[] => {
            try {
              act(this, cluster);
            } catch {
              // What is frozen says so.
            }
            return [];
          };
          if (when === 'made') attempt();
          else this.node.addValidation({ validate: attempt });
        }
      }
      const app = new FleetApp('.preview');
      const cluster = emptyCluster(app);
      cluster.platform('base', [ofPlatform]);
      cluster.applications('apps', { team: { chart: Sly, quota, hosts: [host] } });
      cluster.applications('more', { next: { chart: chartOf('next', 'next', [configMap]), quota } });
      return render(app);
    }

    const plain = hostile(() => undefined, 'made').objects;
    const others = (own: Chart, cluster: ComposedCluster): ApiObject[] =>
      cluster.node
        .findAll()
        .filter(ApiObject.isApiObject)
        .filter(({ chart }) => chart !== own);
    const replaced = (cluster: object, name: string): void => {
      const real = (cluster as Record<string, (...given: unknown[]) => unknown>)[name];
      Object.defineProperty(cluster, name, {
        value(this: ComposedCluster, layer: string, charts: unknown) {
          this.platform('evil', [chartOf('evil', 'kube-system', [evil])]);
          return real?.call(this, layer, charts);
        },
      });
    };

    test.each<[string, (own: Chart, cluster: ComposedCluster) => void]>([
      [
        'what another chart has is annotated',
        (own, cluster) =>
          others(own, cluster).forEach(({ metadata }) =>
            metadata.addAnnotation('fleetwright.dev/application', 'nobody'),
          ),
      ],
      [
        'what another chart has is another object',
        (own, cluster) => others(own, cluster).forEach((object) => (object.toJson = () => ({ ...evil }))),
      ],
      [
        'what another chart has is patched',
        (own, cluster) =>
          others(own, cluster).forEach((object) =>
            object.addJsonPatch({ op: 'replace', path: '/metadata/name', value: 'other' } as never),
          ),
      ],
      [
        'a chart of the platform gets an object',
        (_own, cluster) =>
          void new ApiObject(cluster.node.findChild('base').node.findChild('platform-chart'), 'evil', evil),
      ],
      [
        'its chart calls itself one of the platform',
        ({ node }) => Object.defineProperty(node, 'id', { value: 'platform-chart' }),
      ],
      [
        'its layer calls itself one of the platform',
        ({ node }) => Object.defineProperty(node.scope?.node ?? {}, 'id', { value: 'base' }),
      ],
      ['its object stands elsewhere', ({ node }) => Object.defineProperty(node, 'scope', { value: undefined })],
      [
        'another chart is taken out',
        (_own, cluster) => void cluster.node.findChild('base').node.tryRemoveChild('platform-chart'),
      ],
      [
        'what is derived for it is taken out',
        (_own, cluster) => void cluster.node.findChild('tenants').node.tryRemoveChild('team-tenant'),
      ],
      ['the whole cluster is taken out', (_own, cluster) => void cluster.node.root.node.tryRemoveChild('test')],
      ['the cluster composes otherwise', (_own, cluster) => replaced(cluster, 'applications')],
      ['every cluster composes otherwise', () => replaced(ComposedCluster.prototype, 'applications')],
      [
        'objects are said to be of another chart',
        () =>
          Object.defineProperty(ComposedCluster, 'takenFrom', {
            value: () => ({ cluster: 'test', layer: 'base', chart: 'platform-chart', object: () => evil }),
          }),
      ],
      ['what all talk to changes', () => void (internetHttps.ports as unknown[]).push({ port: 22 })],
      ['how all are hardened changes', () => Object.assign(restrictedContainer, { allowPrivilegeEscalation: true })],
      ['the settings of all change', (_own, cluster) => Object.assign(cluster.settings, { name: 'other' })],
      ['what is there changes', (_own, { provided }) => void (provided.objects as string[]).push('/Secret/team/any')],
      ['who can decrypt changes', (_own, { recipients }) => void (recipients.age as unknown[]).push({})],
    ])('%s, and it makes no difference, or is refused', (_what, act) => {
      for (const when of ['made', 'validated'] as const) {
        const { objects, findings, files } = hostile(act, when);
        const isAsBefore = JSON.stringify(objects.map(withoutPath)) === JSON.stringify(plain.map(withoutPath));
        expect(isAsBefore || (findings.length > 0 && files.size === 0)).toBe(true);
        expect(objects.filter(({ object }) => object.metadata.name === 'evil')).toEqual([]);
      }
    });

    /** Where it stands in the tree says nothing about where it is written. */
    const withoutPath = ({ at: _path, ...rest }: Rendering['objects'][number]): object => rest;
  });

  test('a layer that a chart adds to its cluster', () => {
    class Sly extends Chart {
      constructor(scope: Construct) {
        super(scope, 'team', { namespace: 'team' });
        new ApiObject(this, 'c', configMap);
        ComposedCluster.of(this)?.platform('more', [chartOf('evil', 'team', [configMap])]);
      }
    }
    const { findings, files } = applied([], {}, Sly);
    expect(findings).toMatchObject([
      { at: 'test', field: 'layer', problem: 'a chart adds the layer "more" to its cluster' },
    ]);
    expect(files.size).toBe(0);
  });

  test('a chart that it adds to the tree beside itself', () => {
    class Sly extends Chart {
      constructor(scope: Construct) {
        super(scope, 'team', { namespace: 'team' });
        new ApiObject(new Chart(scope, 'beside', { namespace: 'monitoring' }), 'c', configMap);
      }
    }
    expect(applied([], {}, Sly).findings).toContainEqual(
      expect.objectContaining({ code: 'unplaced-object', at: 'test/apps/beside/c' }),
    );
  });
});

describe('an exception, with its reason,', () => {
  const daemon: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'd', namespace: 'team' },
    spec: {},
  };

  test('allows a kind, and gives the account rights over it', () => {
    const because = 'reads the logs of its nodes';
    const rendering = applied([daemon], { exceptions: [{ kind: 'apps/DaemonSet', resource: 'daemonsets', because }] });
    expect(beyond(rendering)).toEqual([]);
    const role = rendering.objects.find(({ object }) => object.kind === 'Role')?.object;
    expect(JSON.stringify(role?.rules)).toContain('daemonsets');
    const account = rendering.objects.find(({ object }) => object.metadata.name === 'applier-team')?.object;
    expect(account?.metadata.annotations?.['fleetwright.dev/exceptions']).toBe(`apps/DaemonSet *: ${because}\n`);
  });

  test('allows a field, and no other', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { externalIPs: ['203.0.113.1'], externalName: 'x', ports: [{ port: 80 }] },
    };
    const because = 'the legacy system knows this address';
    const exceptions = [{ kind: '/Service', field: 'spec.externalIPs', because }];
    expect(beyond(applied([service], { exceptions })).map(({ field }) => field)).toEqual(['spec.externalName']);
  });

  test('of a load balancer is still held against the quota, which alone speaks then', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    };
    const codes = (grants: Partial<Grants>): string[] =>
      applied([service], grants)
        .findings.filter(({ field }) => field === 'spec.type')
        .map(({ code }) => code);
    expect(codes({})).toEqual(['beyond-application']);
    const because = 'no gateway speaks its protocol';
    expect(codes({ exceptions: [{ kind: '/Service', field: 'spec.type', because }] })).toEqual(['beyond-quota']);
    expect(codes({ loadBalancers: { most: 1, because } })).toEqual([]);
  });

  test('of a load balancer is none of a port on every node', () => {
    const spec = { type: 'NodePort', ports: [{ port: 80 }] };
    const nodePort = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec };
    const grants = { loadBalancers: { most: 1, because: 'it speaks MQTT' } };
    expect(beyond(applied([nodePort], grants)).map(({ field }) => field)).toEqual(['spec.type']);
  });

  test.each<[string, object, string]>([
    ['hosts as a text', { hosts: 'a.example.com' }, 'hosts'],
    ['a load balancer without a number', { loadBalancers: true }, 'loadBalancers'],
    ['a load balancer without a reason', { loadBalancers: { most: 1 } }, 'loadBalancers.because'],
    ['exceptions as a map', { exceptions: {} }, 'exceptions'],
    ['an exception without a kind', { exceptions: [{ because: 'a', field: 'b' }] }, 'exceptions[0].kind'],
    ['disks as a text', { disk: '50Gi' }, 'disk'],
    ['no chart', { chart: undefined }, 'chart'],
    ['no quota', { quota: undefined }, 'quota'],
  ])('with %s is refused where it stands', (_what, grants, field) => {
    expect(() => applied([], grants as Partial<Grants>)).toThrow(`test/apps/team  ${field}\n`);
  });

  test('that there is not is named with those that there are', () => {
    const { findings } = applied([configMap], { host: 'a.example.com' } as Partial<Grants>);
    expect(findings).toMatchObject([{ at: 'test/apps', field: 'host', problem: 'there is no prop "host"' }]);
  });

  test.each([
    ['an hour', 3600, []],
    ['a day', 86_400, []],
    ['more than a day', 86_401, ['spec.activeDeadlineSeconds']],
  ])('of a Job, which Flux waits for, ends what may take %s', (_name, activeDeadlineSeconds, fields) => {
    const spec = { ...job.spec, activeDeadlineSeconds };
    const cronJob = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c' },
      spec: { schedule: '@daily', jobTemplate: { spec } },
    };
    const objects = [{ ...job, spec }, cronJob];
    expect(beyond(applied(objects)).map(({ field }) => field)).toEqual(
      fields.flatMap((field) => [field, field.replace('spec.', 'spec.jobTemplate.spec.')]),
    );
    const because = 'it walks through the archive';
    const exceptions = ['batch/Job', 'batch/CronJob'].map((kind, index) => ({
      kind,
      field: index === 0 ? 'spec.activeDeadlineSeconds' : 'spec.jobTemplate.spec.activeDeadlineSeconds',
      because,
    }));
    expect(beyond(applied(objects, { exceptions }))).toEqual([]);
  });

  test.each([
    ['without a reason', { kind: 'apps/DaemonSet', resource: 'daemonsets', because: ' ' }, 'exceptions.because'],
    ['for what is no kind', { kind: 'DaemonSet', resource: 'daemonsets', because: 'a' }, 'exceptions.kind'],
    [
      "for Flux' own objects",
      { kind: 'helm.toolkit.fluxcd.io/HelmRelease', resource: 'helmreleases', because: 'a' },
      'exceptions.kind',
    ],
    ['for no field', { kind: '/Service', field: 'spec type', because: 'a' }, 'exceptions.field'],
    [
      "for a name that is not the kind's",
      { kind: 'apps/DaemonSet', resource: 'daemonset', because: 'a' },
      'exceptions.resource',
    ],
    ['for all of a group', { kind: 'apps/DaemonSet', resource: '*', because: 'a' }, 'exceptions.resource'],
    ['for a part of a kind', { kind: '/Pod', resource: 'pods/exec', because: 'a' }, 'exceptions.resource'],
    ['for a kind that no schema knows', { kind: 'apps/Daemon', resource: 'daemons', because: 'a' }, 'exceptions.kind'],
    ["for the whole cluster's", { kind: '/Namespace', resource: 'namespaces', because: 'a' }, 'exceptions.kind'],
    ["for a field of the whole cluster's", { kind: '/Namespace', field: 'spec', because: 'a' }, 'exceptions.kind'],
    [
      'for a field of a kind that is not on the list',
      { kind: 'apps/DaemonSet', field: 'spec', because: 'a' },
      'exceptions.kind',
    ],
  ])('%s is refused', (_name, exception, field) => {
    const { findings } = applied([], { exceptions: [exception] }, chartOf('team', 'team', [configMap]));
    expect(findings).toMatchObject([{ code: 'invalid-setting', at: 'test/tenants/team-tenant', field }]);
  });

  test('is written as the finding says that it must be', () => {
    const write = (exception: Exception) =>
      applied([], { exceptions: [exception] }, chartOf('team', 'team', [configMap])).findings.map((each) => each.write);
    expect(write({ kind: 'apps/DaemonSet', resource: 'daemonset', because: 'a' })).toEqual(['daemonsets']);
    expect(write({ kind: 'apps/Daemonset', resource: 'daemonsets', because: 'a' })).toEqual([
      expect.stringMatching(/^apps\/DaemonSet; or/),
    ]);
    expect(beyond(applied([daemon])).map((each) => each.write)).toEqual([
      expect.stringContaining("{ kind: 'apps/DaemonSet', resource: 'daemonsets', because: '...' }"),
    ]);
  });

  test("gives rights over no name but the kind's own, whatever is written", () => {
    const inNamespace = kinds
      .flatMap((kind) => kindOf(kindKey(kind)) ?? [])
      .filter(({ scope }) => scope === 'Namespaced');
    const names = new Set(inNamespace.map(({ resource }) => resource));
    const anything = fc.oneof(fc.constantFrom(...names), fc.string(), fc.constantFrom('*', 'pods/exec'));
    fc.assert(
      fc.property(fc.constantFrom(...kinds.map(kindKey)), anything, (kind, resource) => {
        const known = kindOf(kind);
        const isRight = known?.scope === 'Namespaced' && known.resource === resource;
        expect(exceptionFaults([{ kind, resource, because: 'a' }])).toHaveLength(isRight ? 0 : 1);
      }),
    );
  });
});

describe('what a fleet composes', () => {
  const { clusters: names, objects } = rendering();

  test.each(names)('in %s passes, and the platform is applied as the platform', (cluster) => {
    const mine = objects.filter((rendered) => rendered.cluster === cluster);
    const view = new ClusterView(cluster, mine, {
      provided: { groups: [], objects: [] },
      gitRepository: 'fleetwright',
      releases: '',
      health: {},
    });
    expect([...view.applications.keys()]).toEqual(['tickets']);
    expect(beyondApplication(view)).toEqual([]);
    const accounts = mine
      .filter(({ layer }) => layer === 'flux')
      .map(({ object }) => [object.metadata.name, (object.spec as { serviceAccountName?: string }).serviceAccountName]);
    expect(accounts.filter(([, account]) => account !== undefined)).toEqual([['tickets', 'applier-tickets']]);
  });
});

test("its account has the rights of the committed table, which the loop holds against the API server's answers", () => {
  const rights = applicationRules([]).flatMap(({ apiGroups = [], resources = [], verbs }) =>
    apiGroups.flatMap((group) => resources.map((resource) => [`${group}/${resource}`, verbs.join(' ')] as const)),
  );
  expect(Object.fromEntries(rights)).toEqual(inOwnNamespace);
});

/** Fields of a term about pods, required and preferred. */
function podTerms(fields: string): string {
  return fields
    .split(' ')
    .flatMap((field) => [
      `requiredDuringSchedulingIgnoredDuringExecution.[].${field}`,
      `preferredDuringSchedulingIgnoredDuringExecution.[].podAffinityTerm.${field}`,
    ])
    .join(' ');
}

/** Every place of a shape whose fields are closed; `[]` stands for an element of a list. */
function closedPaths(shape: ReturnType<typeof objectShape>, path: readonly string[] = []): (readonly string[])[] {
  if (shape === 'anything' || 'values' in shape || 'holds' in shape) return [];
  if ('each' in shape) return closedPaths(shape.each, [...path, '[]']);
  return [path, ...Object.entries(shape.fields).flatMap(([name, inner]) => closedPaths(inner, [...path, name]))];
}

function isListed(shape: ReturnType<typeof objectShape>, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  if (shape === 'anything' || 'values' in shape || 'holds' in shape) return true;
  if ('each' in shape) return isListed(shape.each, rest);
  const listed = Object.keys(shape.fields).find((name) =>
    name.endsWith('*') ? first.startsWith(name.slice(0, -1)) : name === first,
  );
  return listed !== undefined && isListed(shape.fields[listed] ?? 'anything', rest);
}

function nested(path: readonly string[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return first === '[]' ? [nested(rest, value)] : Object.fromEntries([[first, nested(rest, value)]]);
}

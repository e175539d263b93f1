// Prepared changes, and the summary that a good reviewer would write of each.
import { describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../render/rendered.ts';
import { EditedDist, saidOf } from '../support/edited-dist.ts';

const live = 'live/apps/tickets';
const tenant = 'live/tenants/tickets-tenant/';
const inLive = `${live}/tickets/`;
const deployment = `${inLive}Deployment`;

/** A chart of one service, as small as it can be. */
function service(name: string, version = '1.0.0'): [string, KubeObject][] {
  const metadata = { name, namespace: name };
  const labels = { 'app.kubernetes.io/name': name };
  const containers = [{ name, image: `example.azurecr.io/${name}:${version}` }];
  const rules = [{ backendRefs: [{ name, port: 80 }] }];
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata,
      spec: { hostnames: [`${name}.example.com`], rules },
    },
  ].map((object) => [`live/apps/${name}`, object as KubeObject]);
}

const cronJob = (schedule: string): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'report', namespace: 'tickets' },
  spec: {
    schedule,
    jobTemplate: {
      spec: { template: { spec: { containers: [{ name: 'report', image: 'example.azurecr.io/report:2.0.0' }] } } },
    },
  },
});

const migration = (version: string): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name: 'migrate',
    namespace: 'tickets',
    annotations: { 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
  },
  spec: { template: { spec: { containers: [{ name: 'migrate', image: `example.azurecr.io/tickets:${version}` }] } } },
});

const kustomization = (name: string): KubeObject => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, namespace: 'cluster-config' },
  spec: { prune: true },
});

const binding = (...accounts: string[]): KubeObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'viewers', namespace: 'tickets' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'view' },
  subjects: accounts.map((name) => ({ kind: 'ServiceAccount', namespace: 'tickets', name })),
});

const withObjects = (dist: EditedDist, objects: readonly (readonly [string, KubeObject])[]): EditedDist =>
  objects.reduce((changed, [place, object]) => changed.add(place, object), dist);

const cases: readonly [name: string, change: (dist: EditedDist) => EditedDist, said: string][] = [
  ['nothing', (dist) => dist, 'Nothing changes in the clusters.'],
  [
    'a new service',
    (dist) => withObjects(dist, service('greeter')),
    `4 objects are new, in live. No pod restarts.

live  greeter
  the chart
    is new, with 4 objects
  Deployment greeter
    runs version 1.0.0 in 2 pods
  HTTPRoute greeter
    answers at https://greeter.example.com`,
  ],
  [
    'an image, in three clusters',
    (dist) => dist.edit('Deployment.apps_tickets', 'tickets:0.1.0', 'tickets:0.2.0'),
    `3 objects change, in lab, live and pilot. Pods restart: tickets in lab, live and pilot.

lab, live and pilot  tickets
  Deployment tickets
    runs version 0.2.0 instead of 0.1.0
    restarts its pods (1 pod in lab, 3 to 12 pods in live, 3 to 6 pods in pilot)`,
  ],
  [
    'limits',
    (dist) => dist.edit(deployment, 'memory: 256Mi', 'memory: 512Mi'),
    `1 object changes, in live. Pods restart: tickets in live.

live  tickets
  Deployment tickets
    may use 512Mi of memory instead of 256Mi
    reserves 512Mi of memory on its node instead of 256Mi
    restarts 3 to 12 pods`,
  ],
  [
    "a probe's path and pace",
    (dist) => dist.edit(deployment, '/livez', '/healthz').edit(deployment, 'periodSeconds: 10', 'periodSeconds: 5'),
    `1 object changes, in live. Pods restart: tickets in live.

live  tickets
  Deployment tickets
    asks /healthz in its liveness probe instead of /livez
    runs its liveness probe every 5 s instead of 10
    restarts 3 to 12 pods`,
  ],
  [
    'a renamed chart',
    (dist) =>
      dist
        .move('live/platform/public-gateway/', 'live/platform/gateway/')
        .move('live/flux/public-gateway', 'live/flux/gateway'),
    `9 objects change, in live. No pod restarts.

Look at these first

live  gateway
  the chart
    ! is another name for the chart public-gateway: Flux may delete 8 objects there before it makes them here

Everything else

live  gateway
  the chart
    is another name for the chart public-gateway; Flux leaves 1 object in place on the way (prune: disabled)`,
  ],
  [
    'a removed application',
    (dist) => dist.remove(`${live}/`).remove('live/flux/tickets.yaml'),
    `12 objects are removed, in live. No pod restarts.

Look at these first

live  tickets
  the chart
    ! is removed: Flux deletes 12 objects, and 3 to 12 pods end`,
  ],
  [
    'a removed chart, whose namespace and account stay',
    (dist) => dist.remove(tenant).remove('live/flux/tickets-tenant'),
    `11 objects are removed, in live. No pod restarts.

Look at these first

live  tickets-tenant
  the chart
    ! is removed: Flux deletes 7 objects
  Namespace tickets
    ! is removed from Git, but Flux leaves it in the cluster (prune: disabled), cared for by nobody
  Role tickets/applier-tickets
    ! is removed from Git, but Flux leaves it in the cluster (prune: disabled), cared for by nobody
  RoleBinding tickets/applier-tickets
    ! is removed from Git, but Flux leaves it in the cluster (prune: disabled), cared for by nobody
  ServiceAccount applier-tickets
    ! is removed from Git, but Flux leaves it in the cluster (prune: disabled), cared for by nobody`,
  ],
  [
    'an application that takes on all rights, and a chart that has them from the start',
    (dist) =>
      dist
        .edit('live/flux/tickets.yaml', '  serviceAccountName: applier-tickets\n', '')
        .add('live/apps/greeter', cronJob('0 3 * * *'))
        .add('live/flux/', kustomization('greeter')),
    `1 object is new, in live. No pod restarts.

Look at these first

live  greeter
  the chart
    ! is applied with all rights in the cluster

live  tickets
  Kustomization tickets
    ! is applied with all rights in the cluster

Everything else

live  greeter
  the chart
    is new, with 1 object
  CronJob tickets/report
    runs version 2.0.0 at 03:00`,
  ],
  [
    'a removed namespace, which nothing keeps',
    (dist) => dist.remove(`${tenant}_cluster`),
    `1 object is removed, in live. No pod restarts.

Look at these first

live  tickets-tenant
  Namespace tickets
    ! is removed from Git, but Flux leaves it in the cluster (prune: disabled), cared for by nobody`,
  ],
  [
    'a selector',
    (dist) => dist.edit(deployment, 'app.kubernetes.io/name: tickets', 'app.kubernetes.io/name: links'),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  Deployment tickets
    ! changes spec.selector from app.kubernetes.io/name=tickets to app.kubernetes.io/name=links: Kubernetes refuses that, and Flux applies nothing of the chart until it is undone; an object of another name can have it`,
  ],
  [
    "a secret's new recipient",
    (dist) =>
      dist.edit(`${inLive}Secret`, '    azure_kv', '        - enc: x\n          recipient: age1new\n    azure_kv'),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  Secret api-token
    ! can be decrypted by age1new too`,
  ],
  [
    "a secret's value",
    (dist) =>
      dist
        .edit(`${inLive}Secret`, /ENC\[AES256_GCM,data:\w+/g, 'ENC[AES256_GCM,data:other')
        .edit(deployment, /(checksum.*api-token): .*/g, '$1: other'),
    `2 objects change, in live. Pods restart: tickets in live.

live  tickets
  Deployment tickets
    restarts 3 to 12 pods, because Secret api-token changed
  Secret api-token
    key token is encrypted anew; only a key that decrypts can tell whether its value differs`,
  ],
  [
    'configuration that pods read',
    (dist) =>
      dist
        .edit(`${inLive}ConfigMap_venues`, 'https://club.example.org', 'https://example.org')
        .edit(deployment, /(checksum.*venues): .*/g, '$1: other'),
    `2 objects change, in live. Pods restart: tickets in live.

live  tickets
  ConfigMap venues
    key venues.json changes club
  Deployment tickets
    restarts 3 to 12 pods, because ConfigMap venues changed`,
  ],
  [
    'a chart version that brings CRDs',
    (dist) => dist.edit('OCIRepository.source.toolkit.fluxcd.io_cert-manager', 'v1.21.2', 'v1.22.0'),
    `3 objects change, in lab, live and pilot. Helm upgrades cert-manager.

Look at these first

lab, live and pilot  cert-manager
  OCIRepository cert-manager
    ! has chart version v1.22.0 instead of v1.21.2: Helm upgrades the release, and restarts what its chart says; it replaces the CRDs too, for all that use them`,
  ],
  [
    'a chart that anybody may have signed',
    (dist) => dist.edit('OCIRepository.source.toolkit.fluxcd.io_external-secrets', /\n {2}verify:[^]*/g, '\n'),
    `3 objects change, in lab, live and pilot. No pod restarts.

Look at these first

lab, live and pilot  external-secrets
  OCIRepository external-secrets
    ! is installed whoever signed its chart, not only ^https://github\\.com/external-secrets/external-secrets/\\.github/workflows/helm\\.yml@refs/heads/main$`,
  ],
  [
    "a Helm chart's values",
    (dist) =>
      dist.edit(
        'live/controllers/cert-manager/cluster-config/HelmRelease',
        '\n    replicaCount: 2',
        '\n    replicaCount: 3',
      ),
    `1 object changes, in live. Helm upgrades cert-manager.

live  cert-manager
  HelmRelease cert-manager
    spec.values.replicaCount is 3 instead of 2
    Helm upgrades the release, and restarts what its chart says`,
  ],
  [
    'a port',
    (dist) =>
      ['Deployment', 'Service_', 'CiliumNetworkPolicy.cilium.io_tickets', 'HTTPRoute'].reduce(
        (changed, kind) => changed.edit(inLive + kind, '8080', '8081'),
        dist,
      ),
    `4 objects change, in live. Pods restart: tickets in live.

Look at these first

live  tickets
  CiliumNetworkPolicy tickets
    ! lets in all pods of namespace public-gateway on TCP port 8081

Everything else

live  tickets
  CiliumNetworkPolicy tickets
    no longer lets in all pods of namespace public-gateway on TCP port 8080
  Deployment tickets
    listens on port 8081 for http instead of 8080
    restarts 3 to 12 pods
  HTTPRoute tickets
    sends requests to port 8081 of tickets instead of 8080
  Service tickets
    serves http on port 8081 instead of 8080`,
  ],
  [
    "an alert's threshold and patience",
    (dist) =>
      dist.edit(`${inLive}PrometheusRule`, '> 0.1\n', '> 0.2\n').edit(`${inLive}PrometheusRule`, 'for: 5m', 'for: 15m'),
    `1 object changes, in live. No pod restarts.

live  tickets
  PrometheusRule alerts
    alert TicketsNotScraped fires after 15m instead of 5m
    alert TicketsLag fires above 0.2 instead of 0.1`,
  ],
  [
    'an alert that is gone',
    (dist) => dist.edit(`${inLive}PrometheusRule`, / {4}- alert: TicketsRestarts[^]*?(?= {4}- alert)/g, ''),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  PrometheusRule alerts
    ! loses the alert TicketsRestarts: nobody will hear of it`,
  ],
  [
    "an autoscaler's maximum, up",
    (dist) => dist.edit(`${inLive}Horizontal`, 'maxReplicas: 12', 'maxReplicas: 20'),
    `1 object changes, in live. No pod restarts.

live  tickets
  HorizontalPodAutoscaler tickets
    starts at most 20 pods instead of 12`,
  ],
  [
    'an autoscaler and a disruption budget that got weaker, and one that is gone',
    (dist) =>
      dist
        .edit(`${inLive}Horizontal`, 'minReplicas: 3', 'minReplicas: 2')
        .edit(`${inLive}PodDisruption`, 'maxUnavailable: "10%"', 'maxUnavailable: "20%"')
        .remove('pilot/apps/tickets/tickets/PodDisruption'),
    `2 objects change, 1 object is removed, in live and pilot. No pod restarts.

Look at these first

live  tickets
  HorizontalPodAutoscaler tickets
    ! keeps at least 2 pods instead of 3
  PodDisruptionBudget tickets
    ! lets 20% of its pods be away when nodes are drained instead of 10%

pilot  tickets
  PodDisruptionBudget tickets
    ! is removed: nodes are drained without regard to its pods`,
  ],
  [
    'a disruption budget of a number instead of a share, which may be more',
    (dist) => dist.edit(`${inLive}PodDisruption`, 'maxUnavailable: "10%"', 'maxUnavailable: 5'),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  PodDisruptionBudget tickets
    ! lets 5 of its pods be away when nodes are drained instead of 10%`,
  ],
  [
    'a lower Pod Security level',
    (dist) => dist.edit(`${tenant}_cluster/Namespace`, ': restricted', ': baseline'),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets-tenant
  Namespace tickets
    ! holds its pods to Pod Security "baseline" instead of "restricted"`,
  ],
  [
    'a container that is less locked up',
    (dist) =>
      dist
        .edit(deployment, 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false')
        .edit(deployment, / *limits:\n.*\n.*256Mi\n/g, ''),
    `1 object changes, in live. Pods restart: tickets in live.

Look at these first

live  tickets
  Deployment tickets
    ! no longer has readOnlyRootFilesystem: true, which protects the node from it

Everything else

live  tickets
  Deployment tickets
    may use as much CPU as its node has, instead of 1000m
    may use as much memory as its node has, instead of 256Mi
    restarts 3 to 12 pods`,
  ],
  [
    'a network rule that opened',
    (dist) =>
      dist.edit(
        `${inLive}CiliumNetworkPolicy.cilium.io_tickets`,
        'ingress:\n',
        'ingress:\n  - fromCIDR:\n    - 10.0.0.0/8\n    toPorts:\n    - ports:\n      - port: "9090"\n  - fromEntities:\n    - remote-node\n',
      ),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  CiliumNetworkPolicy tickets
    ! lets in addresses 10.0.0.0/8 on TCP port 9090
    ! lets in other nodes on every port`,
  ],
  [
    'a network rule of what Cilium sees within a connection',
    (dist) =>
      dist.edit(
        `${inLive}CiliumNetworkPolicy.cilium.io_tickets`,
        'egress:\n',
        'egress:\n  - toFQDNs:\n    - matchName: example.com\n    toPorts:\n    - ports:\n      - port: "443"\n      rules:\n        http: [{}]\n',
      ),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  CiliumNetworkPolicy tickets
    ! lets its pods call toFQDNs {"matchName":"example.com"} on TCP port 443 with {"rules":{"http":[{}]}}`,
  ],
  [
    'a variable and a sidecar',
    (dist) =>
      dist.edit(
        deployment,
        '- env: []\n',
        '- name: proxy\n        image: example.azurecr.io/proxy:3.0.0\n      - env:\n        - name: LOG_LEVEL\n          value: debug\n',
      ),
    `1 object changes, in live. Pods restart: tickets in live.

live  tickets
  Deployment tickets
    gets the variable LOG_LEVEL=debug
    gets the container proxy (version 3.0.0)
    restarts 3 to 12 pods`,
  ],
  [
    'the order of ports, which are told apart by their names',
    (dist) =>
      dist.edit(
        deployment,
        /( *- containerPort: 8080\n *name: http\n)( *- containerPort: 9090\n *name: metrics\n)/g,
        '$2$1',
      ),
    `1 object changes, in live. Pods restart: tickets in live.

live  tickets
  Deployment tickets
    restarts 3 to 12 pods, because its template is written in another order`,
  ],
  [
    'a quota',
    (dist) => dist.edit(`${tenant}tickets/ResourceQuota_quota`, 'limits.memory: 8Gi', 'limits.memory: 16Gi'),
    `1 object changes, in live. No pod restarts.

live  tickets-tenant
  ResourceQuota tickets/quota
    allows all pods together 16Gi of memory instead of 8Gi`,
  ],
  [
    'a new job',
    (dist) => dist.add(live, cronJob('0 3 * * *')),
    `1 object is new, in live. No pod restarts.

live  tickets
  CronJob report
    is new, and runs version 2.0.0 at 03:00`,
  ],
  [
    "a route's host",
    (dist) => dist.edit(`${inLive}HTTPRoute`, 'tickets.example', 't.example'),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  HTTPRoute tickets
    ! no longer answers at https://tickets.example.com

Everything else

live  tickets
  HTTPRoute tickets
    answers at https://t.example.com`,
  ],
  [
    'what a route publishes, more of it and less',
    (dist) =>
      dist.edit(`${inLive}HTTPRoute`, 'type: Exact\n        value: /opera', 'type: PathPrefix\n        value: /docs'),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  HTTPRoute tickets
    ! publishes /docs/*
    ! no longer publishes /opera`,
  ],
  [
    'a route that publishes everything',
    (dist) => dist.edit(`${inLive}HTTPRoute`, /^ {4}matches:\n[^]*/gm, ''),
    `1 object changes, in live. No pod restarts.

Look at these first

live  tickets
  HTTPRoute tickets
    ! publishes every path
    ! no longer publishes /api/venues
    ! no longer publishes /arena
    ! no longer publishes /club
    ! no longer publishes /opera`,
  ],
  [
    'a dependency of a chart',
    (dist) =>
      dist.edit('live/flux/tickets.yaml', '  - name: public-gateway', '  - name: issuers\n  - name: public-gateway'),
    `Only Flux' own objects change, in live. No pod restarts.

live  tickets
  Kustomization tickets
    waits for issuers to be there first`,
  ],
  [
    'rights',
    (dist) => dist.add(live, binding('tickets')),
    `1 object is new, in live. No pod restarts.

Look at these first

live  tickets
  RoleBinding viewers
    ! is new, and gives Role view to ServiceAccount tickets/tickets`,
  ],
  [
    'an autoscaler that takes over',
    (dist) =>
      dist
        .edit(deployment, '  progressDeadlineSeconds', '  replicas: 3\n  progressDeadlineSeconds')
        .edit(
          'pilot/apps/tickets/tickets/Deployment',
          '  progressDeadlineSeconds',
          '  replicas: 1\n  progressDeadlineSeconds',
        ),
    `2 objects change, in live and pilot. No pod restarts.

live  tickets
  Deployment tickets
    runs 3 pods

pilot  tickets
  Deployment tickets
    runs 1 pod`,
  ],
  [
    'a secret that is encrypted anew',
    (dist) => dist.edit(`${inLive}Secret`, /lastmodified: .*/g, 'lastmodified: "2027-01-01T00:00:00Z"'),
    `1 object changes, in live. No pod restarts.

live  tickets
  Secret api-token
    is encrypted anew, for the same keys`,
  ],
  [
    'quotes and comments alone',
    (dist) => dist.edit(deployment, 'maxSurge: "25%"', "maxSurge: '25%' # a quarter"),
    'Nothing changes in the clusters.',
  ],
  [
    'what no rule has words for',
    (dist) =>
      dist.edit(`${inLive}ServiceAccount`, 'automountServiceAccountToken: false', 'automountServiceAccountToken: true'),
    `1 object changes, in live. No pod restarts.

live  tickets
  ServiceAccount tickets
    automountServiceAccountToken is true instead of false`,
  ],
];

describe('a reviewer reads of', () => {
  test.each(cases)('%s', (_name, change, said) => expect(saidOf(change)).toBe(said));
});

test('a schedule is said in words', () => {
  const start = new EditedDist().add(live, cronJob('0 3 * * *'));
  expect(saidOf((dist) => dist.edit('CronJob', '0 3 * * *', '*/15 * * * 1-5'), start)).toContain(
    'runs every 15 minutes, Monday through Friday instead of at 03:00',
  );
});

test('a Job that Flux makes anew where it changes runs again, and nothing of it is refused', () => {
  const start = new EditedDist().add(live, migration('2.0.0'));
  const said = saidOf((dist) => dist.edit('Job', ':2.0.0', ':2.1.0'), start);
  expect(said).toMatch(/runs again: Flux deletes the Job and makes it anew\n *runs version 2\.1\.0 instead of 2\.0\.0/);
  expect(said).not.toContain('!');
});

/** A Pod, or a ReplicaSet of such pods. */
const bare = (kind: 'Pod' | 'ReplicaSet', version: string, rest: object = {}): KubeObject => {
  const metadata = { name: 'report', namespace: 'tickets' };
  const labels = { app: 'report' };
  const init = { name: 'wait', image: 'example.azurecr.io/wait:1.0.0' };
  const containers = [{ name: 'report', image: `example.azurecr.io/report:${version}` }];
  const pod = { metadata: { labels }, spec: { initContainers: [init], containers, ...rest } };
  return kind === 'Pod'
    ? { apiVersion: 'v1', kind, metadata: { ...metadata, labels }, spec: pod.spec }
    : { apiVersion: 'apps/v1', kind, metadata, spec: { selector: { matchLabels: labels }, template: pod } };
};

test.each(['Pod', 'ReplicaSet'] as const)('a new %s says all that it runs', (kind) => {
  expect(saidOf((dist) => dist.add(live, bare(kind, '2.0.0')))).toContain(
    `${kind} report\n    is new, and runs wait, version 1.0.0 and version 2.0.0 in 1 pod`,
  );
});

test('a Pod takes another image, and Kubernetes refuses any other change of it', () => {
  const start = new EditedDist().add(live, bare('Pod', '2.0.0'));
  const said = saidOf((dist) => dist.add(live, bare('Pod', '2.1.0', { hostNetwork: true })), start);
  expect(said).toMatch(/runs version 2\.1\.0 instead of 2\.0\.0/);
  expect(said).toMatch(/! changes spec from .*: Kubernetes refuses that/);
});

test('the pods of a ReplicaSet stay as they are when its template changes', () => {
  const start = new EditedDist().add(live, bare('ReplicaSet', '2.0.0'));
  const said = saidOf((dist) => dist.add(live, bare('ReplicaSet', '2.1.0')), start);
  expect(said).toContain('No pod restarts.');
  expect(said).toContain('runs version 2.1.0 instead of 2.0.0');
});

test('who gets a right and who loses it is said', () => {
  const start = new EditedDist().add(live, binding('tickets'));
  expect(saidOf((dist) => dist.add(live, binding('other')), start)).toMatch(
    /! gives Role view to ServiceAccount tickets\/other\n[^]*takes Role view from ServiceAccount tickets\/tickets/,
  );
});

test('where an autoscaler takes over from a number, the pods fall to one for a moment', () => {
  const start = new EditedDist().edit(
    deployment,
    '  progressDeadlineSeconds',
    '  replicas: 3\n  progressDeadlineSeconds',
  );
  expect(saidOf((dist) => dist.edit(deployment, '  replicas: 3\n', ''), start)).toContain(
    '! says no number of pods any more; it was 3, and is 1 until an autoscaler raises it',
  );
});

test('of a thousand objects that change alike one sentence is left', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `service-${index}`);
  const start = names
    .flatMap((name) => service(name))
    .reduce((dist, [place, object]) => dist.add(place, object), new EditedDist());
  expect(saidOf((dist) => dist.edit('Deployment.apps_service-', ':1.0.0', ':1.1.0'), start)).toBe(
    `1000 objects change, in live. Pods restart: service-0, service-1, service-10 and 997 more in live.

live  service-0, service-1, service-10 and 997 more
  Deployment of the chart's name
    runs version 1.1.0 instead of 1.0.0
    restarts 2 pods`,
  );
});

describe("a policy of Cilium's in the place of one of Kubernetes'", () => {
  const tenant = 'live/tenants/tickets-tenant';
  const allowDns = `${tenant}/tickets/CiliumNetworkPolicy.cilium.io_allow-dns`;
  const plain = (spec: object): EditedDist =>
    new EditedDist().remove(allowDns).add(tenant, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'allow-dns', namespace: 'tickets' },
      spec: { podSelector: { matchLabels: {} }, policyTypes: ['Ingress', 'Egress'], ...spec },
    });
  const moved = (spec: object): string => saidOf(() => new EditedDist(), plain(spec));

  test('is one change, and what is no wider than before is no danger', () => {
    expect(moved({ egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] })).toBe(
      `1 object is new, 1 object is removed, in live. No pod restarts.

Look at these first

live  tickets-tenant
  CiliumNetworkPolicy tickets/allow-dns
    ! lets its pods call pods k8s-app=kube-dns of namespace kube-system on TCP port 53
    ! lets its pods call its own node on TCP port 53

Everything else

live  tickets-tenant
  CiliumNetworkPolicy tickets/allow-dns
    takes the place of the NetworkPolicy of its name: Flux makes the new one before it deletes the old one
    lets its pods call pods k8s-app=kube-dns of namespace kube-system on UDP port 53
    lets its pods call its own node on UDP port 53
    no longer lets its pods call anywhere on UDP port 53`,
    );
  });

  test('says whether it is about other pods', () => {
    const spec = { podSelector: { matchLabels: { app: 'a' } }, egress: [{ ports: [] }] };
    expect(moved(spec)).toContain('! is about all pods of its namespace instead of pods app=a of its namespace');
  });

  test('is a removal like any where another chart makes it: neither waits for the other', () => {
    const heir: KubeObject = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'allow-dns', namespace: 'tickets' },
      spec: { endpointSelector: {}, egress: [{}] },
    };
    const said = saidOf(() => new EditedDist().remove(allowDns).add('live/platform/public-gateway', heir), plain({}));
    expect(said).toContain('! is removed: what it refused is let through');
    expect(said).not.toContain('takes the place of');
  });
});

test('an object whose lists have another order alone is said to', () => {
  const route = (...services: readonly string[]): KubeObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'shops', namespace: 'tickets' },
    spec: { hostnames: ['shop.example.com'], rules: services.map((name) => ({ backendRefs: [{ name, port: 80 }] })) },
  });
  const said = saidOf((dist) => dist.add(live, route('b', 'a')), new EditedDist().add(live, route('a', 'b')));
  expect(said).toBe(`1 object changes, in live. No pod restarts.

live  tickets
  HTTPRoute shops
    is written in another order`);
});

test('a key of an ExternalSecret is told with where it comes from', () => {
  const secret = (...names: readonly string[]): KubeObject => ({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'mail', namespace: 'tickets' },
    spec: {
      secretStoreRef: { name: 'vault' },
      data: names.map((name) => ({ secretKey: name, remoteRef: { key: 'smtp', property: name } })),
    },
  });
  const change = (before: KubeObject, after: KubeObject): string =>
    saidOf((dist) => dist.add(live, after), new EditedDist().add(live, before));
  expect(change(secret('user'), secret('user', 'password'))).toContain(
    '    has the new key password, from the secret smtp, password of the store',
  );
  expect(change(secret('user', 'password'), secret('user'))).toContain(
    '    ! no longer has the key password, from the secret smtp, password of the store',
  );
});

test('a chart of a Helm repository, and where its values are, are told as those of an OCI one', () => {
  const place = 'live/apps/broker';
  const source = (kind: string, spec: object): KubeObject => ({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind,
    metadata: { name: 'broker', namespace: 'cluster-config' },
    spec,
  });
  const release = {
    ...source('HelmRelease', {
      chartRef: { kind: 'HelmChart', name: 'broker' },
      valuesFrom: [{ kind: 'ConfigMap', name: 'sizes' }],
    }),
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
  };
  const add = (dist: EditedDist): EditedDist =>
    dist
      .add(place, source('HelmRepository', { url: 'https://charts.example.com' }))
      .add(place, source('HelmChart', { chart: 'broker', version: '1.2.3' }))
      .add(place, release);
  expect(saidOf(add)).toContain(`  HelmChart broker
    brings the Helm chart broker 1.2.3
`);
  expect(saidOf(add)).toContain('has Flux look for charts at https://charts.example.com');
  const said = saidOf(
    (dist) => dist.edit(`${place}/cluster-config/Helm`, /1\.2\.3|sizes|charts\.example/g, 'other'),
    add(new EditedDist()),
  );
  expect(said).toContain('! has chart version other instead of 1.2.3: Helm upgrades the release');
  expect(said.match(/^ {4}Helm upgrades the release, and restarts what its chart says$/m)).not.toBeNull();
});

// What an application may run: the closed list of kinds, of their fields, and of the API resources that go with them.
import { cloudOf, clouds } from '../azure/clouds.ts';
import { annotations as ownAnnotations, backupLabel, dashboardLabel, publicGateway } from '../platform.ts';
import { nodeServices } from '../azure/node-services.ts';
import {
  anything,
  filledListOf,
  listOf,
  oneOf,
  only,
  open,
  such,
  type Fields,
  type Shape,
} from '../validation/shape.ts';
import { addressRange } from '../validation/limits.ts';
import { longestRun } from '../workload/job-spec.ts';
import { isServiceBus, isStorageAccount } from '../workload/queue-scale.ts';

/** What the shapes of an application's objects depend on. */
export interface Bounds {
  /** The application's namespace. */
  readonly namespace: string;
  /** The public hosts that are the application's. */
  readonly hosts: readonly string[];
}

/** A kind that an application may have. */
export interface ApplicationKind {
  /** Its name in the API, in the plural and in small letters: `deployments`. */
  readonly resource: string;
  /** Labels that it may have beside those of every object. @default none */
  readonly labels?: Readonly<Record<string, Shape>>;
  /** Annotations that it may have beside those of every object. @default none */
  readonly annotations?: Readonly<Record<string, Shape>>;
  /** Whether what is wrong with it stops others too, such as whoever drains a node: its team may not vouch for it. @default false */
  readonly isForOthers?: true;
  /** What an object may hold beside `apiVersion`, `kind` and `metadata`. */
  readonly shape: (bounds: Bounds) => Readonly<Record<string, Shape>>;
}

/** Annotations that an application may put on an object: of Flux' own, the one that keeps it from being pruned alone. */
const annotations: Readonly<Record<string, Shape>> = {
  'kustomize.toolkit.fluxcd.io/prune': oneOf('disabled'),
  'azure.workload.identity/*': anything,
  [ownAnnotations.publicHealth]: anything,
  [ownAnnotations.notCredentials]: anything,
  [ownAnnotations.secretInEnvironment]: anything,
  [ownAnnotations.measures]: anything,
};

/** Labels say what an object is, to people and to selectors of its own; others' programs look for labels too, and act on what has one. */
const labels: Readonly<Record<string, Shape>> = {
  'app.kubernetes.io/*': anything,
  'azure.workload.identity/*': anything,
  ...open('app', 'component', 'environment', 'owner', 'team', 'tier', 'version'),
};

/** Annotations of a pod: what a rollout and the checksums of mounts write, and what keeps a node alive for it. */
const podAnnotations = only({
  'checksum.fleetwright.dev/*': anything,
  'azure.workload.identity/*': anything,
  ...open(
    'kubectl.kubernetes.io/default-container',
    'kubectl.kubernetes.io/restartedAt',
    'cluster-autoscaler.kubernetes.io/safe-to-evict',
  ),
});

/** `volumeName` and `dataSource` would take another application's disk. */
const claim = only(open('accessModes', 'resources', 'storageClassName', 'volumeMode'));

/** Whether a backup takes a claim. */
const claimLabels = { [backupLabel]: oneOf('true', 'false') };

/** A claim that a controller makes is held to what one in Git is. */
const madeClaim = only({
  metadata: only({ name: anything, labels: only({ ...labels, ...claimLabels }), annotations: only({}) }),
  spec: claim,
  ...open('apiVersion', 'kind'),
});

const volume = only({
  ...open('name', 'secret', 'configMap', 'emptyDir', 'projected', 'downwardAPI', 'persistentVolumeClaim', 'image'),
  ephemeral: only({ volumeClaimTemplate: madeClaim }),
});

/** Of its own namespace alone: a required term that is about others' pods keeps these off every node that it matches. */
const podTerm = only(open('labelSelector', 'topologyKey', 'matchLabelKeys', 'mismatchLabelKeys'));

const podTerms = only({
  requiredDuringSchedulingIgnoredDuringExecution: listOf(podTerm),
  preferredDuringSchedulingIgnoredDuringExecution: listOf(only({ weight: anything, podAffinityTerm: podTerm })),
});

/** What Pod Security leaves open and another team would feel is not there: priority, nodes by name, tolerations, a scheduler. */
const podSpec = only({
  ...open(
    'containers',
    'initContainers',
    'serviceAccountName',
    'automountServiceAccountToken',
    'enableServiceLinks',
    'imagePullSecrets',
    'securityContext',
    'activeDeadlineSeconds',
    'restartPolicy',
    'topologySpreadConstraints',
    'nodeSelector',
    'hostname',
    'subdomain',
    'dnsConfig',
    'setHostnameAsFQDN',
    'shareProcessNamespace',
  ),
  // The autoscaler removes a node after ten minutes all the same (AKS: max-graceful-termination-sec, 600 by default).
  terminationGracePeriodSeconds: such((value) => typeof value === 'number' && value <= 600, 'at most 600'),
  dnsPolicy: oneOf('ClusterFirst', 'None'),
  // As they are by default; some libraries write them.
  hostIPC: oneOf(false),
  hostNetwork: oneOf(false),
  hostPID: oneOf(false),
  hostUsers: oneOf(false),
  affinity: only({ nodeAffinity: anything, podAffinity: podTerms, podAntiAffinity: podTerms }),
  volumes: listOf(volume),
});

const podTemplate = only({ metadata: only({ labels: anything, annotations: podAnnotations }), spec: podSpec });

const jobSpec = only({
  // Flux waits for a Job, and at a time for no more charts than it has workers: all applications share those.
  activeDeadlineSeconds: such((value) => typeof value === 'number' && value <= longestRun, `at most ${longestRun}`),
  ...open(
    'parallelism',
    'completions',
    'completionMode',
    'backoffLimit',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
    'ttlSecondsAfterFinished',
    'podFailurePolicy',
    'podReplacementPolicy',
    'suspend',
  ),
  template: podTemplate,
});

/** What a route hands requests to: Services of its own namespace. */
const backend = (namespace: string, more: Readonly<Record<string, Shape>> = {}): Fields =>
  only({
    group: oneOf(''),
    kind: oneOf('Service'),
    namespace: oneOf(namespace),
    ...open('name', 'port', 'weight'),
    ...more,
  });

const filters = (namespace: string): Shape =>
  listOf(
    only({
      ...open('type', 'requestHeaderModifier', 'responseHeaderModifier', 'requestRedirect', 'urlRewrite', 'cors'),
      requestMirror: only({ backendRef: backend(namespace), ...open('percent', 'fraction') }),
    }),
  );

/** A route attaches to the public Gateway alone, under hosts that are the application's. */
const route = ({ namespace, hosts }: Bounds): Readonly<Record<string, Shape>> => ({
  spec: only(
    {
      parentRefs: filledListOf(
        only(
          {
            group: oneOf('gateway.networking.k8s.io'),
            kind: oneOf('Gateway'),
            namespace: oneOf(publicGateway.namespace),
            name: oneOf(publicGateway.name),
            sectionName: oneOf(publicGateway.listener),
          },
          'namespace',
          'sectionName',
        ),
      ),
      hostnames: filledListOf(oneOf(...hosts)),
      rules: listOf(
        only({
          ...open('name', 'matches', 'timeouts'),
          filters: filters(namespace),
          backendRefs: listOf(backend(namespace, { filters: filters(namespace) })),
        }),
      ),
    },
    'parentRefs',
    'hostnames',
  ),
});

/** Another namespace's pods, files of Prometheus itself, and labels that pass for somebody else's are not there. */
const scrapes =
  (endpoints: string) =>
  ({ namespace }: Bounds): Readonly<Record<string, Shape>> => ({
    spec: only({
      ...open('selector', 'jobLabel', 'sampleLimit', 'targetLimit', 'labelLimit'),
      namespaceSelector: only({ matchNames: listOf(oneOf(namespace)) }),
      [endpoints]: listOf(
        only({
          ...open('port', 'targetPort', 'path', 'interval', 'scrapeTimeout'),
          scheme: oneOf('http', 'https'),
          metricRelabelings: listOf(
            only({ action: oneOf('drop', 'keep'), ...open('sourceLabels', 'regex', 'separator') }),
          ),
        }),
      ),
    }),
  });

/** Layers 3 and 4: what Cilium does within a connection may name another namespace's secrets and listeners. */
const ciliumRules = (direction: 'from' | 'to'): Shape =>
  listOf(
    only({
      ...open(...['Endpoints', 'Entities'].map((field) => `${direction}${field}`)),
      [`${direction}CIDR`]: listOf(range),
      [`${direction}CIDRSet`]: listOf(only({ cidr: range, except: anything })),
      toPorts: listOf(only(open('ports'))),
    }),
  );

/** Those of the node it runs on hand out the node's identity, and what AKS sets it up with: they are nobody's to open. */
const range = such(
  (cidr) =>
    typeof cidr === 'string' &&
    addressRange('cidr', cidr).length === 0 &&
    !nodeServices.some(({ address }) => cidr === `${address}/32`),
  "a range such as 10.0.0.0/8, and none that is an address of the node's own services",
);

const plainRules = (direction: 'from' | 'to'): Shape =>
  listOf(
    only({
      [direction]: listOf(
        only({ ...open('podSelector', 'namespaceSelector'), ipBlock: only({ cidr: range, except: anything }) }),
      ),
      ports: anything,
    }),
  );

/** For one of the type `kubernetes.io/service-account-token` Kubernetes would write a token that never ends. */
const secretType = oneOf(
  'Opaque',
  'kubernetes.io/tls',
  'kubernetes.io/basic-auth',
  'kubernetes.io/ssh-auth',
  'kubernetes.io/dockerconfigjson',
);

/** The Secret that External Secrets makes is held to what one in Git is: a template of its labels would write any. */
const secretTemplate = only({
  ...open('data', 'engineVersion', 'mergePolicy'),
  templateFrom: listOf(
    only({ ...open('literal', 'secret', 'configMap', 'valuesDecodingStrategy'), target: oneOf('Data') }),
  ),
  type: secretType,
  metadata: only({ labels: only(labels), annotations: only(annotations) }),
});

/** A store of the whole cluster holds other teams' secrets too. */
const secretStore = only({ kind: oneOf('SecretStore'), name: anything });
const fromStore = only({ storeRef: secretStore });

/**
 * KEDA's operator asks what a trigger names, from the cluster's own namespace and with the identity that the trigger is given: queues
 * of Azure alone, in Azure's public cloud, and no address that somebody made up.
 */
const trigger = only(
  {
    ...open('name', 'metricType', 'useCachedMetrics'),
    type: oneOf('azure-servicebus', 'azure-queue'),
    authenticationRef: only({ kind: oneOf('TriggerAuthentication'), name: anything }, 'name'),
    metadata: only({
      namespace: such(isServiceBus, 'the name of a Service Bus namespace'),
      accountName: such(isStorageAccount, 'the name of a storage account'),
      ...open('queueName', 'topicName', 'subscriptionName', 'messageCount', 'activationMessageCount'),
      ...open('queueLength', 'activationQueueLength', 'queueLengthStrategy'),
    }),
  },
  'type',
  'authenticationRef',
  'metadata',
);

const spec = (shape: Fields) => (): Readonly<Record<string, Shape>> => ({ spec: shape });

/**
 * What an application's chart may hold, by `group/Kind`. Its account in the cluster has rights over these and no others,
 * whatever the chart holds today: with the last object of a kind the right to delete it would go.
 */
export const applicationKinds: Readonly<Record<string, ApplicationKind>> = {
  '/ConfigMap': {
    resource: 'configmaps',
    labels: { [dashboardLabel]: anything },
    shape: () => open('data', 'binaryData', 'immutable'),
  },
  '/PersistentVolumeClaim': { resource: 'persistentvolumeclaims', labels: claimLabels, shape: spec(claim) },
  '/Secret': {
    resource: 'secrets',
    shape: () => ({
      ...open('data', 'stringData', 'sops'),
      type: secretType,
    }),
  },
  '/Service': {
    resource: 'services',
    shape: spec(
      only({
        ...open(
          'selector',
          'publishNotReadyAddresses',
          'sessionAffinity',
          'sessionAffinityConfig',
          'internalTrafficPolicy',
          'trafficDistribution',
          'ipFamilies',
          'ipFamilyPolicy',
        ),
        type: oneOf('ClusterIP'),
        clusterIP: oneOf('None'),
        ports: listOf(only(open('name', 'port', 'targetPort', 'protocol', 'appProtocol'))),
      }),
    ),
  },
  '/ServiceAccount': {
    resource: 'serviceaccounts',
    shape: () => open('automountServiceAccountToken', 'imagePullSecrets'),
  },
  'apps/Deployment': {
    resource: 'deployments',
    shape: spec(
      only({
        ...open(
          'replicas',
          'selector',
          'strategy',
          'minReadySeconds',
          'revisionHistoryLimit',
          'progressDeadlineSeconds',
          'paused',
        ),
        template: podTemplate,
      }),
    ),
  },
  'apps/StatefulSet': {
    resource: 'statefulsets',
    shape: spec(
      only({
        ...open(
          'replicas',
          'selector',
          'serviceName',
          'podManagementPolicy',
          'updateStrategy',
          'minReadySeconds',
          'revisionHistoryLimit',
          'ordinals',
        ),
        // Claims that go with it take their data along.
        persistentVolumeClaimRetentionPolicy: only({ whenDeleted: oneOf('Retain'), whenScaled: oneOf('Retain') }),
        template: podTemplate,
        volumeClaimTemplates: listOf(madeClaim),
      }),
    ),
  },
  'autoscaling/HorizontalPodAutoscaler': {
    resource: 'horizontalpodautoscalers',
    shape: spec(only(open('scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics', 'behavior'))),
  },
  'batch/CronJob': {
    resource: 'cronjobs',
    shape: spec(
      only({
        ...open(
          'schedule',
          'timeZone',
          'concurrencyPolicy',
          'startingDeadlineSeconds',
          'successfulJobsHistoryLimit',
          'failedJobsHistoryLimit',
          'suspend',
        ),
        jobTemplate: only({ metadata: only(open('labels')), spec: jobSpec }),
      }),
    ),
  },
  'batch/Job': {
    resource: 'jobs',
    // Of another kind this would let Flux delete what serves.
    annotations: { 'kustomize.toolkit.fluxcd.io/force': oneOf('enabled') },
    shape: spec(jobSpec),
  },
  'cilium.io/CiliumNetworkPolicy': {
    resource: 'ciliumnetworkpolicies',
    shape: spec(only({ ...open('endpointSelector'), ingress: ciliumRules('from'), egress: ciliumRules('to') })),
  },
  'external-secrets.io/ExternalSecret': {
    resource: 'externalsecrets',
    shape: spec(
      only({
        ...open('refreshInterval', 'refreshPolicy'),
        secretStoreRef: secretStore,
        target: only({ ...open('name', 'creationPolicy', 'deletionPolicy', 'immutable'), template: secretTemplate }),
        data: listOf(only({ ...open('secretKey', 'remoteRef'), sourceRef: fromStore })),
        dataFrom: listOf(only({ ...open('extract', 'find', 'rewrite'), sourceRef: fromStore })),
      }),
    ),
  },
  'external-secrets.io/SecretStore': {
    resource: 'secretstores',
    shape: spec(
      only({
        ...open('refreshInterval', 'retrySettings'),
        // Without an account of its own the store would read with that of External Secrets itself.
        provider: only({
          azurekv: only(
            {
              authType: oneOf('WorkloadIdentity'),
              serviceAccountRef: only(open('name'), 'name'),
              environmentType: oneOf('PublicCloud', ...clouds.flatMap(({ vault }) => vault ?? [])),
              tenantId: anything,
              // External Secrets asks it, from the cluster's own namespace: no address that somebody made up.
              vaultUrl: such(
                (url) => typeof url === 'string' && cloudOf(url) !== undefined,
                '"https://<name>.vault.azure.net", without a slash at the end',
              ),
            },
            'authType',
            'serviceAccountRef',
          ),
        }),
      }),
    ),
  },
  'gateway.networking.k8s.io/GRPCRoute': { resource: 'grpcroutes', shape: route },
  'gateway.networking.k8s.io/HTTPRoute': { resource: 'httproutes', shape: route },
  'keda.sh/ScaledObject': {
    resource: 'scaledobjects',
    annotations: { 'scaledobject.keda.sh/transfer-hpa-ownership': oneOf('true') },
    shape: spec(
      only(
        {
          ...open('minReplicaCount', 'maxReplicaCount', 'idleReplicaCount', 'pollingInterval', 'cooldownPeriod'),
          scaleTargetRef: only(open('apiVersion', 'kind', 'name')),
          fallback: anything,
          advanced: only({
            restoreToOriginalReplicaCount: anything,
            horizontalPodAutoscalerConfig: only(open('name', 'behavior')),
          }),
          triggers: filledListOf(trigger),
        },
        'triggers',
      ),
    ),
  },
  // Other ways to prove who it is would have KEDA read secrets and files with rights of its own.
  'keda.sh/TriggerAuthentication': {
    resource: 'triggerauthentications',
    shape: spec(
      only(
        {
          podIdentity: only(
            { provider: oneOf('azure-workload'), ...open('identityId', 'identityTenantId') },
            'identityId',
          ),
        },
        'podIdentity',
      ),
    ),
  },
  'monitoring.coreos.com/PodMonitor': {
    resource: 'podmonitors',
    shape: scrapes('podMetricsEndpoints'),
  },
  'monitoring.coreos.com/PrometheusRule': {
    resource: 'prometheusrules',
    shape: spec(only(open('groups'))),
  },
  'monitoring.coreos.com/ServiceMonitor': {
    resource: 'servicemonitors',
    shape: scrapes('endpoints'),
  },
  'networking.k8s.io/NetworkPolicy': {
    resource: 'networkpolicies',
    shape: spec(only({ ...open('podSelector', 'policyTypes'), ingress: plainRules('from'), egress: plainRules('to') })),
  },
  'policy/PodDisruptionBudget': {
    resource: 'poddisruptionbudgets',
    isForOthers: true,
    shape: spec(only(open('minAvailable', 'maxUnavailable', 'selector', 'unhealthyPodEvictionPolicy'))),
  },
};

/** The API group of a kind that is written `group/Kind`; empty for the core group. */
export function groupOf(kind: string): string {
  return kind.slice(0, kind.indexOf('/'));
}

/** The shape of a whole object of a kind, as an application may have it. */
export function objectShape({ shape, isForOthers, ...more }: ApplicationKind, bounds: Bounds): Shape {
  const { namespace } = bounds;
  return only({
    ...open('apiVersion', 'kind'),
    metadata: only({
      ...open('name'),
      labels: only({ ...labels, ...more.labels }),
      namespace: oneOf(namespace),
      annotations: only({
        ...annotations,
        ...more.annotations,
        ...(!isForOthers && { [ownAnnotations.vouched]: anything }),
      }),
    }),
    ...shape(bounds),
  });
}

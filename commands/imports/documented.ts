// What Kubernetes' API says of its fields in words, and its OpenAPI document does not say in its schemas. The API server refuses
// each of these; a test holds them against the real one. Source: Kubernetes API reference, and `validation.go` of each group.
import type { Schema } from '@cfworker/json-schema';
import type { Amendments } from './enums.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;

/** Each may be empty: that is the field left out. */
const dnsLabel: Schema = {
  pattern: `^(${label})?$`,
  maxLength: 63,
  description: 'a DNS label: lower case letters, digits and "-", 63 characters at most',
};
const dnsName: Schema = {
  pattern: `^(${subdomain})?$`,
  maxLength: 253,
  description: 'lower case letters, digits, "-" and ".", 253 characters at most',
};
const labelKey: Schema = {
  pattern: `^((${subdomain}/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?)?$`,
  description: 'letters, digits, "-", "_" and ".", 63 characters at most; in front of it a domain and "/", if you like',
};
const some: Schema = { minLength: 1 };
const filled: Schema = { minItems: 1 };
const whole: Schema = { minimum: 0 };
const positive: Schema = { minimum: 1 };
const port: Schema = { minimum: 1, maximum: 65_535, description: 'a number from 1 to 65535' };
const portName: Schema = {
  pattern: '^(([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*)?$',
  maxLength: 15,
  description: 'lower case letters, digits and "-", 15 characters at most, with a letter among them',
};
const portOrName: Schema = {
  ...portName,
  ...port,
  description: `a number from 1 to 65535, or ${portName.description}`,
};
const countOrShare: Schema = {
  minimum: 0,
  maximum: 2 ** 31 - 1,
  pattern: '^\\d+%$',
  description: 'a whole number, or a percentage such as "25%"',
};
const share: Schema = { minimum: 1, maximum: 100 };
const userId: Schema = { minimum: 0, maximum: 2 ** 31 - 1 };
const mode: Schema = { minimum: 0, maximum: 0o777, description: 'a mode from 0 to 0777 (511)' };
const inside: Schema = {
  pattern: '^((\\.|[^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+)(/(\\.|[^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+)?)*)?$',
  description: 'a path from there, without ".." and without "/" in front',
};
const oneOf = (...words: string[]): Schema => ({ enum: words });

const security = { runAsUser: userId, runAsGroup: userId };
const strategyOf = (...types: string[]): Schema => ({ properties: { type: oneOf('', ...types) } });
const withSpec: Schema = { required: ['spec'] };

const webhook: Schema = {
  properties: {
    admissionReviewVersions: filled,
    name: {
      pattern: `^${label}(\\.${label}){2,}$`,
      description: 'a host name of three parts or more, such as "a.example.com"',
    },
    sideEffects: oneOf('None', 'NoneOnDryRun'),
  },
};
const reference: Schema = { required: ['name'], properties: { name: { ...dnsName, ...some } } };

const byGroup: Readonly<Record<string, Amendments>> = {
  'io.k8s.api.core.v1': {
    ConfigMapEnvSource: reference,
    ConfigMapKeySelector: reference,
    ConfigMapVolumeSource: { required: ['name'], properties: { name: some, defaultMode: mode } },
    Container: { required: ['name', 'image'], properties: { name: { ...dnsLabel, ...some }, image: some } },
    ContainerPort: {
      properties: {
        containerPort: port,
        hostPort: { ...port, minimum: 0 },
        name: portName,
        protocol: { default: 'TCP' },
      },
    },
    EnvVar: {
      properties: { name: { pattern: '^[ -<>-~]+$', description: 'printable ASCII characters other than "="' } },
    },
    ExecAction: { required: ['command'], properties: { command: filled } },
    HostAlias: { properties: { hostnames: { items: dnsName } } },
    KeyToPath: { properties: { path: { ...inside, ...some }, mode } },
    LimitRangeItem: {
      properties: {
        type: {
          pattern: '^(Container|PersistentVolumeClaim|Pod|.*/.*)$',
          description: 'one of: Container, PersistentVolumeClaim, Pod',
        },
      },
    },
    PersistentVolumeClaim: withSpec,
    PersistentVolumeClaimSpec: { required: ['accessModes', 'resources'], properties: { accessModes: filled } },
    PersistentVolumeClaimVolumeSource: { properties: { claimName: some } },
    Pod: withSpec,
    PodAffinityTerm: { properties: { topologyKey: some } },
    PodSecurityContext: { properties: { ...security, fsGroup: userId } },
    PodSpec: {
      properties: {
        activeDeadlineSeconds: positive,
        containers: filled,
        hostname: dnsLabel,
        priorityClassName: dnsName,
        serviceAccountName: dnsName,
        subdomain: dnsLabel,
      },
    },
    PreferredSchedulingTerm: { properties: { weight: share } },
    Probe: {
      properties: {
        failureThreshold: whole,
        initialDelaySeconds: whole,
        periodSeconds: whole,
        successThreshold: whole,
        terminationGracePeriodSeconds: positive,
        timeoutSeconds: whole,
      },
    },
    SecretEnvSource: reference,
    SecretKeySelector: reference,
    SecretVolumeSource: { required: ['secretName'], properties: { secretName: some, defaultMode: mode } },
    SecurityContext: { properties: security },
    Service: withSpec,
    ServicePort: {
      properties: {
        name: dnsLabel,
        nodePort: { ...port, minimum: 0 },
        port,
        protocol: { default: 'TCP' },
        targetPort: { ...portOrName, minimum: 0 },
      },
    },
    ServiceSpec: { properties: { externalName: dnsName } },
    Toleration: { properties: { key: labelKey } },
    TopologySpreadConstraint: { properties: { maxSkew: positive, minDomains: positive, topologyKey: some } },
    Volume: { properties: { name: { ...dnsLabel, ...some } } },
    VolumeMount: { properties: { mountPath: some, subPath: inside } },
    WeightedPodAffinityTerm: { properties: { weight: share } },
  },
  'io.k8s.api.admissionregistration.v1': {
    MutatingWebhook: webhook,
    RuleWithOperations: {
      required: ['apiGroups', 'apiVersions', 'operations', 'resources'],
      properties: { apiGroups: filled, apiVersions: filled, operations: filled, resources: filled },
    },
    ValidatingWebhook: webhook,
  },
  'io.k8s.api.apps.v1': {
    DaemonSet: withSpec,
    DaemonSetSpec: { properties: { minReadySeconds: whole, revisionHistoryLimit: whole } },
    DaemonSetUpdateStrategy: strategyOf('OnDelete', 'RollingUpdate'),
    Deployment: withSpec,
    DeploymentSpec: {
      properties: {
        minReadySeconds: whole,
        progressDeadlineSeconds: whole,
        replicas: whole,
        revisionHistoryLimit: whole,
      },
    },
    DeploymentStrategy: strategyOf('Recreate', 'RollingUpdate'),
    ReplicaSet: withSpec,
    ReplicaSetSpec: { properties: { minReadySeconds: whole, replicas: whole } },
    RollingUpdateDaemonSet: { properties: { maxSurge: countOrShare, maxUnavailable: countOrShare } },
    RollingUpdateDeployment: { properties: { maxSurge: countOrShare, maxUnavailable: countOrShare } },
    RollingUpdateStatefulSetStrategy: { properties: { maxUnavailable: countOrShare, partition: whole } },
    StatefulSet: withSpec,
    StatefulSetSpec: {
      properties: { minReadySeconds: whole, replicas: whole, revisionHistoryLimit: whole, serviceName: dnsLabel },
    },
    StatefulSetUpdateStrategy: strategyOf('OnDelete', 'RollingUpdate'),
  },
  'io.k8s.api.autoscaling.v2': {
    HorizontalPodAutoscaler: withSpec,
    HorizontalPodAutoscalerSpec: { properties: { maxReplicas: positive, minReplicas: positive } },
    MetricSpec: { properties: { type: oneOf('ContainerResource', 'External', 'Object', 'Pods', 'Resource') } },
    MetricTarget: { properties: { averageUtilization: positive, type: oneOf('AverageValue', 'Utilization', 'Value') } },
  },
  'io.k8s.api.batch.v1': {
    CronJob: withSpec,
    CronJobSpec: {
      properties: { failedJobsHistoryLimit: whole, startingDeadlineSeconds: whole, successfulJobsHistoryLimit: whole },
    },
    Job: withSpec,
    JobSpec: {
      properties: {
        activeDeadlineSeconds: whole,
        backoffLimit: whole,
        completions: whole,
        parallelism: whole,
        ttlSecondsAfterFinished: whole,
      },
    },
  },
  'io.k8s.api.networking.v1': {
    HTTPIngressPath: { properties: { path: { pattern: '^(/|$)', description: 'a path that begins with "/"' } } },
    IngressRule: {
      properties: {
        host: {
          pattern: `^((\\*\\.)?${subdomain})?$`,
          maxLength: 253,
          description: 'a host name, such as "a.example.com"',
        },
      },
    },
    IngressServiceBackend: { properties: { name: { ...dnsLabel, ...some } } },
    NetworkPolicyPort: { properties: { port: portOrName, endPort: port } },
    ServiceBackendPort: { properties: { name: portName, number: { ...port, minimum: 0 } } },
  },
  'io.k8s.api.policy.v1': {
    PodDisruptionBudgetSpec: { properties: { maxUnavailable: countOrShare, minAvailable: countOrShare } },
  },
  'io.k8s.api.rbac.v1': {
    PolicyRule: { properties: { verbs: filled } },
    RoleRef: {
      properties: { apiGroup: oneOf('', 'rbac.authorization.k8s.io'), kind: oneOf('Role', 'ClusterRole'), name: some },
    },
    Subject: { properties: { kind: oneOf('Group', 'ServiceAccount', 'User'), name: some } },
  },
  'io.k8s.api.scheduling.v1': { PriorityClass: { properties: { value: { maximum: 1_000_000_000 } } } },
  'io.k8s.api.storage.v1': {
    StorageClass: { properties: { provisioner: some, reclaimPolicy: oneOf('', 'Delete', 'Retain') } },
  },
};

/** By the definition's name. */
export const documented: Amendments = Object.fromEntries(
  Object.entries(byGroup).flatMap(([group, amendments]) =>
    Object.entries(amendments).map(([name, schema]) => [`${group}.${name}`, schema]),
  ),
);

// What Kubernetes' API says of its fields in words, and its OpenAPI document does not say in its schemas. The API server refuses
// each of these; a test holds them against the real one. Source: Kubernetes API reference, and `validation.go` of each group.
import type { Schema } from '@cfworker/json-schema';
import type { Amendments } from './enums.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const underscored = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const kernelWord = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

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
const probedPort: Schema = { ...portOrName, ...some };
const countOrShare: Schema = {
  minimum: 0,
  maximum: 2 ** 31 - 1,
  pattern: '^\\d+%$',
  description: 'a whole number, or a percentage such as "25%"',
};
const countOrPart: Schema = {
  ...countOrShare,
  pattern: '^0*(\\d{1,2}|100)%$',
  description: 'a whole number, or a percentage of 100% at most',
};
const share: Schema = { minimum: 1, maximum: 100 };
const userId: Schema = { minimum: 0, maximum: 2 ** 31 - 1 };
const mode: Schema = { minimum: 0, maximum: 0o777, description: 'a mode from 0 to 0777 (511)' };
const inside: Schema = {
  pattern: '^((\\.|[^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+)(/(\\.|[^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+)?)*)?$',
  description: 'a path from there, without ".." and without "/" in front',
};
// Go's expressions look neither ahead nor back, so what may not be is spelt out.
const step = '([^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+|\\.)?';
const notBack: Schema = { pattern: `^${step}(/${step})*$`, description: 'a path without ".."' };
const dataKey: Schema = {
  pattern: '^([-_a-zA-Z0-9][-._a-zA-Z0-9]{0,252}|\\.[-_a-zA-Z0-9][-._a-zA-Z0-9]{0,251})$',
  description: 'a key: letters, digits, "-", "_" and "."',
};
const pathSegment: Schema = {
  pattern: '^([^/%.][^/%]*|\\.[^/%.][^/%]*|\\.\\.[^/%]+)$',
  description: 'a name without "/" and "%"',
};
const printable: Schema = {
  pattern: '^[ -<>-~]+$',
  description: 'printable ASCII characters other than "="',
};
const wildcardName: Schema = {
  pattern: `^((\\*\\.)?${subdomain})$`,
  maxLength: 253,
  description: 'a host name, such as "a.example.com"',
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
const keyReference: Schema = { ...reference, properties: { ...reference.properties, key: dataKey } };
const labelKeys: Schema = { items: { ...labelKey, ...some } };

const byGroup: Readonly<Record<string, Amendments>> = {
  'io.k8s.api.core.v1': {
    ConfigMapEnvSource: reference,
    ClientIPConfig: { properties: { timeoutSeconds: { minimum: 1, maximum: 86_400 } } },
    ConfigMapKeySelector: keyReference,
    ConfigMapProjection: reference,
    ConfigMapVolumeSource: { required: ['name'], properties: { name: some, defaultMode: mode } },
    // A template with blanks around an image is taken, its pods are not.
    Container: {
      required: ['name', 'image'],
      properties: {
        name: { ...dnsLabel, ...some },
        image: { pattern: '^\\S(.*\\S)?$', description: 'the name of an image, without blanks around it' },
        restartPolicy: oneOf('Always', 'Never', 'OnFailure'),
      },
    },
    ContainerPort: {
      properties: {
        containerPort: port,
        hostPort: { ...port, minimum: 0 },
        name: portName,
        protocol: { default: 'TCP' },
      },
    },
    ContainerResizePolicy: {
      properties: { resourceName: oneOf('cpu', 'memory'), restartPolicy: oneOf('NotRequired', 'RestartContainer') },
    },
    CSIVolumeSource: {
      properties: {
        driver: {
          pattern: `^${label}(\\.${label})*$`,
          maxLength: 63,
          description: 'the name of a driver, such as "file.csi.azure.com"',
        },
      },
    },
    DownwardAPIVolumeFile: { properties: { path: { ...inside, ...some }, mode } },
    DownwardAPIVolumeSource: { properties: { defaultMode: mode } },
    EnvFromSource: { properties: { prefix: { ...printable, pattern: '^[ -<>-~]*$' } } },
    EnvVar: { properties: { name: printable } },
    EphemeralVolumeSource: { required: ['volumeClaimTemplate'] },
    ExecAction: { required: ['command'], properties: { command: filled } },
    GRPCAction: { properties: { port } },
    HostAlias: { properties: { hostnames: { items: dnsName } } },
    HostPathVolumeSource: { properties: { path: { ...notBack, ...some } } },
    HTTPGetAction: { properties: { port: probedPort } },
    HTTPHeader: {
      properties: { name: { pattern: '^[-A-Za-z0-9]+$', description: 'letters, digits and "-"' } },
    },
    KeyToPath: { properties: { path: { ...inside, ...some }, mode } },
    LimitRangeItem: {
      properties: {
        type: {
          pattern: '^(Container|PersistentVolumeClaim|Pod|.*/.*)$',
          description: 'one of: Container, PersistentVolumeClaim, Pod',
        },
      },
    },
    NFSVolumeSource: {
      properties: {
        path: { pattern: '^/', description: 'a path that begins with "/"' },
        server: some,
      },
    },
    NodeSelector: { properties: { nodeSelectorTerms: filled } },
    PersistentVolumeClaim: withSpec,
    PersistentVolumeClaimSpec: { required: ['accessModes', 'resources'], properties: { accessModes: filled } },
    PersistentVolumeClaimVolumeSource: { properties: { claimName: some } },
    Pod: withSpec,
    PodAffinityTerm: {
      properties: {
        matchLabelKeys: labelKeys,
        mismatchLabelKeys: labelKeys,
        namespaces: { items: { ...dnsLabel, ...some } },
        topologyKey: some,
      },
    },
    PodDNSConfig: {
      properties: {
        nameservers: { maxItems: 3 },
        searches: {
          maxItems: 32,
          items: {
            pattern: `^(\\.|${underscored}(\\.${underscored})*\\.?)$`,
            maxLength: 254,
            description: 'a domain: lower case letters, digits, "-", "_" and "."',
          },
        },
      },
    },
    PodDNSConfigOption: { required: ['name'], properties: { name: some } },
    PodOS: { properties: { name: oneOf('linux', 'windows') } },
    PodReadinessGate: { properties: { conditionType: { ...labelKey, ...some } } },
    PodSchedulingGate: { properties: { name: { ...labelKey, ...some } } },
    PodSecurityContext: { properties: { ...security, fsGroup: userId, supplementalGroups: { items: userId } } },
    PodSpec: {
      properties: {
        activeDeadlineSeconds: positive,
        containers: filled,
        hostname: dnsLabel,
        nodeName: dnsName,
        priorityClassName: dnsName,
        runtimeClassName: { ...dnsName, ...some },
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
    ProjectedVolumeSource: { properties: { defaultMode: mode } },
    ResourceFieldSelector: {
      properties: {
        resource: {
          pattern: '^(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-.*)$',
          description: 'limits or requests of cpu, memory or ephemeral-storage, such as "limits.memory"',
        },
      },
    },
    SecretEnvSource: reference,
    SecretKeySelector: keyReference,
    SecretProjection: reference,
    SecretVolumeSource: { required: ['secretName'], properties: { secretName: some, defaultMode: mode } },
    SecurityContext: { properties: security },
    Service: withSpec,
    ServiceAccountTokenProjection: {
      properties: { expirationSeconds: { minimum: 600, maximum: 2 ** 32 }, path: { ...inside, ...some } },
    },
    ServicePort: {
      properties: {
        appProtocol: { ...labelKey, ...some },
        name: dnsLabel,
        nodePort: { ...port, minimum: 0 },
        port,
        protocol: { default: 'TCP' },
        targetPort: { ...portOrName, minimum: 0 },
      },
    },
    ServiceSpec: {
      properties: {
        externalName: {
          pattern: `^(${subdomain}\\.?)?$`,
          maxLength: 254,
          description: 'a host name: lower case letters, digits, "-" and "."',
        },
        loadBalancerClass: { ...labelKey, ...some },
        trafficDistribution: oneOf('PreferClose', 'PreferSameNode', 'PreferSameZone'),
      },
    },
    Sysctl: {
      properties: {
        name: {
          pattern: `^(${kernelWord}[./])*${kernelWord}$`,
          maxLength: 253,
          description: 'lower case letters, digits, "-", "_", "." and "/", such as "net.core.somaxconn"',
        },
      },
    },
    TCPSocketAction: { properties: { port: probedPort } },
    Toleration: { properties: { key: labelKey } },
    TopologySpreadConstraint: {
      properties: { matchLabelKeys: labelKeys, maxSkew: positive, minDomains: positive, topologyKey: some },
    },
    TypedLocalObjectReference: { properties: { kind: pathSegment, name: pathSegment } },
    Volume: { properties: { name: { ...dnsLabel, ...some } } },
    VolumeMount: { properties: { mountPath: some, subPath: inside, subPathExpr: inside } },
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
    RollingUpdateDaemonSet: { properties: { maxSurge: countOrPart, maxUnavailable: countOrPart } },
    RollingUpdateDeployment: { properties: { maxSurge: countOrShare, maxUnavailable: countOrPart } },
    RollingUpdateStatefulSetStrategy: { properties: { maxUnavailable: countOrPart, partition: whole } },
    StatefulSet: withSpec,
    StatefulSetOrdinals: { properties: { start: whole } },
    StatefulSetPersistentVolumeClaimRetentionPolicy: {
      properties: { whenDeleted: oneOf('', 'Delete', 'Retain'), whenScaled: oneOf('', 'Delete', 'Retain') },
    },
    StatefulSetSpec: {
      properties: { minReadySeconds: whole, replicas: whole, revisionHistoryLimit: whole, serviceName: dnsLabel },
    },
    StatefulSetUpdateStrategy: strategyOf('OnDelete', 'RollingUpdate'),
  },
  'io.k8s.api.autoscaling.v2': {
    ContainerResourceMetricSource: { properties: { container: { ...dnsLabel, ...some }, name: some } },
    CrossVersionObjectReference: { properties: { kind: pathSegment, name: pathSegment } },
    HorizontalPodAutoscaler: withSpec,
    HorizontalPodAutoscalerSpec: { properties: { maxReplicas: positive, minReplicas: positive } },
    HPAScalingPolicy: {
      properties: { periodSeconds: { minimum: 1, maximum: 1800 }, type: oneOf('Percent', 'Pods'), value: positive },
    },
    HPAScalingRules: {
      properties: {
        policies: filled,
        selectPolicy: oneOf('Disabled', 'Max', 'Min'),
        stabilizationWindowSeconds: { minimum: 0, maximum: 3600 },
      },
    },
    MetricIdentifier: { properties: { name: pathSegment } },
    MetricSpec: { properties: { type: oneOf('ContainerResource', 'External', 'Object', 'Pods', 'Resource') } },
    MetricTarget: { properties: { averageUtilization: positive, type: oneOf('AverageValue', 'Utilization', 'Value') } },
    ResourceMetricSource: { properties: { name: some } },
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
        backoffLimitPerIndex: whole,
        completions: whole,
        managedBy: {
          pattern: `^${subdomain}/[-A-Za-z0-9._~!$&'()*+,;=:@/%]+$`,
          maxLength: 63,
          description: 'a domain, "/" and a path, such as "example.com/controller"',
        },
        maxFailedIndexes: whole,
        parallelism: whole,
        ttlSecondsAfterFinished: whole,
      },
    },
    PodFailurePolicy: { properties: { rules: { maxItems: 20 } } },
    PodFailurePolicyOnExitCodesRequirement: { properties: { values: { ...filled, maxItems: 255 } } },
    PodFailurePolicyOnPodConditionsPattern: {
      properties: { status: oneOf('False', 'True', 'Unknown'), type: { ...labelKey, ...some } },
    },
    PodFailurePolicyRule: { properties: { onPodConditions: { maxItems: 20 } } },
    SuccessPolicy: { properties: { rules: { ...filled, maxItems: 20 } } },
    SuccessPolicyRule: { properties: { succeededCount: whole, succeededIndexes: { maxLength: 65_536 } } },
  },
  'io.k8s.api.networking.v1': {
    HTTPIngressPath: { properties: { path: { pattern: '^(/|$)', description: 'a path that begins with "/"' } } },
    HTTPIngressRuleValue: { properties: { paths: filled } },
    IngressRule: {
      properties: {
        host: {
          ...wildcardName,
          pattern: `^((\\*\\.)?${subdomain})?$`,
        },
      },
    },
    IngressTLS: { properties: { hosts: { items: wildcardName }, secretName: dnsName } },
    IngressServiceBackend: { properties: { name: { ...dnsLabel, ...some } } },
    IngressSpec: { properties: { ingressClassName: { ...dnsName, ...some } } },
    NetworkPolicyPort: { properties: { port: portOrName, endPort: port } },
    NetworkPolicySpec: { properties: { policyTypes: { maxItems: 2 } } },
    ServiceBackendPort: { properties: { name: portName, number: { ...port, minimum: 0 } } },
  },
  'io.k8s.api.policy.v1': {
    PodDisruptionBudgetSpec: { properties: { maxUnavailable: countOrPart, minAvailable: countOrPart } },
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

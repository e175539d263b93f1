// What Kubernetes' API says of its fields in words, and its OpenAPI document does not say in its schemas. The API server refuses
// each of these; a test holds them against the real one. Source: Kubernetes API reference, and `validation.go` of each group.
import type { Schema } from '@cfworker/json-schema';
import type { Amendments } from './enums.ts';
import {
  apiName,
  apiVersion,
  countOrPart,
  countOrShare,
  dataKey,
  dnsLabel,
  dnsName,
  driverName,
  expression,
  filled,
  inside,
  kernelWord,
  kindName,
  label,
  labelKey,
  mode,
  notBack,
  oneOf,
  parameters,
  pathSegment,
  percent,
  port,
  portName,
  portOrName,
  positive,
  printable,
  probedPort,
  segment,
  share,
  some,
  subdomain,
  tokenSeconds,
  underscored,
  userId,
  whole,
  wildcardName,
} from './forms.ts';

const security = { runAsUser: userId, runAsGroup: userId };
const strategyOf = (...types: string[]): Schema => ({ properties: { type: oneOf('', ...types) } });
const withSpec: Schema = { required: ['spec'] };

const reviewVersions: Schema = { ...filled, uniqueItems: true, items: apiName };
const askedAbout: Schema = {
  required: ['apiGroups', 'apiVersions', 'operations', 'resources'],
  properties: {
    apiGroups: filled,
    apiVersions: { ...filled, items: some },
    operations: filled,
    resources: { ...filled, items: some },
  },
};
const policyName: Schema = { required: ['policyName'], properties: { policyName: { ...dnsName, ...some } } };
const serviceReference: Schema = {
  required: ['name', 'namespace'],
  properties: {
    name: some,
    namespace: some,
    path: {
      pattern: `^(/(${subdomain}(/${subdomain})*/?)?)?$`,
      description: 'a path such as "/judge": lower case letters, digits, "-" and "."',
    },
    port,
  },
};
const webhook: Schema = {
  properties: {
    admissionReviewVersions: reviewVersions,
    name: {
      pattern: `^${label}(\\.${label}){2,}$`,
      description: 'a host name of three parts or more, such as "a.example.com"',
    },
    sideEffects: oneOf('None', 'NoneOnDryRun'),
    timeoutSeconds: { minimum: 1, maximum: 30 },
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
    AzureDiskVolumeSource: { properties: { diskName: some, diskURI: some } },
    AzureFilePersistentVolumeSource: { properties: { secretName: some, secretNamespace: some, shareName: some } },
    AzureFileVolumeSource: { properties: { secretName: some, shareName: some } },
    CSIPersistentVolumeSource: { properties: { driver: driverName } },
    CSIVolumeSource: { properties: { driver: driverName } },
    DownwardAPIVolumeFile: { properties: { path: { ...inside, ...some }, mode } },
    DownwardAPIVolumeSource: { properties: { defaultMode: mode } },
    EnvFromSource: { properties: { prefix: { ...printable, pattern: '^[ -<>-~]*$' } } },
    EnvVar: { properties: { name: printable } },
    EndpointAddress: { properties: { hostname: dnsLabel, nodeName: dnsName } },
    EndpointPort: { properties: { appProtocol: { ...labelKey, ...some }, name: dnsLabel, port } },
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
    LocalVolumeSource: { properties: { path: { ...notBack, ...some } } },
    NFSVolumeSource: {
      properties: {
        path: { pattern: '^/', description: 'a path that begins with "/"' },
        server: some,
      },
    },
    NodeSelector: { properties: { nodeSelectorTerms: filled } },
    ObjectFieldSelector: { properties: { apiVersion: oneOf('', 'v1') } },
    PersistentVolumeClaim: withSpec,
    PersistentVolumeClaimSpec: {
      required: ['accessModes', 'resources'],
      properties: { accessModes: filled, storageClassName: dnsName, volumeAttributesClassName: dnsName },
    },
    PersistentVolumeClaimVolumeSource: { properties: { claimName: some } },
    PersistentVolumeSpec: {
      properties: { storageClassName: dnsName, volumeAttributesClassName: { ...dnsName, ...some } },
    },
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
    PodSecurityContext: {
      properties: {
        ...security,
        fsGroup: userId,
        seLinuxChangePolicy: oneOf('Recursive'),
        supplementalGroups: { items: userId },
      },
    },
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
    ReplicationController: withSpec,
    ReplicationControllerSpec: { required: ['template'], properties: { minReadySeconds: whole, replicas: whole } },
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
      properties: { expirationSeconds: tokenSeconds, path: { ...inside, ...some } },
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
        healthCheckNodePort: { ...port, minimum: 0 },
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
    TopologySelectorLabelRequirement: {
      properties: { key: { ...labelKey, ...some }, values: { ...filled, uniqueItems: true } },
    },
    TopologySelectorTerm: { required: ['matchLabelExpressions'], properties: { matchLabelExpressions: filled } },
    TypedLocalObjectReference: { properties: { apiGroup: dnsName, kind: pathSegment, name: pathSegment } },
    TypedObjectReference: {
      properties: { apiGroup: dnsName, kind: some, name: some, namespace: dnsLabel },
    },
    Volume: { properties: { name: { ...dnsLabel, ...some } } },
    VolumeDevice: { properties: { devicePath: { ...notBack, ...some } } },
    VolumeNodeAffinity: { required: ['required'] },
    VolumeMount: { properties: { mountPath: some, subPath: inside, subPathExpr: inside } },
    WeightedPodAffinityTerm: { properties: { weight: share } },
  },
  'io.k8s.api.admissionregistration.v1': {
    ApplyConfiguration: { required: ['expression'], properties: { expression } },
    AuditAnnotation: { properties: { valueExpression: { ...expression, maxLength: 5 * 1024 } } },
    JSONPatch: { required: ['expression'], properties: { expression } },
    MatchCondition: { properties: { expression, name: { ...labelKey, ...some } } },
    MutatingAdmissionPolicy: withSpec,
    MutatingAdmissionPolicyBinding: withSpec,
    MutatingAdmissionPolicyBindingSpec: policyName,
    MutatingAdmissionPolicySpec: {
      required: ['matchConstraints', 'mutations', 'reinvocationPolicy'],
      properties: { matchConditions: { maxItems: 64 }, mutations: filled },
    },
    MutatingWebhook: webhook,
    NamedRuleWithOperations: {
      ...askedAbout,
      properties: { ...askedAbout.properties, resourceNames: { items: pathSegment, uniqueItems: true } },
    },
    ParamKind: {
      required: ['apiVersion', 'kind'],
      properties: {
        apiVersion: {
          pattern: `^(${subdomain}/)?${segment}$`,
          description: 'a group and a version, such as "example.com/v1"; of the core group "v1"',
        },
        kind: { ...kindName, ...some },
      },
    },
    ParamRef: {
      properties: {
        name: { ...pathSegment, pattern: `^$|${pathSegment.pattern}` },
        parameterNotFoundAction: oneOf('Allow', 'Deny'),
      },
    },
    RuleWithOperations: askedAbout,
    ServiceReference: serviceReference,
    ValidatingAdmissionPolicy: withSpec,
    ValidatingAdmissionPolicyBinding: withSpec,
    ValidatingAdmissionPolicyBindingSpec: {
      ...policyName,
      properties: { ...policyName.properties, validationActions: { uniqueItems: true } },
    },
    ValidatingAdmissionPolicySpec: {
      properties: { auditAnnotations: { maxItems: 20 }, matchConditions: { maxItems: 64 } },
    },
    ValidatingWebhook: webhook,
    Validation: {
      properties: {
        expression,
        message: { pattern: '^(\\s*\\S[^\\n\\r]*\\s*)?$', description: 'one line' },
        messageExpression: { ...expression, pattern: '^$|\\S' },
        reason: oneOf('', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'),
      },
    },
    Variable: {
      properties: {
        expression,
        name: { pattern: '^[_a-zA-Z][_a-zA-Z0-9]*$', description: 'letters, digits and "_", no digit in front' },
      },
    },
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
  'io.k8s.api.autoscaling.v1': {
    CrossVersionObjectReference: { properties: { apiVersion, kind: pathSegment, name: pathSegment } },
    HorizontalPodAutoscaler: withSpec,
    HorizontalPodAutoscalerSpec: {
      properties: { maxReplicas: positive, minReplicas: positive, targetCPUUtilizationPercentage: positive },
    },
  },
  'io.k8s.api.autoscaling.v2': {
    ContainerResourceMetricSource: {
      properties: {
        container: { ...dnsLabel, ...some },
        name: {
          pattern: '^(cpu|memory|ephemeral-storage|hugepages-.+|.+/.+)$',
          description: 'what a container has, such as "cpu" or "memory"',
        },
      },
    },
    CrossVersionObjectReference: { properties: { apiVersion, kind: pathSegment, name: pathSegment } },
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
  'io.k8s.api.coordination.v1': {
    LeaseSpec: { properties: { leaseDurationSeconds: positive, leaseTransitions: whole } },
  },
  'io.k8s.api.discovery.v1': {
    Endpoint: {
      properties: {
        addresses: { maxItems: 100 },
        hostname: { ...dnsLabel, ...some },
        nodeName: { ...dnsName, ...some },
      },
    },
    EndpointHints: { properties: { forNodes: { maxItems: 8 }, forZones: { maxItems: 8 } } },
    EndpointPort: { properties: { appProtocol: { ...labelKey, ...some }, name: dnsLabel } },
    EndpointSlice: { properties: { endpoints: { maxItems: 1000 }, ports: { maxItems: 20_000 } } },
    ForNode: { properties: { name: { ...dnsName, ...some } } },
    ForZone: {
      properties: {
        name: {
          pattern: '^([A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?)?$',
          description: 'letters, digits, "-", "_" and ".", 63 characters at most',
        },
      },
    },
  },
  'io.k8s.api.flowcontrol.v1': {
    ExemptPriorityLevelConfiguration: {
      properties: { lendablePercent: percent, nominalConcurrencyShares: whole },
    },
    FlowDistinguisherMethod: { properties: { type: oneOf('ByNamespace', 'ByUser') } },
    FlowSchemaSpec: { properties: { matchingPrecedence: { minimum: 0, maximum: 10_000 } } },
    GroupSubject: { properties: { name: some } },
    LimitResponse: { properties: { type: oneOf('Queue', 'Reject') } },
    LimitedPriorityLevelConfiguration: {
      required: ['limitResponse'],
      properties: { borrowingLimitPercent: whole, lendablePercent: percent, nominalConcurrencyShares: whole },
    },
    NonResourcePolicyRule: { properties: { nonResourceURLs: filled, verbs: filled } },
    PolicyRulesWithSubjects: { properties: { subjects: filled } },
    PriorityLevelConfigurationReference: { properties: { name: { ...dnsName, ...some } } },
    PriorityLevelConfigurationSpec: { properties: { type: oneOf('Exempt', 'Limited') } },
    QueuingConfiguration: {
      properties: {
        handSize: whole,
        queueLengthLimit: whole,
        queues: { minimum: 0, maximum: 10_000_000 },
      },
    },
    ResourcePolicyRule: { properties: { apiGroups: filled, resources: filled, verbs: filled } },
    ServiceAccountSubject: {
      properties: {
        name: { pattern: `^(\\*|${subdomain})$`, maxLength: 253, description: 'the name of an account, or "*"' },
        namespace: { ...dnsLabel, ...some },
      },
    },
    Subject: { properties: { kind: oneOf('Group', 'ServiceAccount', 'User') } },
    UserSubject: { properties: { name: some } },
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
    IngressClassParametersReference: {
      properties: {
        apiGroup: { ...dnsName, ...some },
        kind: pathSegment,
        name: pathSegment,
        namespace: { ...dnsLabel, ...some },
        scope: oneOf('Cluster', 'Namespace'),
      },
    },
    IngressClassSpec: { properties: { controller: { maxLength: 250 } } },
    IngressSpec: { properties: { ingressClassName: { ...dnsName, ...some } } },
    NetworkPolicyPort: { properties: { port: portOrName, endPort: port } },
    NetworkPolicySpec: { properties: { policyTypes: { maxItems: 2 } } },
    ServiceCIDRSpec: { required: ['cidrs'], properties: { cidrs: { ...filled, maxItems: 2 } } },
    ServiceBackendPort: { properties: { name: portName, number: { ...port, minimum: 0 } } },
  },
  'io.k8s.api.policy.v1': {
    PodDisruptionBudgetSpec: { properties: { maxUnavailable: countOrPart, minAvailable: countOrPart } },
  },
  'io.k8s.api.rbac.v1': {
    PolicyRule: { properties: { verbs: filled } },
    RoleRef: {
      properties: {
        apiGroup: oneOf('', 'rbac.authorization.k8s.io'),
        kind: oneOf('Role', 'ClusterRole'),
        name: pathSegment,
      },
    },
    Subject: { properties: { kind: oneOf('Group', 'ServiceAccount', 'User'), name: some } },
  },
  'io.k8s.api.scheduling.v1': { PriorityClass: { properties: { value: { maximum: 1_000_000_000 } } } },
  'io.k8s.api.storage.v1': {
    CSIDriverSpec: {
      properties: {
        fsGroupPolicy: oneOf('File', 'None', 'ReadWriteOnceWithFSType'),
        nodeAllocatableUpdatePeriodSeconds: { minimum: 10 },
        volumeLifecycleModes: { items: oneOf('Ephemeral', 'Persistent') },
      },
    },
    StorageClass: {
      properties: { parameters, provisioner: some, reclaimPolicy: oneOf('', 'Delete', 'Retain') },
    },
    TokenRequest: { properties: { expirationSeconds: tokenSeconds } },
    VolumeAttributesClass: { properties: { driverName: some, parameters } },
  },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1': {
    CustomResourceColumnDefinition: {
      properties: {
        format: oneOf('', 'byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'),
        jsonPath: { pattern: '^\\.', description: 'a path such as ".spec.replicas"' },
        name: some,
        type: oneOf('boolean', 'date', 'integer', 'number', 'string'),
      },
    },
    CustomResourceConversion: { properties: { strategy: oneOf('None', 'Webhook') } },
    CustomResourceDefinitionNames: {
      properties: {
        categories: { items: apiName },
        kind: { ...kindName, ...some },
        listKind: kindName,
        plural: apiName,
        shortNames: { items: apiName },
        singular: { ...apiName, pattern: `^(${segment})?$` },
      },
    },
    CustomResourceDefinitionSpec: {
      properties: {
        group: {
          pattern: `^${label}(\\.${label})+$`,
          maxLength: 253,
          description: 'a domain with a dot, such as "example.com"',
        },
        preserveUnknownFields: { enum: [false] },
        scope: oneOf('Cluster', 'Namespaced'),
        versions: filled,
      },
    },
    CustomResourceDefinitionVersion: {
      required: ['schema'],
      properties: { deprecationWarning: { minLength: 1, maxLength: 256 }, name: apiName },
    },
    CustomResourceSubresourceScale: {
      properties: {
        labelSelectorPath: { pattern: '^(\\.(spec|status)\\..*)?$', description: 'a path below ".spec" or ".status"' },
        specReplicasPath: { pattern: '^\\.spec\\.', description: 'a path below ".spec"' },
        statusReplicasPath: { pattern: '^\\.status\\.', description: 'a path below ".status"' },
      },
    },
    CustomResourceValidation: { required: ['openAPIV3Schema'] },
    ServiceReference: serviceReference,
    WebhookConversion: { required: ['clientConfig'], properties: { conversionReviewVersions: reviewVersions } },
  },
  'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1': {
    APIServiceSpec: {
      properties: {
        group: dnsName,
        groupPriorityMinimum: { minimum: 1, maximum: 20_000 },
        version: apiName,
        versionPriority: { minimum: 1, maximum: 1000 },
      },
    },
    ServiceReference: { required: ['name', 'namespace'], properties: { name: some, namespace: some, port } },
  },
};

/** By the definition's name. */
export const documented: Amendments = Object.fromEntries(
  Object.entries(byGroup).flatMap(([group, amendments]) =>
    Object.entries(amendments).map(([name, schema]) => [`${group}.${name}`, schema]),
  ),
);

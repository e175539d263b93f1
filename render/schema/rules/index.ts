// Every rule beyond the schemas, by the type that it is about: its definition's name, or a kind.
import { addresses, endpointAddress, endpointSlice, ipBlock, ranges } from './addresses.ts';
import {
  autoscalerSpec,
  claimSpec,
  limitRangeItem,
  metricSpec,
  metricTarget,
  targetBy,
  volumeSpec,
} from './amounts.ts';
import { oneOf, oneOfAllBut } from './choices.ts';
import { ingressClass, priorityClass, runtimeClass, storageClass, volumeAttributesClass } from './classes.ts';
import { configMap, secret } from './data.ts';
import { exitCodes, job, jobSpec, podFailurePolicyRule, successPolicyRule } from './jobs.ts';
import { labelMap, labelSelector, objectMeta } from './metadata.ts';
import {
  externalAddresses,
  ingressPath,
  ingressRule,
  ingressSpec,
  policyPeer,
  policyPort,
  serviceSpec,
} from './network.ts';
import { nodeSelectorTerm, podAffinityTerm, spreadConstraint, toleration } from './placement.ts';
import { container, podSpec, sleepHook } from './pods.ts';
import {
  apiService,
  asked,
  clientConfig,
  definition,
  policyBinding,
  validatingPolicy,
  validation,
  webhook,
  webhookService,
} from './registration.ts';
import { resourceQuotaSpec, resourceRequirements } from './resources.ts';
import { aggregation, clusterRoleBinding, policyRule, role, subject } from './rights.ts';
import type { Rule } from './rule.ts';
import { cronJobSpec } from './schedule.ts';
import { quotaScopes } from './scopes.ts';
import { namespace, podSecurityContext, profile, securityContext } from './security.ts';
import { ociRepository } from './sources.ts';
import { devices, fieldRef, projectedVolume, resourceFieldRef, volumeMount } from './volumes.ts';
import {
  deploymentSpec,
  deploymentStrategy,
  noDeadline,
  restarts,
  rollingUpdate,
  rollingUpdateOfDaemons,
  statefulSetSpec,
  statefulSetStrategy,
} from './workloads.ts';

const ofGroups: Readonly<Record<string, Readonly<Record<string, readonly Rule[]>>>> = {
  'io.k8s.api.admissionregistration.v1': {
    MutatingWebhook: [webhook],
    NamedRuleWithOperations: [asked],
    RuleWithOperations: [asked],
    ServiceReference: [webhookService],
    ValidatingAdmissionPolicyBindingSpec: [policyBinding],
    ValidatingAdmissionPolicySpec: [validatingPolicy],
    ValidatingWebhook: [webhook],
    Validation: [validation],
    WebhookClientConfig: [oneOf(['service', 'url'], 1), clientConfig],
  },
  'io.k8s.api.apps.v1': {
    DaemonSetSpec: [restarts('Always'), noDeadline],
    DeploymentSpec: [restarts('Always'), noDeadline, deploymentSpec],
    DeploymentStrategy: [deploymentStrategy],
    ReplicaSetSpec: [restarts('Always'), noDeadline],
    RollingUpdateDaemonSet: [rollingUpdateOfDaemons],
    RollingUpdateDeployment: [rollingUpdate],
    StatefulSetSpec: [restarts('Always'), noDeadline, statefulSetSpec],
    StatefulSetUpdateStrategy: [statefulSetStrategy],
  },
  'io.k8s.api.autoscaling.v2': {
    ContainerResourceMetricSource: [targetBy('averageUtilization', 'averageValue')],
    ExternalMetricSource: [targetBy('averageValue', 'value')],
    HorizontalPodAutoscalerSpec: [autoscalerSpec],
    MetricSpec: [metricSpec],
    MetricTarget: [oneOf(['averageUtilization', 'averageValue', 'value'], 1), metricTarget],
    ObjectMetricSource: [targetBy('averageValue', 'value')],
    PodsMetricSource: [targetBy('averageValue')],
    ResourceMetricSource: [targetBy('averageUtilization', 'averageValue')],
  },
  'io.k8s.api.batch.v1': {
    CronJobSpec: [cronJobSpec],
    JobSpec: [restarts('OnFailure', 'Never'), jobSpec],
    PodFailurePolicyOnExitCodesRequirement: [exitCodes],
    PodFailurePolicyRule: [podFailurePolicyRule],
    SuccessPolicyRule: [successPolicyRule],
  },
  'io.k8s.api.core.v1': {
    AppArmorProfile: [profile],
    Container: [container, devices],
    DownwardAPIVolumeFile: [oneOf(['fieldRef', 'resourceFieldRef'], 1)],
    EndpointAddress: [endpointAddress],
    EnvFromSource: [oneOf(['configMapRef', 'secretRef'], 1)],
    EnvVar: [oneOf(['value', 'valueFrom'], 0)],
    EnvVarSource: [oneOf(['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'], 1)],
    HostAlias: [addresses(['ip'])],
    LifecycleHandler: [oneOf(['exec', 'httpGet', 'sleep', 'tcpSocket'], 1), sleepHook],
    LimitRangeItem: [limitRangeItem],
    NodeSelectorTerm: [nodeSelectorTerm],
    ObjectFieldSelector: [fieldRef],
    PersistentVolumeClaimSpec: [claimSpec],
    PersistentVolumeSpec: [volumeSpec],
    PodAffinityTerm: [podAffinityTerm],
    PodDNSConfig: [addresses(['nameservers'])],
    PodResourceClaim: [oneOf(['resourceClaimName', 'resourceClaimTemplateName'], 1)],
    PodSecurityContext: [podSecurityContext],
    PodSpec: [podSpec, labelMap('nodeSelector')],
    Probe: [oneOf(['exec', 'grpc', 'httpGet', 'tcpSocket'], 1)],
    ProjectedVolumeSource: [projectedVolume],
    ResourceFieldSelector: [resourceFieldRef],
    ResourceQuotaSpec: [resourceQuotaSpec, quotaScopes],
    ResourceRequirements: [resourceRequirements],
    SeccompProfile: [profile],
    SecurityContext: [securityContext],
    ServiceSpec: [
      serviceSpec,
      labelMap('selector'),
      addresses(['clusterIP'], '', 'None'),
      addresses(['externalIPs']),
      externalAddresses,
      ranges(['loadBalancerSourceRanges']),
    ],
    Toleration: [toleration],
    TopologySpreadConstraint: [spreadConstraint],
    Volume: [oneOfAllBut('name')],
    VolumeMount: [volumeMount],
    VolumeProjection: [oneOfAllBut()],
  },
  'io.k8s.api.networking.v1': {
    HTTPIngressPath: [ingressPath],
    IPBlock: [ipBlock],
    IngressBackend: [oneOf(['resource', 'service'], 1)],
    IngressRule: [ingressRule],
    IngressSpec: [ingressSpec],
    NetworkPolicyPeer: [policyPeer],
    NetworkPolicyPort: [policyPort],
    ServiceBackendPort: [oneOf(['name', 'number'], 1)],
  },
  'io.k8s.api.policy.v1': { PodDisruptionBudgetSpec: [oneOf(['maxUnavailable', 'minAvailable'], 0)] },
  'io.k8s.api.rbac.v1': { AggregationRule: [aggregation], PolicyRule: [policyRule], Subject: [subject] },
  'io.k8s.apimachinery.pkg.apis.meta.v1': { LabelSelector: [labelSelector], ObjectMeta: [objectMeta] },
};

/** By what a `$ref` says, and by the kind: `v1/Secret`. */
export const rules: ReadonlyMap<string, readonly Rule[]> = new Map([
  ...Object.entries(ofGroups).flatMap(([group, types]) =>
    Object.entries(types).map(([type, ofType]) => [`#/definitions/${group}.${type}`, ofType] as const),
  ),
  ['apiextensions.k8s.io/v1/CustomResourceDefinition', [definition]],
  ['apiregistration.k8s.io/v1/APIService', [apiService]],
  ['batch/v1/Job', [job]],
  ['discovery.k8s.io/v1/EndpointSlice', [endpointSlice]],
  ['networking.k8s.io/v1/IngressClass', [ingressClass]],
  ['node.k8s.io/v1/RuntimeClass', [runtimeClass]],
  ['rbac.authorization.k8s.io/v1/ClusterRoleBinding', [clusterRoleBinding]],
  ['scheduling.k8s.io/v1/PriorityClass', [priorityClass]],
  ['storage.k8s.io/v1/StorageClass', [storageClass]],
  ['storage.k8s.io/v1/VolumeAttributesClass', [volumeAttributesClass]],
  ['v1/ConfigMap', [configMap]],
  ['v1/Namespace', [namespace]],
  ['v1/Secret', [secret]],
  ['rbac.authorization.k8s.io/v1/Role', [role]],
  ['source.toolkit.fluxcd.io/v1/OCIRepository', [ociRepository]],
]);

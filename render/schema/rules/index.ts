// Every rule beyond the schemas, by the type that it is about: its definition's name, or a kind.
import { addresses, ipBlock, ranges } from './addresses.ts';
import { autoscalerSpec, metricSpec, metricTarget, objectMetric, targetBy } from './autoscalers.ts';
import { oneOf, oneOfAllBut } from './choices.ts';
import {
  driver,
  ingressClass,
  ingressClassParameters,
  overhead,
  parameters,
  priorityClass,
  runtimeClass,
  runtimeScheduling,
  storageClass,
  volumeAttributesClass,
} from './classes.ts';
import { certificate, issuer } from './certificates.ts';
import { configMap, secret } from './data.ts';
import { apiService, conversion, definition, definitionVersion } from './definitions.ts';
import { azureDisk, claimSpec, driverVolume, volumeSpec } from './disks.ts';
import { endpointAddress, endpointHints, endpointSlice, endpointSubset } from './endpoints.ts';
import { externalSecret } from './external-secrets.ts';
import {
  flowRule,
  flowSchema,
  flowSubject,
  limitResponse,
  pathRule,
  priorityLevel,
  resourceRule,
} from './flow-control.ts';
import { exitCodes, job, jobLabels, jobSpec, podFailurePolicyRule, successPolicyRule } from './jobs.ts';
import { scaledObject } from './keda.ts';
import { limitRangeItem, limitRangeSpec } from './limits.ts';
import { labelMap, labelSelector, objectMeta } from './metadata.ts';
import { alertmanagerConfig, prometheusRule, scrapes } from './monitoring.ts';
import { ingress, ingressPath, ingressRule, ingressService, ingressSpec, policyPeer, policyPort } from './network.ts';
import { nodeSelectorTerm, podAffinityTerm, spreadConstraint, toleration } from './placement.ts';
import { container, pod, podSpec, sleepHook } from './pods.ts';
import {
  auditKeys,
  matchConstraints,
  mutation,
  paramRef,
  policyBinding,
  unchangeable,
  validatingPolicy,
  variable,
} from './policies.ts';
import { asked, clientConfig, spoken } from './registration.ts';
import { resourceQuotaSpec, resourceRequirements, scratchVolume } from './resources.ts';
import { aggregation, clusterRoleBinding, policyRule, role, subject } from './rights.ts';
import type { Rule } from './rule.ts';
import { cronJobSpec } from './schedule.ts';
import { quotaScopes } from './scopes.ts';
import { namespace, podSecurityContext, profile, securityContext } from './security.ts';
import { externalAddresses, service, serviceSpec } from './services.ts';
import { helmRepository, ociRepository } from './sources.ts';
import { definitionSchema } from './structural.ts';
import { devices, driverMount, fieldRef, projectedVolume, resourceFieldRef, volumeMount } from './volumes.ts';
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
    MutatingAdmissionPolicyBindingSpec: [unchangeable('matchResources')],
    MutatingAdmissionPolicySpec: [matchConstraints, unchangeable('matchConstraints')],
    MutatingWebhook: [spoken('admissionReviewVersions')],
    Mutation: [mutation],
    NamedRuleWithOperations: [asked],
    ParamRef: [paramRef],
    RuleWithOperations: [asked],
    ValidatingAdmissionPolicyBindingSpec: [policyBinding],
    ValidatingAdmissionPolicySpec: [matchConstraints, validatingPolicy],
    ValidatingWebhook: [spoken('admissionReviewVersions')],
    Variable: [variable],
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
  'io.k8s.api.autoscaling.v1': { HorizontalPodAutoscalerSpec: [autoscalerSpec] },
  'io.k8s.api.autoscaling.v2': {
    ContainerResourceMetricSource: [targetBy(['averageUtilization', 'averageValue'])],
    ExternalMetricSource: [targetBy(['averageValue', 'value'])],
    HorizontalPodAutoscalerSpec: [autoscalerSpec],
    MetricSpec: [metricSpec],
    MetricTarget: [metricTarget],
    ObjectMetricSource: [targetBy(['averageValue', 'value'], 2), objectMetric],
    PodsMetricSource: [targetBy(['averageValue'])],
    ResourceMetricSource: [targetBy(['averageUtilization', 'averageValue'])],
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
    AzureDiskVolumeSource: [azureDisk],
    CSIPersistentVolumeSource: [driverVolume],
    CSIVolumeSource: [driverMount],
    Container: [container, devices],
    DownwardAPIVolumeFile: [oneOf(['fieldRef', 'resourceFieldRef'], 1)],
    EmptyDirVolumeSource: [scratchVolume],
    EndpointAddress: [endpointAddress],
    EndpointSubset: [endpointSubset],
    EnvFromSource: [oneOf(['configMapRef', 'secretRef'], 1)],
    EnvVar: [oneOf(['value', 'valueFrom'], 0)],
    EnvVarSource: [oneOf(['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'], 1)],
    HostAlias: [addresses(['ip'])],
    LifecycleHandler: [oneOf(['exec', 'httpGet', 'sleep', 'tcpSocket'], 1), sleepHook],
    LimitRangeItem: [limitRangeItem],
    LimitRangeSpec: [limitRangeSpec],
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
    ReplicationControllerSpec: [restarts('Always'), noDeadline, labelMap('selector')],
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
  'io.k8s.api.discovery.v1': { EndpointHints: [endpointHints] },
  'io.k8s.api.flowcontrol.v1': {
    LimitResponse: [limitResponse],
    NonResourcePolicyRule: [pathRule],
    PolicyRulesWithSubjects: [flowRule],
    ResourcePolicyRule: [resourceRule],
    Subject: [flowSubject],
  },
  'io.k8s.api.networking.v1': {
    HTTPIngressPath: [ingressPath],
    IPBlock: [ipBlock],
    IngressBackend: [oneOf(['resource', 'service'], 1)],
    IngressClassParametersReference: [ingressClassParameters],
    IngressRule: [ingressRule],
    IngressServiceBackend: [ingressService],
    IngressSpec: [ingressSpec],
    NetworkPolicyPeer: [policyPeer],
    NetworkPolicyPort: [policyPort],
    ServiceBackendPort: [oneOf(['name', 'number'], 1)],
    ServiceCIDRSpec: [ranges(['cidrs'])],
  },
  'io.k8s.api.node.v1': { Overhead: [overhead], Scheduling: [labelMap('nodeSelector'), runtimeScheduling] },
  'io.k8s.api.policy.v1': { PodDisruptionBudgetSpec: [oneOf(['maxUnavailable', 'minAvailable'], 0)] },
  'io.k8s.api.rbac.v1': { AggregationRule: [aggregation], PolicyRule: [policyRule], Subject: [subject] },
  'io.k8s.api.storage.v1': { CSIDriverSpec: [driver] },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1': {
    CustomResourceConversion: [conversion],
    CustomResourceDefinitionVersion: [definitionVersion],
    CustomResourceValidation: [definitionSchema],
    WebhookClientConfig: [oneOf(['service', 'url'], 1), clientConfig],
    WebhookConversion: [spoken('conversionReviewVersions')],
  },
  'io.k8s.apimachinery.pkg.apis.meta.v1': { LabelSelector: [labelSelector], ObjectMeta: [objectMeta] },
};

/** By what a `$ref` says, and by the kind: `v1/Secret`. */
export const rules: ReadonlyMap<string, readonly Rule[]> = new Map([
  ...Object.entries(ofGroups).flatMap(([group, types]) =>
    Object.entries(types).map(([type, ofType]) => [`#/definitions/${group}.${type}`, ofType] as const),
  ),
  ['admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy', [auditKeys]],
  ['apiextensions.k8s.io/v1/CustomResourceDefinition', [definition]],
  ['apiregistration.k8s.io/v1/APIService', [apiService]],
  ['batch/v1/Job', [job, jobLabels]],
  ['cert-manager.io/v1/Certificate', [certificate]],
  ['cert-manager.io/v1/ClusterIssuer', [issuer]],
  ['cert-manager.io/v1/Issuer', [issuer]],
  ['discovery.k8s.io/v1/EndpointSlice', [endpointSlice]],
  ['external-secrets.io/v1/ExternalSecret', [externalSecret]],
  ['flowcontrol.apiserver.k8s.io/v1/FlowSchema', [flowSchema]],
  ['flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration', [priorityLevel]],
  ['keda.sh/v1alpha1/ScaledObject', [scaledObject]],
  ['monitoring.coreos.com/v1/PodMonitor', [scrapes('podMetricsEndpoints')]],
  ['monitoring.coreos.com/v1/PrometheusRule', [prometheusRule]],
  ['monitoring.coreos.com/v1/ServiceMonitor', [scrapes('endpoints')]],
  ['monitoring.coreos.com/v1alpha1/AlertmanagerConfig', [alertmanagerConfig]],
  ['networking.k8s.io/v1/Ingress', [ingress]],
  ['networking.k8s.io/v1/IngressClass', [ingressClass]],
  ['node.k8s.io/v1/RuntimeClass', [runtimeClass]],
  ['rbac.authorization.k8s.io/v1/ClusterRoleBinding', [clusterRoleBinding]],
  ['scheduling.k8s.io/v1/PriorityClass', [priorityClass]],
  ['storage.k8s.io/v1/StorageClass', [storageClass, parameters]],
  ['storage.k8s.io/v1/VolumeAttributesClass', [volumeAttributesClass, parameters]],
  ['v1/ConfigMap', [configMap]],
  ['v1/Namespace', [namespace]],
  ['v1/Pod', [pod]],
  ['v1/Secret', [secret]],
  ['v1/Service', [service]],
  ['rbac.authorization.k8s.io/v1/Role', [role]],
  ['source.toolkit.fluxcd.io/v1/HelmRepository', [helmRepository]],
  ['source.toolkit.fluxcd.io/v1/OCIRepository', [ociRepository]],
]);

// Every rule beyond the schemas, by the type that it is about: its definition's name, or a kind.
import { addresses, ipBlock, ranges } from './addresses.ts';
import { autoscalerSpec, claimSpec, limitRangeItem, metricSpec } from './amounts.ts';
import { oneOf, oneOfAllBut } from './choices.ts';
import { configMap, secret } from './data.ts';
import { labelMap, labelSelector, objectMeta } from './metadata.ts';
import { ingressSpec, policyPeer, policyPort, serviceSpec } from './network.ts';
import { container, envFieldRef, podSpec } from './pods.ts';
import { resourceQuotaSpec, resourceRequirements } from './resources.ts';
import { policyRule, role, subject } from './rights.ts';
import type { Rule } from './rule.ts';
import { cronJobSpec } from './schedule.ts';
import { deploymentSpec, deploymentStrategy, jobSpec, restarts, rollingUpdate, statefulSetSpec } from './workloads.ts';

const ofGroups: Readonly<Record<string, Readonly<Record<string, readonly Rule[]>>>> = {
  'io.k8s.api.admissionregistration.v1': { WebhookClientConfig: [oneOf(['service', 'url'], 1)] },
  'io.k8s.api.apps.v1': {
    DaemonSetSpec: [restarts('Always')],
    DeploymentSpec: [restarts('Always'), deploymentSpec],
    DeploymentStrategy: [deploymentStrategy],
    ReplicaSetSpec: [restarts('Always')],
    RollingUpdateDaemonSet: [rollingUpdate],
    RollingUpdateDeployment: [rollingUpdate],
    StatefulSetSpec: [restarts('Always'), statefulSetSpec],
  },
  'io.k8s.api.autoscaling.v2': {
    HorizontalPodAutoscalerSpec: [autoscalerSpec],
    MetricSpec: [metricSpec],
    MetricTarget: [oneOf(['averageUtilization', 'averageValue', 'value'], 1)],
  },
  'io.k8s.api.batch.v1': { CronJobSpec: [cronJobSpec], JobSpec: [restarts('OnFailure', 'Never'), jobSpec] },
  'io.k8s.api.core.v1': {
    Container: [container],
    EnvFromSource: [oneOf(['configMapRef', 'secretRef'], 1)],
    EnvVar: [oneOf(['value', 'valueFrom'], 0)],
    EnvVarSource: [oneOf(['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'], 1)],
    HostAlias: [addresses(['ip'])],
    LifecycleHandler: [oneOf(['exec', 'httpGet', 'sleep', 'tcpSocket'], 1)],
    LimitRangeItem: [limitRangeItem],
    ObjectFieldSelector: [envFieldRef],
    PersistentVolumeClaimSpec: [claimSpec],
    PodDNSConfig: [addresses(['nameservers'])],
    PodSpec: [podSpec, labelMap('nodeSelector')],
    Probe: [oneOf(['exec', 'grpc', 'httpGet', 'tcpSocket'], 1)],
    ResourceQuotaSpec: [resourceQuotaSpec],
    ResourceRequirements: [resourceRequirements],
    ServiceSpec: [
      serviceSpec,
      labelMap('selector'),
      addresses(['clusterIP'], '', 'None'),
      addresses(['externalIPs']),
      ranges(['loadBalancerSourceRanges']),
    ],
    Volume: [oneOfAllBut('name')],
  },
  'io.k8s.api.networking.v1': {
    IPBlock: [ipBlock],
    IngressBackend: [oneOf(['resource', 'service'], 1)],
    IngressSpec: [ingressSpec],
    NetworkPolicyPeer: [policyPeer],
    NetworkPolicyPort: [policyPort],
    ServiceBackendPort: [oneOf(['name', 'number'], 1)],
  },
  'io.k8s.api.policy.v1': { PodDisruptionBudgetSpec: [oneOf(['maxUnavailable', 'minAvailable'], 0)] },
  'io.k8s.api.rbac.v1': { PolicyRule: [policyRule], Subject: [subject] },
  'io.k8s.apimachinery.pkg.apis.meta.v1': { LabelSelector: [labelSelector], ObjectMeta: [objectMeta] },
};

/** By what a `$ref` says, and by the kind: `v1/Secret`. */
export const rules: ReadonlyMap<string, readonly Rule[]> = new Map([
  ...Object.entries(ofGroups).flatMap(([group, types]) =>
    Object.entries(types).map(([type, ofType]) => [`#/definitions/${group}.${type}`, ofType] as const),
  ),
  ['v1/ConfigMap', [configMap]],
  ['v1/Secret', [secret]],
  ['rbac.authorization.k8s.io/v1/Role', [role]],
]);

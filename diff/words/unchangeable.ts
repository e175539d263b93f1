// What the API server never changes in an object that is there, of every kind: one table.
import { isDeepStrictEqual } from 'node:util';
import { asArray, asRecord, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { podTemplateOf } from '../../render/pods.ts';
import { amount } from '../../render/quantity.ts';
import { imageRules } from './pods.ts';
import { isMadeAnew } from './again.ts';
import { immutable, type Rule, type Spot, type Subject } from './rule.ts';

/** Whether the API server takes a change of the field all the same. */
type Exempt = (spot: Spot) => boolean;

const never: Exempt = () => false;

/** Whoever says what the API fills in changes nothing. */
const usual =
  (value: unknown): Exempt =>
  ({ before = value, after = value }) =>
    isDeepStrictEqual(before, after);

/** What may be given once, where it was not there. */
const once: Exempt = ({ before }) => before === undefined;

/** What a volume lies on. Source: Kubernetes API, "PersistentVolumeSpec". */
const volumeSources = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

const isOutside = (service: unknown): boolean => at(service, 'spec.type') === 'ExternalName';
const isHeadless = (service: unknown): boolean => at(service, 'spec.clusterIP') === 'None';

/** Addresses of Services: what is not said any more stays, and a name outside has none. */
const address: Exempt = ({ after, subject: { before: old, after: now } }) =>
  after === undefined || isOutside(old) || isOutside(now);

/** The first family stays, where there is an address of it; AKS gives IPv4 to whoever says none. */
const families: Exempt = (spot) => {
  const { before, after } = spot.subject;
  const [old, now] = [before, after].map((service) => asArray(at(service, 'spec.ipFamilies'))[0]);
  return address(spot) || isHeadless(before) || isHeadless(after) || now === undefined || now === (old ?? 'IPv4');
};

const isBalanced = (service: unknown): boolean => at(service, 'spec.type') === 'LoadBalancer';
const notBalanced: Exempt = ({ after, subject: { before: old, after: now } }) =>
  after === undefined || !isBalanced(old) || !isBalanced(now);

/** Where the parallelism follows it an indexed Job may have more or fewer. */
const inTandem: Exempt = ({ after, subject }) =>
  at(subject.after, 'spec.completionMode') === 'Indexed' && after === at(subject.after, 'spec.parallelism');

/** Of a Job that is suspended, where its pods go and what they may use. */
const whileSuspended: Exempt = ({ subject: { before, after } }) =>
  at(before, 'spec.suspend') === true &&
  isDeepStrictEqual(withoutPlacement(at(before, 'spec.template')), withoutPlacement(at(after, 'spec.template')));

function withoutPlacement(template: unknown): unknown {
  const { metadata: _metadata, spec } = asRecord(template);
  const {
    nodeSelector: _selector,
    tolerations: _tolerations,
    schedulingGates: _gates,
    affinity,
    ...rest
  } = asRecord(spec);
  const { nodeAffinity: _affinity, ...others } = asRecord(affinity);
  return { ...rest, ...others, containers: bare(rest.containers), initContainers: bare(rest.initContainers) };
}

function bare(containers: unknown): unknown {
  return asArray(containers).map((container) => ({ ...asRecord(container), resources: undefined }));
}

/** Of a Pod: its images, more tolerations, and an earlier end. */
const ofRunningPod: Exempt = ({ subject: { before, after } }) => {
  const [old, now] = [asRecord(before.spec), asRecord(after.spec)];
  const keeps = asArray(old.tolerations).every((each) =>
    asArray(now.tolerations).some((toleration) => isDeepStrictEqual(each, toleration)),
  );
  const [first, then] = [old.activeDeadlineSeconds ?? Infinity, now.activeDeadlineSeconds ?? Infinity];
  return keeps && Number(then) <= Number(first) && isDeepStrictEqual(withoutChangeable(old), withoutChangeable(now));
};

function withoutChangeable({
  tolerations: _tolerations,
  activeDeadlineSeconds: _deadline,
  ...spec
}: Readonly<Record<string, unknown>>): unknown {
  const same = (containers: unknown): unknown =>
    asArray(containers).map((container) => ({ ...asRecord(container), image: undefined }));
  return { ...spec, containers: same(spec.containers), initContainers: same(spec.initContainers) };
}

const larger: Exempt = ({ before, after }) => (amount(after) ?? 0n) >= (amount(before) ?? 0n);

/** A second range, of the other family, may be added. */
const secondRange: Exempt = ({ subject }) => {
  const [before, after] = [subject.before, subject.after].map((object) => asArray(at(object, 'spec.cidrs')));
  return before?.length === 1 && after?.length === 2 && before[0] === after[0];
};

/** A version that has never held what is stored may go. */
const notStored: Exempt = ({ before, after }) => after !== undefined || asRecord(before).storage !== true;

const data: Readonly<Record<string, Exempt>> = Object.fromEntries(
  ['data **', 'stringData **', 'binaryData **', 'immutable'].map((field) => [
    field,
    ({ subject }: Spot) => subject.before.immutable !== true,
  ]),
);

/**
 * Fields by kind, and what is allowed in them. Source: the validation of updates in Kubernetes 1.36, `Validate<Kind>Update` in
 * pkg/apis/<group>/validation, for definitions of kinds in apiextensions-apiserver, for an APIService in kube-aggregator; for a
 * GatewayClass the rule `self == oldSelf` of its definition. A test asks the real API server about each.
 */
const unchangeable: Readonly<Record<string, Readonly<Record<string, Exempt>>>> = {
  '/ConfigMap': data,
  '/PersistentVolume': {
    ...Object.fromEntries(volumeSources.map((source) => [`spec ${source} **`, never])),
    'spec nodeAffinity **': once,
    'spec volumeMode': usual('Filesystem'),
  },
  '/PersistentVolumeClaim': {
    'spec accessModes **': never,
    'spec dataSource **': never,
    'spec dataSourceRef **': never,
    'spec resources limits **': never,
    'spec resources requests storage': larger,
    'spec selector **': never,
    'spec storageClassName': never,
    'spec volumeMode': usual('Filesystem'),
    'spec volumeName': never,
  },
  '/Pod': { 'spec **': ofRunningPod },
  '/ResourceQuota': { 'spec scopes **': never },
  '/Secret': { ...data, type: usual('Opaque') },
  '/Service': {
    'spec clusterIP': address,
    'spec clusterIPs **': address,
    'spec healthCheckNodePort': notBalanced,
    'spec ipFamilies **': families,
    'spec loadBalancerClass': notBalanced,
  },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    'spec group': never,
    'spec names kind': never,
    'spec names plural': never,
    'spec scope': never,
    'spec versions *': notStored,
  },
  'apiregistration.k8s.io/APIService': { 'spec group': never, 'spec version': never },
  'apps/ControllerRevision': { 'data **': never },
  'apps/DaemonSet': { 'spec selector **': never },
  'apps/Deployment': { 'spec selector **': never },
  'apps/ReplicaSet': { 'spec selector **': never },
  'apps/StatefulSet': {
    'spec podManagementPolicy': usual('OrderedReady'),
    'spec selector **': never,
    'spec serviceName': never,
    'spec volumeClaimTemplates **': never,
  },
  'batch/Job': {
    'spec backoffLimitPerIndex': never,
    'spec completionMode': usual('NonIndexed'),
    'spec completions': inTandem,
    'spec managedBy': never,
    'spec podFailurePolicy **': never,
    'spec selector **': never,
    'spec successPolicy **': never,
    'spec template **': whileSuspended,
  },
  'certificates.k8s.io/CertificateSigningRequest': { 'spec **': never },
  'discovery.k8s.io/EndpointSlice': { addressType: never },
  'gateway.networking.k8s.io/GatewayClass': { 'spec controllerName': never },
  'networking.k8s.io/IPAddress': { 'spec parentRef **': never },
  'networking.k8s.io/IngressClass': { 'spec controller': never },
  'networking.k8s.io/ServiceCIDR': { 'spec cidrs **': secondRange },
  'node.k8s.io/RuntimeClass': { handler: never },
  'rbac.authorization.k8s.io/ClusterRoleBinding': { 'roleRef **': never },
  'rbac.authorization.k8s.io/RoleBinding': { 'roleRef **': never },
  'resource.k8s.io/ResourceClaim': { 'spec **': never },
  'resource.k8s.io/ResourceClaimTemplate': { 'spec **': never },
  'resource.k8s.io/ResourceSlice': { 'spec driver': never, 'spec nodeName': never, 'spec pool name': never },
  'scheduling.k8s.io/PriorityClass': { preemptionPolicy: usual('PreemptLowerPriority'), value: never },
  'storage.k8s.io/CSIDriver': {
    'spec attachRequired': usual(true),
    'spec volumeLifecycleModes **': ({ subject }) =>
      usual(['Persistent'])({
        before: at(subject.before, 'spec.volumeLifecycleModes'),
        after: at(subject.after, 'spec.volumeLifecycleModes'),
        names: [],
        subject,
      }),
  },
  'storage.k8s.io/CSIStorageCapacity': { 'nodeTopology **': never, storageClassName: never },
  'storage.k8s.io/StorageClass': {
    'parameters **': never,
    provisioner: never,
    reclaimPolicy: usual('Delete'),
    volumeBindingMode: usual('Immediate'),
  },
  'storage.k8s.io/VolumeAttachment': { 'spec **': never },
  'storage.k8s.io/VolumeAttributesClass': { driverName: never, 'parameters **': never },
};

/** Rules for what cannot change in an object; the images of a Pod can, and have words of their own. */
export function unchangeableRules({ after }: Subject): Rule[] {
  const kind = kindKey(after);
  const pod = kind === '/Pod' ? podTemplateOf(after) : undefined;
  return [
    ...(pod ? imageRules(pod) : []),
    ...Object.entries(unchangeable[kind] ?? {})
      .filter(([field]) => !(field === 'spec template **' && isMadeAnew(after)))
      .map(([field, isAllowed]) => immutable(field, isAllowed)),
  ];
}

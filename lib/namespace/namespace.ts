// A namespace is never bare: Pod Security, a quota, default resources and closed network come with it.
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { AllowTraffic, DenyAll } from '../network/traffic.ts';
import { dns } from '../network/well-known.ts';
import { annotations, neverPrune, publicGateway } from '../platform.ts';
import { type Admission, admissionFaults, admissionShape, boundMetadata } from '../policy/bound.ts';
import { anyOf, boolean, misfitsOf, needed, number, propsOf, text } from '../validation/props.ts';
import { oneOf, only } from '../validation/shape.ts';
import { addRules, type Fault, unless } from '../validation/rules.ts';
import { cpuAsStored, cpuQuantity, dnsLabel, memoryQuantity, wholeNumber } from '../validation/limits.ts';
import { defaultObjects, ObjectQuota } from './object-quota.ts';

/** A Pod Security level below "restricted" needs a reason, which is rendered beside it. */
export type PodSecurity = 'restricted' | { readonly level: 'baseline' | 'privileged'; readonly because: string };

/** What all pods of a namespace may ask for together. */
export interface Quota {
  /** Sum of CPU requests: a quantity such as `500m`, `0.5` or `8`; whole millicores. */
  readonly cpu: string;
  /** Sum of memory requests, and of memory limits: a quantity such as `8Gi`. */
  readonly memory: string;
  /** Number of pods, 1 to 100000. */
  readonly pods: number;
  /** Objects of each kind that the API server brings, such as Secrets and Jobs, 1 to 100000. @default 200: a loop cannot fill etcd */
  readonly objects?: number;
  /**
   * Why the workloads may ask for more than this when each has all the pods that its autoscaler may make: one line.
   * @default that is refused
   */
  readonly overcommitted?: string;
}

export interface NamespaceProps {
  /** Name of the namespace. @default the construct's id */
  readonly name?: string;
  /** The ceiling for all its pods; a rollout and the Gateway's or Helm's own pods count too. */
  readonly quota: Quota;
  /** The level that the API server enforces on pods. @default 'restricted' */
  readonly podSecurity?: PodSecurity;
  /** Whether routes of this namespace may attach to the public Gateway. @default false */
  readonly publicRoutes?: boolean;
  /** What it may take of disks. @default as much as it claims: the platform's charts size that; an application's grant bounds it */
  readonly disk?: {
    /** All claims together, a quantity. */
    readonly claims: string;
  };
  /**
   * Whether its Services may have load balancers and node ports, as the Gateway's has; a number: so many load balancers, 0 to 100.
   * @default false: a way in beside the Gateway has neither its certificate nor its rules. A quota of no node ports alone refuses
   * load balancers too, which take one for each port
   */
  readonly loadBalancers?: boolean | number;
  /** What the cluster's admission policies make of it. @default all policies that are not for applications alone are bound to it */
  readonly admission?: Admission;
}

export const quotaShape = propsOf<Quota>({
  cpu: needed(text),
  memory: needed(text),
  pods: needed(number),
  objects: number,
  overcommitted: text,
});

const shape = propsOf<NamespaceProps>({
  name: text,
  quota: needed(quotaShape),
  podSecurity: anyOf(
    "'restricted', or { level, because }",
    oneOf('restricted'),
    only({ level: oneOf('baseline', 'privileged'), because: text }, 'level', 'because'),
  ),
  publicRoutes: boolean,
  disk: only({ claims: text }, 'claims'),
  loadBalancers: anyOf('true, false or a number', boolean, number),
  admission: admissionShape,
});

/** Containers that say nothing get these, so that the quota can count them. */
const containerDefaults = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '256Mi' } };

/**
 * A Namespace that Flux never deletes, with ResourceQuota, LimitRange and NetworkPolicies that close it but for DNS.
 * Source of the labels: Kubernetes documentation, "Pod Security Admission".
 */
export class Namespace extends Construct {
  constructor(scope: Construct, id: string, props: NamespaceProps) {
    const unknown = misfitsOf(scope, id, props, shape);
    super(scope, id);
    const {
      name = id,
      quota,
      podSecurity = 'restricted',
      publicRoutes = false,
      disk,
      loadBalancers = false,
      admission = {},
    } = props;
    addRules(this, () => [
      ...unknown,
      ...faults(name, quota, podSecurity),
      ...admissionFaults(admission),
      ...(disk ? memoryQuantity('disk.claims', disk.claims) : []),
      ...(typeof loadBalancers === 'number' ? wholeNumber('loadBalancers', loadBalancers, 0, 100) : []),
    ]);
    const { level, because } = podSecurity === 'restricted' ? { level: podSecurity, because: undefined } : podSecurity;

    const bound = boundMetadata(admission, Number(loadBalancers) > 0);

    new k8s.KubeNamespace(this, 'namespace', {
      metadata: {
        name,
        labels: {
          'pod-security.kubernetes.io/enforce': level,
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/warn': 'restricted',
          ...bound.labels,
          ...(publicRoutes && { [publicGateway.namespaceLabel.key]: publicGateway.namespaceLabel.value }),
        },
        annotations: {
          ...neverPrune,
          ...bound.annotations,
          ...(because && { 'fleetwright.dev/pod-security-because': because }),
        },
      },
    });
    new k8s.KubeResourceQuota(this, 'quota', {
      metadata: {
        name: 'quota',
        namespace: name,
        ...(quota.overcommitted !== undefined && { annotations: { [annotations.overcommitted]: quota.overcommitted } }),
      },
      spec: {
        hard: {
          'requests.cpu': k8s.Quantity.fromString(cpuAsStored(quota.cpu)),
          'requests.memory': k8s.Quantity.fromString(quota.memory),
          'limits.memory': k8s.Quantity.fromString(quota.memory),
          pods: k8s.Quantity.fromString(String(quota.pods)),
          ...quantities(waysIn(loadBalancers)),
        },
      },
    });
    new ObjectQuota(this, 'objects', {
      namespace: name,
      objects: quota.objects ?? defaultObjects,
      claims: disk?.claims,
    });
    new k8s.KubeLimitRange(this, 'defaults', {
      metadata: { name: 'defaults', namespace: name },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: quantities(containerDefaults.requests),
            default: quantities(containerDefaults.limits),
          },
        ],
      },
    });
    const network = new Construct(this, 'network');
    new DenyAll(network, 'deny-all', name);
    new AllowTraffic(network, 'allow-dns', { namespace: name, pods: {}, to: [dns] });
  }
}

/** Lines of the quota. How many node ports some load balancers take nobody knows: one for each port. */
function waysIn(loadBalancers: boolean | number): Record<string, string> {
  if (loadBalancers === true) return {};
  const most = Number(loadBalancers);
  return { 'services.loadbalancers': String(most), ...(most === 0 && { 'services.nodeports': '0' }) };
}

function quantities(amounts: Readonly<Record<string, string>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, k8s.Quantity.fromString(amount)]));
}

function faults(name: string, quota: Quota, podSecurity: PodSecurity): Fault[] {
  return [
    ...dnsLabel('name', name),
    ...cpuQuantity('quota.cpu', quota.cpu),
    ...memoryQuantity('quota.memory', quota.memory),
    ...wholeNumber('quota.pods', quota.pods, 1, 100_000),
    ...wholeNumber('quota.objects', quota.objects ?? defaultObjects, 1, 100_000),
    ...unless(quota.overcommitted === undefined || /^\S.*$/.test(quota.overcommitted), {
      field: 'quota.overcommitted',
      problem: 'gives no reason in one line',
      write: 'why the workloads never need all their pods at the same time',
    }),
    ...(podSecurity === 'restricted' || podSecurity.because.trim() !== ''
      ? []
      : [
          {
            field: 'podSecurity.because',
            problem: `is empty, and "${podSecurity.level}" is below restricted`,
            write: 'what its pods cannot do without',
          },
        ]),
  ];
}

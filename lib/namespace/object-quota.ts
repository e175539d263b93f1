// A loop that makes objects without end fills the storage of the API server, and that is all of the cluster's.
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/**
 * What is counted: kinds that the API server brings and that programs make. Of custom kinds the quota controller learns later, and until
 * then nothing of the namespace would be admitted. Source: Kubernetes documentation, "Resource Quotas", section "Object count quota".
 */
const counted = [
  'configmaps',
  'cronjobs.batch',
  'deployments.apps',
  'horizontalpodautoscalers.autoscaling',
  'jobs.batch',
  'networkpolicies.networking.k8s.io',
  'persistentvolumeclaims',
  'poddisruptionbudgets.policy',
  'secrets',
  'serviceaccounts',
  'services',
  'statefulsets.apps',
] as const;

/** Far more than a service needs, far less than etcd would feel. */
export const defaultObjects = 200;

export interface ObjectQuotaProps {
  /** The namespace that it is for. */
  readonly namespace: string;
  /** Objects of each kind, at most. */
  readonly objects: number;
  /** All claims together, a quantity. @default not bounded */
  readonly claims?: string | undefined;
}

/** A ResourceQuota of objects and of disks: apart from that of pods, which is granted. */
export class ObjectQuota extends Construct {
  constructor(scope: Construct, id: string, { namespace, objects, claims }: ObjectQuotaProps) {
    super(scope, id);
    const hard = {
      ...(claims !== undefined && { 'requests.storage': claims }),
      ...Object.fromEntries(counted.map((resource) => [`count/${resource}`, String(objects)])),
    };
    new k8s.KubeResourceQuota(this, 'objects', {
      metadata: { name: 'objects', namespace },
      spec: {
        hard: Object.fromEntries(Object.entries(hard).map(([name, amount]) => [name, k8s.Quantity.fromString(amount)])),
      },
    });
  }
}

// CPU, memory and pods are not all that namespaces share: disks, the API server's storage, and room on nodes are too.
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { memoryQuantity } from '../validation/limits.ts';
import { addRules } from '../validation/rules.ts';
import { applicationKinds, groupOf } from './kinds.ts';

/** Disk that an application may take. */
export interface Disk {
  /** All its claims together, a binary quantity. @default '50Gi' */
  readonly claims?: string;
  /** What each container may write outside its claims: into its own layer, logs and `emptyDir`. @default '2Gi' */
  readonly scratch?: string;
}

/** What the scheduler sets aside of a node's disk for a container that asks for nothing. */
const scratchRequest = '64Mi';

/** Objects of one kind: far more than a service needs, far less than etcd would feel. */
const objectsOfAKind = '200';

/**
 * Groups that the API server brings. Of custom kinds the quota controller learns later, and until then nothing of the
 * namespace would be admitted. Source: Kubernetes documentation, "Resource Quotas", section "Object count quota".
 */
const builtInGroups: ReadonlySet<string> = new Set(['', 'apps', 'autoscaling', 'batch', 'networking.k8s.io', 'policy']);

/** Ceilings of a namespace beside the quota that is granted. */
export class Ceilings extends Construct {
  constructor(scope: Construct, id: string, { claims = '50Gi', scratch = '2Gi' }: Disk = {}) {
    super(scope, id);
    addRules(this, () => [...memoryQuantity('disk.claims', claims), ...memoryQuantity('disk.scratch', scratch)]);
    new k8s.KubeResourceQuota(this, 'objects', {
      metadata: { name: 'objects' },
      spec: { hard: { 'requests.storage': quantity(claims), ...objectCounts() } },
    });
    // What keeps away from pods of another namespace keeps them away, too. Source: "Cross-namespace Pod Affinity Scope", same page.
    new k8s.KubeResourceQuota(this, 'affinity', {
      metadata: { name: 'no-affinity-with-others' },
      spec: {
        hard: { pods: quantity('0') },
        scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
      },
    });
    new k8s.KubeLimitRange(this, 'scratch', {
      metadata: { name: 'scratch' },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: { 'ephemeral-storage': quantity(scratchRequest) },
            default: { 'ephemeral-storage': quantity(scratch) },
            max: { 'ephemeral-storage': quantity(scratch) },
          },
        ],
      },
    });
  }
}

function objectCounts(): Record<string, k8s.Quantity> {
  return Object.fromEntries(
    Object.entries(applicationKinds).flatMap(([kind, { resource }]) => {
      const group = groupOf(kind);
      const name = group === '' ? resource : `${resource}.${group}`;
      return builtInGroups.has(group) ? [[`count/${name}`, quantity(objectsOfAKind)]] : [];
    }),
  );
}

function quantity(amount: string): k8s.Quantity {
  return k8s.Quantity.fromString(amount);
}

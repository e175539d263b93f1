// CPU, memory, pods and objects are not all that namespaces share: the disks of nodes and room on them are too.
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { memoryQuantity } from '../validation/limits.ts';
import { addRules } from '../validation/rules.ts';

/** Disk that an application may take. */
export interface Disk {
  /** All its claims together, a quantity. @default '50Gi' */
  readonly claims?: string;
  /** What each container may write outside its claims: into its own layer, logs and `emptyDir`. @default '2Gi' */
  readonly scratch?: string;
}

/** What the scheduler sets aside of a node's disk for a container that asks for nothing. */
const scratchRequest = '64Mi';

/** Ceilings of an application's namespace beside its quotas. */
export class Ceilings extends Construct {
  constructor(scope: Construct, id: string, scratch = '2Gi') {
    super(scope, id);
    addRules(this, () => memoryQuantity('disk.scratch', scratch));
    // What keeps away from pods of another namespace keeps them away, too. Source: Kubernetes documentation, "Resource Quotas", section "Cross-namespace Pod Affinity Scope".
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

function quantity(amount: string): k8s.Quantity {
  return k8s.Quantity.fromString(amount);
}

// How many pods a workload has at once, as far as Git says.
import type { ClusterView } from './cluster-view.ts';
import { asRecord, at } from './fields.ts';
import { identityOf, kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** Pods of a workload at once. An autoscaler moves between the two; without one they are the same. */
export interface Copies {
  readonly least: number;
  readonly most: number;
}

/** Of a DaemonSet one is counted, as nobody knows the nodes, and of a CronJob one Job. */
export function copiesIn(view: ClusterView): (workload: KubeObject) => Copies {
  const scaled = new Map(
    view.ofKind('autoscaling/HorizontalPodAutoscaler').map(({ object }) => {
      const { kind, name } = asRecord(at(object, 'spec.scaleTargetRef'));
      const most = Number(at(object, 'spec.maxReplicas') ?? 1);
      const id = identityOf(String(kind), object.metadata.namespace, String(name));
      return [id, { least: Math.min(most, Number(at(object, 'spec.minReplicas') ?? 1)), most }];
    }),
  );
  return (workload) => {
    const { kind, metadata } = workload;
    const copies = unscaled(workload);
    return scaled.get(identityOf(kind, metadata.namespace, metadata.name)) ?? { least: copies, most: copies };
  };
}

function unscaled(workload: KubeObject): number {
  switch (kindKey(workload)) {
    case '/Pod':
    case 'apps/DaemonSet':
      return 1;
    case 'batch/Job':
      return atOnce(asRecord(workload.spec));
    case 'batch/CronJob':
      return at(workload, 'spec.suspend') === true ? 0 : atOnce(asRecord(at(workload, 'spec.jobTemplate.spec')));
    default:
      return Number(at(workload, 'spec.replicas') ?? 1);
  }
}

/** Source: Kubernetes, "Jobs", Controlling parallelism. */
function atOnce({ suspend, parallelism = 1, completions = parallelism }: Readonly<Record<string, unknown>>): number {
  return suspend === true ? 0 : Math.min(Number(parallelism), Number(completions));
}

// How many pods a workload has at once, as far as Git says.
import { asRecord, at } from './fields.ts';
import { identity, kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';
import { oncePerView } from './once-per-view.ts';
import { operatedIn } from './operated.ts';
import { isScaler, scalersIn, scaleTargetOf } from './scalers.ts';

/** Pods of a workload at once. An autoscaler moves between the two; without one they are the same. */
export interface Copies {
  readonly least: number;
  readonly most: number;
}

/** Of a DaemonSet one is counted, as nobody knows the nodes, and of a CronJob one Job. */
export const copiesIn = oncePerView((view): ((workload: KubeObject) => Copies) => {
  const scaled = new Map<string, Copies>();
  const operated = operatedIn(view).filter(({ object }) => isScaler(object));
  for (const { object } of [...scalersIn(view), ...operated]) {
    const key = scaleTargetOf(object).id;
    const copies = scaledBy(object);
    // Two of them fight: the larger numbers count.
    const other = scaled.get(key) ?? copies;
    scaled.set(key, { least: Math.max(copies.least, other.least), most: Math.max(copies.most, other.most) });
  }
  return (workload) => {
    const copies = unscaled(workload);
    return scaled.get(identity(workload)) ?? { least: copies, most: copies };
  };
});

/** Source: KEDA, "ScaledObject specification", `minReplicaCount`, `maxReplicaCount`. */
function scaledBy(scaler: KubeObject): Copies {
  const isKeda = kindKey(scaler) === 'keda.sh/ScaledObject';
  const { minReplicaCount = 0, maxReplicaCount = 100, minReplicas, maxReplicas } = asRecord(scaler.spec);
  const most = whole(isKeda ? maxReplicaCount : maxReplicas);
  return { least: Math.min(most, whole(isKeda ? minReplicaCount : minReplicas)), most };
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
      return whole(at(workload, 'spec.replicas'));
  }
}

/** Source: Kubernetes, "Jobs", Controlling parallelism. */
function atOnce({ suspend, parallelism = 1, completions = parallelism }: Readonly<Record<string, unknown>>): number {
  return suspend === true ? 0 : Math.min(whole(parallelism), whole(completions));
}

/** Where nobody says it there is one. What is no number of pods is refused elsewhere, and counts as one too. */
function whole(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : 1;
}

// Who takes part in the flows of one cluster: the platform's pods, whom people name, and those of the applications that run there.
import { kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { type Port, portKey } from './flow.ts';
import { free, notOwnNode, type Peer, platformPods, pod } from './peers.ts';
import { namedPorts } from './ports.ts';
import { type Workload, workloadsIn } from './workloads.ts';

export interface Cast {
  readonly workloads: readonly Workload[];
  /** A pod in each namespace that the namespaces' own rules alone are about, such as that of a Job started by hand. */
  readonly unnamed: readonly Peer[];
  /** Pods of the namespaces that the platform closes. */
  readonly governed: readonly Peer[];
  readonly everybody: readonly Peer[];
  /** Everybody who may be asked about as one who calls. */
  readonly callers: readonly Peer[];
  /** Every port that a rule names, and two that none does. */
  readonly everyPort: readonly Port[];
  /** The pods of an application, by its name: none in a cluster where it does not run. */
  podsOf(application: string): readonly Peer[];
}

/** The cast of a cluster with these objects. */
export function castOf(objects: readonly KubeObject[]): Cast {
  const workloads = workloadsIn(objects);
  const namespaces = objects.filter((object) => kindKey(object) === '/Namespace').map(({ metadata }) => metadata.name);
  const unnamed = namespaces.map((namespace) => pod(`any pod of ${namespace}`, namespace, {}));
  const governed = [...workloads.map(({ peer }) => peer), ...platformPods, ...unnamed];
  const everybody = [...governed, ...free];
  const ports = [...namedPorts, ...workloads.flatMap((workload) => workload.ports)];
  return {
    workloads,
    unnamed,
    governed,
    everybody,
    callers: everybody.filter(notOwnNode),
    // The first of a number is kept: the table knows some ports by what they are.
    everyPort: ports.filter((port, index) => ports.findIndex((one) => portKey(one) === portKey(port)) === index),
    podsOf: (application) =>
      workloads.map(({ peer }) => peer).filter(({ pod: known }) => known?.namespace === application),
  };
}

// Two workloads of one name share all their objects' names and their pods' labels: one mistake, which each of those would tell again.
import type { IConstruct } from 'constructs';
import { Workload } from '../lib/workload/workload.ts';

/** The workloads whose name another one of their namespace had before, with that other one. Pure. */
export function duplicateWorkloads(constructs: readonly IConstruct[]): ReadonlyMap<IConstruct, Workload> {
  const first = new Map<string, Workload>();
  const later = new Map<IConstruct, Workload>();
  for (const construct of constructs) {
    if (!(construct instanceof Workload)) continue;
    const { namespace = '', name, node } = construct;
    const [cluster] = node.path.split('/');
    const key = [cluster, namespace, name].join('/');
    const earlier = first.get(key);
    if (earlier) later.set(construct, earlier);
    else first.set(key, construct);
  }
  return later;
}

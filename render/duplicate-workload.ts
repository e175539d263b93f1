// Two workloads of one name share all their objects' names and their pods' labels: one mistake, which each of those would tell again.
import type { IConstruct } from 'constructs';
import { Workload } from '../lib/workload/workload.ts';
import type { Finding } from './finding.ts';

/** The workloads whose name another one of their namespace had before. */
export interface DuplicateWorkloads {
  readonly findings: readonly Finding[];
  /** Whether a construct is part of one of them. */
  readonly hold: (construct: IConstruct) => boolean;
}

/** Looks for them among all constructs of a tree. Pure. */
export function duplicateWorkloads(constructs: readonly IConstruct[]): DuplicateWorkloads {
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
  return {
    findings: Array.from(later, ([workload, earlier]) => told(workload, earlier)),
    hold: (construct) => later.size > 0 && construct.node.scopes.some((scope) => later.has(scope)),
  };
}

function told({ node }: IConstruct, earlier: Workload): Finding {
  return {
    code: 'duplicate-object',
    at: node.path,
    field: 'name',
    problem: `the workload "${earlier.name}" is already made by ${earlier.node.path}: both would have the same objects and labels`,
    write: 'another name for one of them',
  };
}

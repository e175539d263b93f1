// What a container gets for sure, and what it may not go beyond.
import type { IResourceRequirements } from 'kubernetes-models/v1/ResourceRequirements';
import type { Fault } from '../validation/rules.ts';

export interface Resources {
  /** CPU that is reserved: a quantity such as `250m` or `1`. AKS' Deployment Safeguards raise less than 100m. */
  readonly cpu: string;
  /** Memory that is reserved, and the limit: a quantity such as `256Mi`. Safeguards raise less than 100Mi. */
  readonly memory: string;
  /** CPU beyond which the container is throttled. @default four times `cpu` */
  readonly cpuLimit?: string;
}

const cpuPattern = /^(\d+)(m?)$/;
const memoryPattern = /^\d+(Ki|Mi|Gi)$/;

/**
 * Memory request and limit are equal, so that no neighbour's growth kills the container. A CPU limit is set because AKS'
 * Deployment Safeguards add one where it is missing, which Flux would take for drift.
 */
export function resourceRequirements({ cpu, memory, cpuLimit }: Resources): IResourceRequirements {
  return { requests: { cpu, memory }, limits: { cpu: cpuLimit ?? `${4 * milliCpu(cpu)}m`, memory } };
}

export function resourceFaults({ cpu, memory, cpuLimit }: Resources): Fault[] {
  const faults: Fault[] = [];
  for (const [field, value] of [
    ['resources.cpu', cpu],
    ['resources.cpuLimit', cpuLimit ?? cpu],
  ] as const)
    if (!cpuPattern.test(value))
      faults.push({
        field,
        problem: `"${value}" is no amount of CPU`,
        write: 'millicores or cores, such as "250m" or "1"',
      });
  if (cpuLimit !== undefined && milliCpu(cpuLimit) < milliCpu(cpu))
    faults.push({
      field: 'resources.cpuLimit',
      problem: `"${cpuLimit}" is below resources.cpu ("${cpu}")`,
      write: 'the same or more',
    });
  if (!memoryPattern.test(memory))
    faults.push({
      field: 'resources.memory',
      problem: `"${memory}" is no amount of memory`,
      write: 'a binary quantity such as "256Mi"',
    });
  return faults;
}

function milliCpu(quantity: string): number {
  const [, digits = '0', unit] = cpuPattern.exec(quantity) ?? [];
  return Number(digits) * (unit === 'm' ? 1 : 1000);
}

// What a container gets for sure, and what it may not go beyond.
import type { IResourceRequirements } from 'kubernetes-models/v1/ResourceRequirements';
import { bytes, cpuAsStored, cpuQuantity, memoryQuantity, milliCpu } from '../validation/limits.ts';
import type { Fault } from '../validation/rules.ts';

export interface Resources {
  /** CPU that is reserved: a quantity such as `250m`, `0.5` or `1`, 100m or more; whole millicores. */
  readonly cpu: string;
  /** Memory that is reserved, and the limit: a quantity such as `256Mi`, 100Mi or more. */
  readonly memory: string;
  /** CPU beyond which the container is throttled: a quantity, no less than `cpu`. @default four times `cpu` */
  readonly cpuLimit?: string;
  /** Disk for logs and folders to write to, reserved and the limit: a quantity such as `1Gi`. @default none is counted */
  readonly disk?: string;
}

/** AKS' Deployment Safeguards raise smaller requests to these, which Flux would take for drift and set back without end. */
const least = { cpu: '100m', memory: '100Mi' } as const;

/**
 * Memory request and limit are equal, so that no neighbour's growth kills the container. A CPU limit is set because AKS'
 * Deployment Safeguards add one where it is missing, which Flux would take for drift.
 */
export function resourceRequirements({ cpu, memory, cpuLimit, disk }: Resources): IResourceRequirements {
  const both = { memory, ...(disk !== undefined && { 'ephemeral-storage': disk }) };
  const limit = cpuLimit === undefined ? `${4 * milliCpu(cpu)}m` : cpuAsStored(cpuLimit);
  return { requests: { cpu: cpuAsStored(cpu), ...both }, limits: { cpu: limit, ...both } };
}

/** What is wrong with the amounts. */
export function resourceFaults(resources: Resources): Fault[] {
  const { cpu, memory, cpuLimit, disk } = resources;
  const malformed = [
    ...cpuQuantity('resources.cpu', cpu),
    ...(cpuLimit === undefined ? [] : cpuQuantity('resources.cpuLimit', cpuLimit)),
    ...memoryQuantity('resources.memory', memory),
    ...(disk === undefined ? [] : memoryQuantity('resources.disk', disk)),
  ];
  if (malformed.length > 0) return malformed;
  return [
    ...(milliCpu(cpu) < milliCpu(least.cpu) ? [tooSmall('resources.cpu', cpu, least.cpu)] : []),
    ...(bytes(memory) < bytes(least.memory) ? [tooSmall('resources.memory', memory, least.memory)] : []),
    ...(cpuLimit !== undefined && milliCpu(cpuLimit) < milliCpu(cpu)
      ? [
          {
            field: 'resources.cpuLimit',
            problem: `"${cpuLimit}" is below resources.cpu ("${cpu}")`,
            write: 'the same or more',
          },
        ]
      : []),
  ];
}

function tooSmall(field: string, value: string, minimum: string): Fault {
  return {
    field,
    problem: `"${value}" is below ${minimum}, to which AKS' Deployment Safeguards raise it`,
    write: `"${minimum}" or more`,
  };
}

// What is asked of nodes, and what a quota counts. Source: Kubernetes documentation, "Resource Management for Pods and Containers",
// "Resource Quotas".
import { asRecord } from '../../fields.ts';
import { amount } from '../../quantity.ts';
import type { Fault } from '../words.ts';
import { isQualified } from './metadata.ts';
import { memberOf, type Rule } from './rule.ts';

/** What a node has to give; all else is a device, with the domain of its maker. */
const standard = /^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

export const resourceRequirements: Rule = (value) =>
  ['requests', 'limits'].flatMap((side) =>
    Object.entries(asRecord(value[side]))
      .filter(([name]) => !standard.test(name))
      .flatMap(([name, quantity]): Fault[] => {
        const field = memberOf(side, name);
        if (!name.includes('/') || !isQualified(name))
          return [
            {
              field,
              problem: 'is no resource',
              write: 'cpu, memory, ephemeral-storage, or a device such as example.com/gpu',
            },
          ];
        return isWhole(quantity)
          ? []
          : [{ field, problem: `${String(quantity)} is part of one`, write: 'a whole number' }];
      }),
  );

/** What a quota counts is whole. */
const counted =
  /^(?:pods|services(?:\..*)?|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|count\/.*)$/;

const summed =
  /^(?:(?:requests\.|limits\.)?(?:cpu|memory|ephemeral-storage)|requests\.storage|(?:requests\.)?hugepages-.+|.*\/.*)$/;

export const resourceQuotaSpec: Rule = ({ hard }) =>
  Object.entries(asRecord(hard)).flatMap(([name, quantity]): Fault[] => {
    const field = memberOf('hard', name);
    if (counted.test(name))
      return isWhole(quantity)
        ? []
        : [{ field, problem: `${String(quantity)} is part of one`, write: 'a whole number' }];
    return summed.test(name)
      ? []
      : [
          {
            field,
            problem: 'is nothing that a quota counts',
            write: 'requests.cpu, limits.memory, pods, count/jobs.batch and the like',
          },
        ];
  });

function isWhole(quantity: unknown): boolean {
  return (amount(quantity) ?? 0n) % 1_000_000_000n === 0n;
}

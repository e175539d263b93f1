// What is asked of nodes, and what a quota counts. Source: Kubernetes documentation, "Resource Management for Pods and Containers",
// "Resource Quotas".
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asRecord } from '../../fields.ts';
import { amount } from '../../quantity.ts';
import { isQualified } from './metadata.ts';
import { type AnyMap, memberOf, type Rule } from './rule.ts';

/** What a node has to give; all else is a device, with the domain of its maker. */
const standard = /^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

export function isContainerResource(name: string): boolean {
  return standard.test(name) || (name.includes('/') && isQualified(name));
}

export const resourceRequirements: Rule = (value) => [
  ...nameFaults(value),
  ...wholeFaults(value),
  ...['memory', 'ephemeral-storage']
    .filter((name) => isTooFew(asRecord(value.limits)[name]))
    .map((name) => tooFew(memberOf('limits', name), asRecord(value.limits)[name])),
];

/** A volume in which nothing may be: the first file evicts the pod. */
export const scratchVolume: Rule = ({ sizeLimit }) => unless(!isTooFew(sizeLimit), tooFew('sizeLimit', sizeLimit));

/** Less than this is a mistake in the unit, such as `m`, a thousandth: no container starts in it. In billionths. */
const fewest = 4096n * 1_000_000_000n;

/** No limit at all is 0. */
function isTooFew(quantity: unknown): boolean {
  const given = quantity === undefined ? undefined : amount(quantity);
  return given !== undefined && given > 0n && given < fewest;
}

function tooFew(field: string, quantity: unknown): Fault {
  return {
    field,
    problem: `"${String(quantity)}" is less than 4Ki of bytes`,
    write: 'Mi or Gi as the unit, such as 512Mi',
  };
}

/** A device or a large page is one container's alone: what is asked for is the limit. */
function wholeFaults({ requests, limits }: AnyMap): Fault[] {
  const [asked, most] = [asRecord(requests), asRecord(limits)];
  const names = [...new Set([...Object.keys(asked), ...Object.keys(most)])];
  const pages = names.filter((name) => name.startsWith('hugepages-'));
  return [
    ...Object.entries(asked)
      .filter(([name]) => pages.includes(name) || (!standard.test(name) && isQualified(name)))
      // Of one above its limit another check tells.
      .filter(([, quantity]) => amount(quantity) !== undefined)
      .filter(([name, quantity]) => most[name] === undefined || (amount(quantity) ?? 0n) < (amount(most[name]) ?? 0n))
      .map(([name, quantity]) => ({
        field: memberOf('limits', name),
        problem:
          most[name] === undefined ? 'is missing' : `is ${String(most[name])}, and ${String(quantity)} is asked for`,
        write: `${String(quantity)}: nobody else may use what is left`,
      })),
    ...pages
      .filter((name) => [asked[name], most[name]].some((quantity) => !isOfPages(quantity, name)))
      .map((name) => ({
        field: memberOf(most[name] === undefined ? 'requests' : 'limits', name),
        problem: 'is part of a page',
        write: `a multiple of ${name.slice('hugepages-'.length)}`,
      })),
    ...unless(pages.length === 0 || names.includes('cpu') || names.includes('memory'), {
      field: memberOf('limits', pages[0] ?? ''),
      problem: 'stands without cpu or memory',
      write: 'one of them, too',
    }),
  ];
}

function isOfPages(quantity: unknown, name: string): boolean {
  const page = amount(name.slice('hugepages-'.length)) ?? 0n;
  return quantity === undefined || page === 0n || (amount(quantity) ?? 0n) % page === 0n;
}

function nameFaults(value: AnyMap): Fault[] {
  return ['requests', 'limits'].flatMap((side) =>
    Object.entries(asRecord(value[side]))
      .filter(([name]) => !standard.test(name))
      .flatMap(([name, quantity]): Fault[] => {
        const field = memberOf(side, name);
        if (!isContainerResource(name))
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
}

/** What a quota counts is whole. */
const counted =
  /^(?:pods|services(?:\..*)?|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|count\/.*)$/;

const summed =
  /^(?:(?:requests\.|limits\.)?(?:cpu|memory|ephemeral-storage)|requests\.storage|(?:requests\.)?hugepages-.+|.*\/.*)$/;

/** What Kubernetes knows of at all, and what others have a domain for. */
export function isResource(name: string): boolean {
  return name === 'storage' || counted.test(name) || summed.test(name);
}

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

export function isWhole(quantity: unknown): boolean {
  return (amount(quantity) ?? 0n) % 1_000_000_000n === 0n;
}

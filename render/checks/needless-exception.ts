// An exception from admission policies for what is not there excepts whatever gets that name later.
import { annotations } from '../../lib/platform.ts';
import { exceptedIn } from '../../lib/policy/bound.ts';
import { append } from '../multimap.ts';
import type { Check } from './check.ts';

export const needlessException: Check = (view) => {
  const there = namesByNamespace(view.all.map(({ object }) => object.metadata));
  return view.ofKind('/Namespace').flatMap(({ at, object: { metadata } }) => {
    const names = there.get(metadata.name) ?? [];
    return exceptedIn(metadata.annotations?.[annotations.admissionExceptions] ?? '')
      .filter((workload) => !names.some((name) => name === workload || name.startsWith(`${workload}-`)))
      .map((workload) => ({
        at,
        field: `metadata.annotations.${annotations.admissionExceptions}`,
        problem: `"${workload}" is excepted from an admission policy, and nothing in the namespace has that name`,
        write: 'the name of an object, as the exception in main.ts or at the namespace has it; or no exception',
      }));
  });
};

function namesByNamespace(
  objects: readonly { readonly name: string; readonly namespace?: string }[],
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { name, namespace = '' } of objects) append(names, namespace, name);
  return names;
}

// Two objects of one identity: the second would overwrite the first, in the cluster and without a word.
import { identity } from '../identity.ts';
import type { RenderedObject } from '../rendered.ts';
import type { Check } from './check.ts';

export const duplicateObject: Check = ({ objects }) => {
  const first = new Map<string, RenderedObject>();
  return objects.flatMap((rendered) => {
    const id = identity(rendered.object);
    const earlier = first.get(id);
    if (!earlier) first.set(id, rendered);
    return earlier
      ? [
          {
            at: rendered.at,
            field: 'metadata.name',
            problem: `${rendered.object.kind} "${rendered.object.metadata.name}" is already made by ${earlier.at}`,
            write: 'another name, or one object instead of two',
          },
        ]
      : [];
  });
};

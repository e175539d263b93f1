// A tag can be moved: only a digest says which image runs.
import { everyImage } from '../pods.ts';
import type { Check } from './check.ts';

const pinned = /@sha256:[0-9a-f]{64}$/;

export const imageNotPinned: Check = ({ objects, settings }) =>
  objects.flatMap(({ at, object }) =>
    everyImage(object)
      .filter(({ image }) => !pinned.test(image))
      .map(({ field, image }) => ({
        at,
        field,
        problem: `"${image}" is not pinned by digest`,
        write: `repository, tag and digest in ${settings.releases}`,
      })),
  );

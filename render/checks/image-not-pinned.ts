// A tag can be moved: only a digest says which image runs.
import { everyImage } from '../pods.ts';
import type { Check } from './check.ts';

const pinned = /@sha256:[0-9a-f]{64}$/;

/** An application's team writes its chart alone: its images are those of the file of pins, which others look at. */
export const imageNotPinned: Check = ({ objects, applications, settings }) =>
  objects.flatMap(({ at, chart, object }) =>
    everyImage(object).flatMap(({ field, image }) => {
      if (!pinned.test(image))
        return [
          {
            at,
            field,
            problem: `"${image}" is not pinned by digest`,
            write: `repository, tag and digest in ${settings.releases}`,
          },
        ];
      if (!applications.has(chart) || settings.isPinned?.(image) !== false) return [];
      return [
        {
          at,
          field,
          problem: `"${image}" is not in ${settings.releases}, and an application runs no other image`,
          write: `an entry there, and image('<its name>') in the chart`,
        },
      ];
    }),
  );

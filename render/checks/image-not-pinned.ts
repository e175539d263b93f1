// A tag can be moved: only a digest says which image runs.
import { asString } from '../fields.ts';
import { containersOf, podTemplateOf, workloadKinds } from '../pods.ts';
import type { Check } from './check.ts';

const pinned = /@sha256:[0-9a-f]{64}$/;

export const imageNotPinned: Check = (view) =>
  workloadKinds
    .flatMap((kind) => view.ofKind(kind))
    .flatMap(({ at, cluster, object }) => {
      const template = podTemplateOf(object);
      return containersOf(template?.spec ?? {})
        .map(({ image }) => asString(image))
        .filter((image) => !pinned.test(image))
        .map((image) => ({
          at,
          field: `${template?.field ?? ''}.spec.containers.image`,
          problem: `"${image}" is not pinned by digest`,
          write: `repository, tag and digest in clusters/releases/${cluster}.yaml`,
        }));
    });

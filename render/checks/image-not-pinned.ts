// A tag can be moved: only a digest says which image runs.
import { asArray, asRecord, asString } from '../fields.ts';
import { podTemplateOf, workloadKinds } from '../pods.ts';
import type { Check } from './check.ts';

const pinned = /@sha256:[0-9a-f]{64}$/;

export const imageNotPinned: Check = (view) =>
  workloadKinds
    .flatMap((kind) => view.ofKind(kind))
    .flatMap(({ at, cluster, object }) => {
      const template = podTemplateOf(object);
      return ['initContainers', 'containers']
        .flatMap((list) => asArray(template?.spec[list]))
        .map((container) => asString(asRecord(container).image))
        .filter((image) => !pinned.test(image))
        .map((image) => ({
          at,
          field: `${template?.field ?? ''}.spec.containers.image`,
          problem: `"${image}" is not pinned by digest`,
          write: `repository, tag and digest in clusters/releases/${cluster}.yaml`,
        }));
    });

// A folder on the node's disk that may hold more than its pod: it is never full, for the pod is evicted before.
// Source: Kubernetes, "Local ephemeral storage", Setting requests and limits; pkg/kubelet/eviction of its source.
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import { roomsOf } from '../namespaces.ts';
import { podAmount } from '../pod-resources.ts';
import type { Pod } from '../pods.ts';
import { amount } from '../quantity.ts';
import type { Check } from './check.ts';

export const scratchAboveLimit: Check = (view) =>
  roomsOf(view).flatMap(({ workloads, limits }) =>
    workloads.flatMap(({ rendered: { at }, pod }) => {
      const folders = foldersOf(pod);
      const most = podAmount(pod, 'limits.ephemeral-storage', limits) ?? 0n;
      const together = folders.reduce((sum, { size }) => sum + size, 0n);
      // Without a limit in any container the pod has none.
      if (most === 0n || together <= most) return [];
      return [
        {
          at,
          field: `${pod.specField}.volumes`,
          problem: `${folders.map(({ name, sizeLimit }) => `${name} (${sizeLimit})`).join(' and ')} may hold more than the ${inMebibytes(most)} after which the pod is evicted`,
          write:
            'smaller ones; or a higher limit of ephemeral-storage in its containers (`disk` of `resources`), up to that of the namespace (`disk.scratch` of a grant)',
        },
      ];
    }),
  );

interface Folder {
  readonly name: string;
  readonly sizeLimit: string;
  /** In billionths of a byte. */
  readonly size: bigint;
}

/** Those on disk that say how large they may be; one in memory is part of that. */
function foldersOf({ spec }: Pod): Folder[] {
  return asArray(spec.volumes).flatMap((volume) => {
    const { sizeLimit, medium } = asRecord(fieldAt(volume, 'emptyDir'));
    const size = sizeLimit === undefined || medium === 'Memory' ? undefined : amount(sizeLimit);
    return size === undefined ? [] : [{ name: String(asRecord(volume).name), sizeLimit: String(sizeLimit), size }];
  });
}

function inMebibytes(billionths: bigint): string {
  return `${billionths / 1_000_000_000n / 1_048_576n}Mi`;
}

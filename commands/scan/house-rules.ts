// Checks of kube-score that ask for something which every workload here has in another way.
import type { AcceptedPlace } from './accepted.ts';

const at = 'commands/scan/house-rules.ts';

/** Checks that are asked of no fleet. A test sees that each is needed; its last day counts in the machine's own repository. */
export const houseRules: readonly AcceptedPlace[] = [
  {
    at,
    check: 'container-image-pull-policy',
    because: 'an image is named by its digest, so the copy on a node is the one that the registry would give',
    until: '2027-11-30',
  },
  {
    at,
    check: 'container-ephemeral-storage-request-and-limit',
    because:
      'the root file system is read-only, each folder to write to has a size limit, and the kubelet rotates what is logged',
    until: '2027-11-30',
  },
  {
    at,
    check: 'networkpolicy-targets-pod',
    because: 'the pods of a Helm release are in no file, and each namespace is closed before any pod is in it',
    until: '2027-11-30',
  },
];

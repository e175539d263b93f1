// Checks of kube-score that ask for something which every workload here has in another way.
import type { AcceptedFinding } from '../../lib/accepted-findings.ts';

/** Checks that are not asked of any fleet. In the machine's own repository a test sees that each is needed, and for how long. */
export const houseRules: readonly AcceptedFinding[] = [
  {
    check: 'container-image-pull-policy',
    because: 'an image is named by its digest, so the copy on a node is the one that the registry would give',
    until: '2027-11-30',
  },
  {
    check: 'container-ephemeral-storage-request-and-limit',
    because:
      'the root file system is read-only, each folder to write to has a size limit, and the kubelet rotates what is logged',
    until: '2027-11-30',
  },
  {
    check: 'networkpolicy-targets-pod',
    because: 'the pods of a Helm release are in no file, and each namespace is closed before any pod is in it',
    until: '2027-11-30',
  },
];

// Pod Security "restricted", and what it leaves open: a read-only root file system and no service account token.
import type { IPodSecurityContext } from 'kubernetes-models/v1/PodSecurityContext';
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext';

/** The user and group `nonroot` of distroless images. */
const nonRoot = 65532;

/** Source: Kubernetes documentation, "Pod Security Standards", section "Restricted". */
export const restrictedPod: IPodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: nonRoot,
  runAsGroup: nonRoot,
  fsGroup: nonRoot,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Source: as {@link restrictedPod}; the read-only root file system is our own addition. */
export const restrictedContainer: ISecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

// Pod Security "restricted", and what it leaves open: a read-only root file system and no service account token.
import { deepFreeze } from '../deep-freeze.ts';
import type { IPodSecurityContext } from 'kubernetes-models/v1/PodSecurityContext';
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext';

/** The user and group `nonroot` of distroless images. */
export const nonRoot = 65532;

/** Source: Kubernetes documentation, "Pod Security Standards", section "Restricted". @param user number of user and group */
export function restrictedPodAs(user: number): IPodSecurityContext {
  return deepFreeze({
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: 'RuntimeDefault' },
  });
}

/** Of a pod that has no user of its own. */
export const restrictedPod = restrictedPodAs(nonRoot);

/** Source: as {@link restrictedPod}; the read-only root file system is our own addition. */
export const restrictedContainer: ISecurityContext = deepFreeze({
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
});

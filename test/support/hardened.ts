// What Pod Security "restricted" asks of a pod, for tests that are about something else.

/** Of the pod's spec. */
export const hardenedPod = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' as const } },
};

/** Of each container. */
export const hardened = { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } };

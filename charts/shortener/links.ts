// The links that the service answers: a change here is a pull request, and the pods follow.

/** Targets by slug. */
export const links: Readonly<Record<string, string>> = {
  cdk8s: 'https://cdk8s.io/',
  flux: 'https://fluxcd.io/',
  sops: 'https://getsops.io/',
};

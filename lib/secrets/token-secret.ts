// Kubernetes fills such a Secret itself, with the token of the account that an annotation names: in Git nothing is in it.

/** Names the account whose token it is. */
export const accountAnnotation = 'kubernetes.io/service-account.name';

/** Whether a Secret is one for Kubernetes to fill. */
export function isTokenSecret({ type, data, stringData }: Readonly<Record<string, unknown>>): boolean {
  return type === 'kubernetes.io/service-account-token' && data === undefined && stringData === undefined;
}

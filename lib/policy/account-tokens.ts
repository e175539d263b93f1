// Kubernetes writes a token that never ends into a Secret of this type, whoever makes the Secret: an operator too.
import { where } from './cel.ts';
import type { ObjectPolicy, Sample } from './policy.ts';

const type = 'kubernetes.io/service-account-token';
const secret = (fields: object): Sample => ({ apiVersion: 'v1', kind: 'Secret', ...fields });

export const accountTokens: ObjectPolicy = {
  name: 'account-tokens',
  kinds: [{ group: '', version: 'v1', resource: 'secrets' }],
  problem: 'a token that never ends',
  write: 'a projected volume with a serviceAccountToken, which ends after an hour',
  ofObject: where(`o.?type.orValue('') == '${type}'`, `'type=${type}'`),
  neighbours: [secret({ type: 'Opaque' }), secret({})],
  mutants: {
    'a token of an account': secret({
      type,
      metadata: { annotations: { 'kubernetes.io/service-account.name': 'default' } },
    }),
  },
};

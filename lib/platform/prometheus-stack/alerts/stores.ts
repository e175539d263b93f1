// A Secret that is no longer copied from its vault stays as it is, until the value in it is no longer taken.
import type { Rule } from '../rule.ts';

/** Prometheus writes the namespace of an ExternalSecret as `exported_namespace`, as `namespace` is that of the operator. */
const notSynced: Rule = {
  alert: 'ExternalSecretNotSynced',
  expr: 'max by (exported_namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) == 1',
  for: '30m',
  summary:
    'For half an hour {{ $labels.exported_namespace }}/{{ $labels.name }} could not be copied from its store: what pods mount is missing, or grows old.',
};

export const stores: readonly Rule[] = [notSynced];

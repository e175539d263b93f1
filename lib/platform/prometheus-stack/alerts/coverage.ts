// An alert on a series that is not there never fires: those of the platform rest on what somebody else exports.
import type { Rule } from '../rule.ts';

const controllers = 'namespace=~"cert-manager|external-secrets"';

/** Where targets are there and do not answer, the chart tells (TargetDown); this tells where none is known at all. */
const unwatched: Rule = {
  alert: 'PlatformUnwatched',
  expr: [
    `count by (namespace) (kube_deployment_spec_replicas{${controllers}} > 0) unless on (namespace) up{${controllers}}`,
    'or label_replace(absent(gotk_resource_info) == 1, "namespace", "flux", "", "")',
  ].join(' '),
  for: '15m',
  summary: 'Nothing measures {{ $labels.namespace }}: no alert about it can fire.',
};

export const coverage: readonly Rule[] = [unwatched];

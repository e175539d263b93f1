// What the stack alerts on: the rules that its chart brings, less some, and ours.
import { platformOwner } from '../../monitoring/routing/routing.ts';
import type { PlatformSettings } from '../settings.ts';
import { autoscalers } from './alerts/autoscalers.ts';
import { certificates } from './alerts/certificates.ts';
import { coverage } from './alerts/coverage.ts';
import { flux } from './alerts/flux.ts';
import { monitoring } from './alerts/monitoring.ts';
import { quotas } from './alerts/quotas.ts';
import { stores } from './alerts/stores.ts';
import { zones as zonal } from './alerts/zones.ts';
import { disabled } from './default-rules.ts';
import { type Link, ruleGroups, type Rule } from './rule.ts';

/** By the name of their PrometheusRule, behind that of the release: none of the chart's own. */
const everywhere: Readonly<Record<string, readonly Rule[]>> = {
  autoscalers,
  certificates,
  coverage,
  flux,
  monitoring,
  quotas,
  stores,
};

/** Helm values. */
export function rules({ zones }: Pick<PlatformSettings, 'zones'>, linkTo: Link) {
  const groups = { ...everywhere, ...(zones.length > 1 && { zones: zonal }) };
  return {
    // Without an owner no route would take them.
    defaultRules: { additionalRuleLabels: { owner: platformOwner }, disabled },
    additionalPrometheusRulesMap: Object.fromEntries(
      Object.entries(groups).map(([name, alerts]) => [name, ruleGroups(name, alerts, linkTo)]),
    ),
  };
}

// From the fields of an object that differ to sentences: each change is said by the first rule that fits it, or plainly.
import { againOf } from './again.ts';
import { accountRules } from './account.ts';
import { alertingRules } from './alerting.ts';
import { asString } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { type Compared, fieldName } from '../fields/changes.ts';
import { follow } from '../../render/schema/pointer.ts';
import { bindingRules, roleRules } from './access.ts';
import { kustomizationRules } from './flux.ts';
import { plainly } from './generic.ts';
import { chartRules, releaseRules, sourceRules, upgradeOf } from './helm.ts';
import { alertRules, monitorRules } from './monitoring.ts';
import { namespaceRules, pruneRules, quotaRules } from './namespace.ts';
import { networkPolicyRules } from './network.ts';
import type { Rule, Said, Sentence, Subject } from './rule.ts';
import { autoscalerRules, budgetRules, queueScalerRules } from './scale.ts';
import { configMapRules, externalSecretRules, secretRules } from './secret.ts';
import { claimRules } from './storage.ts';
import { gatewayRules, routeRules, serviceRules } from './traffic.ts';
import { unchangeableRules } from './unchangeable.ts';
import { workloadRules } from './workload.ts';

/** A sentence, and the field that it is about. */
export interface FieldSentence extends Sentence {
  /** Dotted; empty where it is about the whole object. */
  readonly field: string;
}

const byKind: Readonly<Record<string, readonly Rule[]>> = {
  '/ConfigMap': configMapRules,
  '/Namespace': namespaceRules,
  '/PersistentVolumeClaim': claimRules,
  '/ResourceQuota': quotaRules,
  '/Secret': secretRules,
  '/Service': serviceRules,
  '/ServiceAccount': accountRules,
  'autoscaling/HorizontalPodAutoscaler': autoscalerRules,
  'cilium.io/CiliumNetworkPolicy': networkPolicyRules,
  'external-secrets.io/ExternalSecret': externalSecretRules,
  'gateway.networking.k8s.io/Gateway': gatewayRules,
  'gateway.networking.k8s.io/HTTPRoute': routeRules,
  'helm.toolkit.fluxcd.io/HelmRelease': [...releaseRules, ...alertingRules],
  'kustomize.toolkit.fluxcd.io/Kustomization': kustomizationRules,
  'keda.sh/ScaledObject': queueScalerRules,
  'monitoring.coreos.com/PodMonitor': monitorRules,
  'monitoring.coreos.com/PrometheusRule': alertRules,
  'monitoring.coreos.com/ServiceMonitor': monitorRules,
  'networking.k8s.io/NetworkPolicy': networkPolicyRules,
  'policy/PodDisruptionBudget': budgetRules,
  'rbac.authorization.k8s.io/ClusterRole': roleRules,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingRules,
  'rbac.authorization.k8s.io/Role': roleRules,
  'rbac.authorization.k8s.io/RoleBinding': bindingRules,
  'source.toolkit.fluxcd.io/HelmChart': chartRules,
  'source.toolkit.fluxcd.io/OCIRepository': sourceRules,
};

/** What the changes of an object mean, in the order of its fields. */
export function sentencesOf(subject: Subject, compared: Compared): FieldSentence[] {
  const rules = [
    ...pruneRules,
    ...unchangeableRules(subject),
    ...(byKind[kindKey(subject.after)] ?? []),
    ...workloadRules(subject),
  ].map((rule) => ({ ...rule, steps: rule.at.split(' ') }));
  const said = new Set<string>();
  const sentences = compared.changes.flatMap((change): FieldSentence[] => {
    for (const { steps, say } of rules) {
      const place = matched(steps, change.path);
      if (!place) continue;
      const before = follow(compared.before, place.path);
      const after = follow(compared.after, place.path);
      const words = asSentences(say({ before, after, names: place.names, subject }));
      if (words === undefined) continue;
      const field = fieldName(place.path);
      if (said.has(field)) return [];
      if (steps.at(-1) === '**') said.add(field);
      return words.map((sentence) => ({ ...sentence, field }));
    }
    return [{ text: plainly(change), field: fieldName(change.path) }];
  });
  return [
    ...againOf(subject).map((sentence) => ({ ...sentence, field: 'spec.template' })),
    ...sentences,
    ...upgradeOf(subject).map((sentence) => ({ ...sentence, field: 'spec.values' })),
  ];
}

/** The part of a path that a rule is for, and what its `*` stand for; undefined where the rule is for another place. */
function matched(
  steps: readonly string[],
  path: readonly string[],
): { path: readonly string[]; names: string[] } | undefined {
  const below = steps.at(-1) === '**';
  const length = below ? steps.length - 1 : steps.length;
  if (below ? path.length < length : path.length !== length) return undefined;
  const place = path.slice(0, length);
  const fits = place.every((step, index) => steps[index] === '*' || steps[index] === step);
  if (!fits) return undefined;
  const names = place.filter((_, index) => steps[index] === '*').map((step) => step.replace(/^\[(.*)\]$/s, '$1'));
  return { path: place, names };
}

function asSentences(said: Said): readonly Sentence[] | undefined {
  if (typeof said === 'string') return [{ text: asString(said) }];
  return said !== undefined && 'text' in said ? [said] : said;
}

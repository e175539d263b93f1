// How an autoscaler measures. Source: Kubernetes API, "HorizontalPodAutoscalerSpec"; `pkg/apis/autoscaling/validation/validation.go`.
import { unless } from '../../../lib/validation/rules.ts';
import { asRecord, asString, at } from '../../fields.ts';
import { amount } from '../../quantity.ts';
import type { Rule } from './rule.ts';

export const autoscalerSpec: Rule = ({ minReplicas = 1, maxReplicas, scaleTargetRef }) => [
  ...unless(typeof maxReplicas !== 'number' || maxReplicas >= Number(minReplicas), {
    field: 'maxReplicas',
    problem: `is ${String(maxReplicas)}, below minReplicas`,
    write: `${String(minReplicas)} or more`,
  }),
  ...unless(/^[^/]+\/[^/]+$/.test(asString(asRecord(scaleTargetRef).apiVersion)), {
    field: 'scaleTargetRef.apiVersion',
    problem: `"${asString(asRecord(scaleTargetRef).apiVersion)}" has no group`,
    write: 'a group and a version, such as apps/v1',
  }),
];

const parts = new Set(['containerResource', 'external', 'object', 'pods', 'resource']);

/** The part of a metric is called as its type. */
export const metricSpec: Rule = (value) => {
  const type = asString(value.type);
  const part = type.charAt(0).toLowerCase() + type.slice(1);
  if (!parts.has(part)) return [];
  return [
    ...unless(value[part] !== undefined, {
      field: part,
      problem: 'is missing',
      write: `what a metric of the type ${type} is`,
    }),
    ...[...parts]
      .filter((other) => other !== part && value[other] !== undefined)
      .map((field) => ({ field, problem: `stands beside the type ${type}`, write: `${part} alone` })),
  ];
};

/** What the target of a metric is compared with. @param most how many of these forms may be set: one must be */
export const targetBy =
  (forms: readonly string[], most = 1): Rule =>
  ({ target }) => {
    const set = forms.filter((form) => asRecord(target)[form] !== undefined);
    return unless(set.length >= 1 && set.length <= most, {
      field: 'target',
      problem: set.length === 0 ? `has none of ${forms.join(', ')}` : `has ${set.join(' and ')}`,
      write: 'one of them',
    });
  };

/** A target of nothing would be met by no number of pods. */
export const metricTarget: Rule = (value) =>
  ['averageValue', 'value']
    .filter((field) => value[field] !== undefined && amount(value[field]) === 0n)
    .map((field) => ({ field, problem: 'is nothing', write: 'an amount above 0' }));

/** Of an object the controller reads the value that the type names. Source: `computeStatusForObjectMetric` of Kubernetes. */
export const objectMetric: Rule = ({ target }) => {
  const type = asString(at(target, 'type'));
  const wanted = { AverageValue: 'averageValue', Value: 'value' }[type];
  const other = { averageValue: 'value', value: 'averageValue' }[wanted ?? ''];
  return unless(
    wanted === undefined || other === undefined || at(target, wanted) !== undefined || at(target, other) === undefined,
    {
      field: 'target.type',
      problem: `is ${type}, and ${other} is there`,
      write: wanted === 'value' ? 'AverageValue' : 'Value',
    },
  );
};

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

/** What the target of a metric is compared with. @param forms one of them must be set */
export const targetBy =
  (...forms: readonly string[]): Rule =>
  ({ target }) => {
    const set = ['averageUtilization', 'averageValue', 'value'].filter((form) => asRecord(target)[form] !== undefined);
    // Of none and of several another rule tells.
    return unless(set.length !== 1 || forms.includes(set[0] ?? ''), {
      field: `target.${set[0] ?? ''}`,
      problem: 'is nothing that this metric has',
      write: forms.join(' or '),
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

// How workloads keep, replace and end their pods. Source: Kubernetes API, "DeploymentSpec", "StatefulSetSpec", "DaemonSetSpec".
import { asString, at } from '../../fields.ts';
import { dnsLabel } from '../../../lib/validation/limits.ts';
import { unless } from '../../../lib/validation/rules.ts';
import { entries, type Rule } from './rule.ts';

/** Workloads whose pods run until they are replaced, and those whose pods come to an end. */
export function restarts(...allowed: readonly string[]): Rule {
  return ({ template }) => {
    const policy = at(template, 'spec.restartPolicy');
    const isMissing = policy === undefined || policy === '';
    if (allowed.includes(isMissing ? 'Always' : asString(policy))) return [];
    return [
      {
        field: 'template.spec.restartPolicy',
        problem: isMissing ? 'is missing' : `"${asString(policy)}" is none of the allowed values`,
        write: `one of: ${allowed.join(', ')}`,
      },
    ];
  };
}

/** What runs until it is replaced has no end of its own. */
export const noDeadline: Rule = ({ template }) =>
  unless(at(template, 'spec.activeDeadlineSeconds') === undefined, {
    field: 'template.spec.activeDeadlineSeconds',
    problem: 'would end pods that run until they are replaced',
    write: 'nothing, or a Job',
  });

/** A DaemonSet adds pods or takes them away, not both. Of the first it adds none, of the second it takes one. */
export const rollingUpdateOfDaemons: Rule = ({ maxSurge = 0, maxUnavailable = 1 }) => {
  if (isNone(maxSurge) !== isNone(maxUnavailable)) return [];
  const problem = isNone(maxSurge)
    ? 'is 0, and so is maxSurge: no pod could ever be replaced'
    : `is ${String(maxUnavailable)}, and maxSurge is ${String(maxSurge)}`;
  return [{ field: 'maxUnavailable', problem, write: isNone(maxSurge) ? '1, here or there' : '0, or no maxSurge' }];
};

export const statefulSetStrategy: Rule = ({ type, rollingUpdate: update }) =>
  unless(type !== 'OnDelete' || update === undefined, {
    field: 'rollingUpdate',
    problem: 'stands beside the type OnDelete',
    write: 'nothing, or the type RollingUpdate',
  });

/** Of the claims that each pod gets, volumes are made. */
export const statefulSetSpec: Rule = (value) =>
  entries(value, 'volumeClaimTemplates').flatMap(({ field, entry }) =>
    dnsLabel(`${field}.metadata.name`, asString(at(entry, 'metadata.name'))),
  );

/** What a rolling update may do at a time: something. */
export const rollingUpdate: Rule = ({ maxSurge, maxUnavailable }) =>
  isNone(maxSurge) && isNone(maxUnavailable)
    ? [
        {
          field: 'maxUnavailable',
          problem: 'is 0, and so is maxSurge: no pod could ever be replaced',
          write: '1, here or there',
        },
      ]
    : [];

function isNone(value: unknown): boolean {
  return value === 0 || value === '0%';
}

export const deploymentStrategy: Rule = ({ type, rollingUpdate: update }) =>
  type === 'Recreate' && update !== undefined
    ? [
        {
          field: 'rollingUpdate',
          problem: 'stands beside the type Recreate',
          write: 'nothing, or the type RollingUpdate',
        },
      ]
    : [];

export const deploymentSpec: Rule = ({ minReadySeconds = 0, progressDeadlineSeconds = 600 }) =>
  Number(progressDeadlineSeconds) > Number(minReadySeconds)
    ? []
    : [
        {
          field: 'progressDeadlineSeconds',
          problem: `is ${String(progressDeadlineSeconds)}, and minReadySeconds ${String(minReadySeconds)}`,
          write: 'more than minReadySeconds',
        },
      ];

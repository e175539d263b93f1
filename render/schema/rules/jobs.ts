// How a Job counts its successes and its failures. Source: Kubernetes API, "JobSpec"; `pkg/apis/batch/validation/validation.go`.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { containerLists } from '../../pods.ts';
import { isLabelValue } from './metadata.ts';
import { type AnyMap, areNamed, entries, memberOf, repeated, type Rule } from './rule.ts';

/** What is told of each index by itself. */
const ofIndexes = ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'] as const;

/** Of more than these, each with retries of its own, the status of the Job would be too long. */
const manyIndexes = 100_000;
const atOnce = 100_000;
const atOnceOfMany = 10_000;

export const jobSpec: Rule = (spec) => [
  ...unless(spec.selector === undefined || spec.manualSelector === true, {
    field: 'selector',
    problem: 'is made by the API server',
    write: 'nothing: leave it out',
  }),
  ...(isIndexed(spec) ? indexFaults(spec) : needlessOfIndexes(spec)),
  ...failureFaults(spec),
];

/** What the API server gives to the pods of a Job, whose name it is. Source: `pkg/registry/batch/job/strategy.go`. */
const nameLabels = ['batch.kubernetes.io/job-name', 'job-name'];
const uidLabels = ['batch.kubernetes.io/controller-uid', 'controller-uid'];

/** Labels of the pods as they stand in a Job that was read from a cluster. */
export const jobLabels: Rule = ({ metadata, spec }) => {
  const labels = asRecord(at(spec, 'template.metadata.labels'));
  const other = [
    // Of what no label can have another rule tells.
    ...nameLabels.filter(
      (label) => isLabelValue(asString(labels[label])) && ![undefined, at(metadata, 'name')].includes(labels[label]),
    ),
    ...uidLabels.filter((label) => labels[label] !== undefined),
  ];
  return asRecord(spec).manualSelector === true
    ? []
    : other.map((label) => ({
        field: memberOf('spec.template.metadata.labels', label),
        problem: 'is given by the API server, with another value',
        write: 'nothing: leave it out',
      }));
};

/** A pod's host name is the Job's name and its index. */
export const job: Rule = ({ metadata, spec }) => {
  const own = asRecord(spec);
  const longest = `${asString(at(metadata, 'name'))}-${indexesOf(own) - 1}`;
  return unless(!isIndexed(own) || !(indexesOf(own) >= 0 && indexesOf(own) < 2 ** 31) || longest.length <= 63, {
    field: 'metadata.name',
    problem: 'is longer than 63 characters with the last index at its end',
    write: 'a shorter name',
  });
};

function isIndexed({ completionMode }: AnyMap): boolean {
  return completionMode === 'Indexed';
}

/** Where nothing says how many there are, there is one; NaN where what says it is no number. */
function indexesOf({ completions = 1 }: AnyMap): number {
  return typeof completions === 'number' ? completions : NaN;
}

function needlessOfIndexes(spec: AnyMap): Fault[] {
  const told = ofIndexes.filter((field) => spec[field] !== undefined);
  return unless(told.length === 0, {
    field: 'completionMode',
    problem: `is not Indexed, and ${told.join(' and ')} ${told.length === 1 ? 'is' : 'are'} about indexes`,
    write: 'Indexed, with the number of them in completions',
  });
}

function indexFaults(spec: AnyMap): Fault[] {
  const { completions, parallelism, backoffLimitPerIndex, maxFailedIndexes } = spec;
  const isMany = indexesOf(spec) > manyIndexes && backoffLimitPerIndex !== undefined;
  const most = isMany ? atOnceOfMany : atOnce;
  return [
    ...unless(completions !== undefined || parallelism === undefined || parallelism === 1, {
      field: 'completions',
      problem: 'is missing',
      write: 'how many indexes there are',
    }),
    ...unless(parallelism === undefined || Number(parallelism) <= most, {
      field: 'parallelism',
      problem: `is ${String(parallelism)}`,
      write: `${most} or less`,
    }),
    ...unless(maxFailedIndexes === undefined || backoffLimitPerIndex !== undefined, {
      field: 'backoffLimitPerIndex',
      problem: 'is missing, and maxFailedIndexes is there',
      write: 'how often each index may fail before it has failed',
    }),
    ...unless(!isMany || maxFailedIndexes !== undefined, {
      field: 'maxFailedIndexes',
      problem: `is missing, and there are more than ${manyIndexes} indexes`,
      write: `${atOnceOfMany} or less`,
    }),
    ...unless(Number(maxFailedIndexes ?? 0) <= Math.min(indexesOf(spec), most), {
      field: 'maxFailedIndexes',
      problem: `is ${String(maxFailedIndexes)}`,
      write: `${Math.min(indexesOf(spec), most)} or less`,
    }),
  ];
}

function failureFaults({ podFailurePolicy, podReplacementPolicy, template }: AnyMap): Fault[] {
  if (podFailurePolicy === undefined) return [];
  return [
    // Of what no Job takes another rule tells.
    ...unless(at(template, 'spec.restartPolicy') !== 'OnFailure', {
      field: 'template.spec.restartPolicy',
      problem: 'is OnFailure, and podFailurePolicy judges pods that have failed: no container restarts in place',
      write: 'Never',
    }),
    ...unless(podReplacementPolicy !== 'TerminatingOrFailed', {
      field: 'podReplacementPolicy',
      problem: 'is TerminatingOrFailed, and podFailurePolicy judges pods that have failed',
      write: 'Failed, or nothing',
    }),
  ];
}

export const podFailurePolicyRule: Rule = ({ action, onExitCodes, onPodConditions }, [, spec = {}]) => {
  const ways = [onExitCodes !== undefined, asArray(onPodConditions).length > 0].filter(Boolean).length;
  return [
    ...unless(ways === 1, {
      field: '',
      problem: ways === 0 ? 'has neither onExitCodes nor onPodConditions' : 'has onExitCodes and onPodConditions',
      write: 'one of them',
    }),
    ...unless(action !== 'FailIndex' || spec.backoffLimitPerIndex !== undefined, {
      field: 'action',
      problem: 'is FailIndex, and backoffLimitPerIndex is missing',
      write: 'FailJob, Ignore or Count; or backoffLimitPerIndex',
    }),
  ];
};

export const exitCodes: Rule = ({ operator, values, containerName }, [, , spec = {}]) => {
  const codes = asArray(values).map(Number);
  const pod = asRecord(at(spec, 'template.spec'));
  const containers = containerLists.flatMap((list) => entries(pod, list));
  const isKnown = containers.some(({ entry }) => entry.name === containerName);
  return [
    ...unless(operator !== 'In' || !codes.includes(0), {
      field: 'values',
      problem: 'has 0, which is success',
      write: 'codes above 0',
    }),
    ...unless(
      codes.every((code, index) => index === 0 || code >= (codes[index - 1] ?? code)),
      { field: 'values', problem: 'are out of order', write: 'the lowest code first' },
    ),
    ...repeated(codes, (code) => code)
      .slice(0, 1)
      .map((code) => ({ field: 'values', problem: `has ${code} twice`, write: 'each once' })),
    ...unless(containerName === undefined || containers.length === 0 || !areNamed(containers) || isKnown, {
      field: 'containerName',
      problem: `the pod has no container "${asString(containerName)}"`,
      write: 'the name of one of its containers, or nothing',
    }),
  ];
};

export const successPolicyRule: Rule = ({ succeededCount, succeededIndexes }, [, spec = {}]) => {
  if (!isIndexed(spec) || !(indexesOf(spec) >= 0)) return [];
  if (succeededCount === undefined && succeededIndexes === undefined)
    return [{ field: '', problem: 'is empty', write: 'succeededCount, succeededIndexes or both' }];
  const all = indexesOf(spec);
  const named = succeededIndexes === undefined ? all : countOf(asString(succeededIndexes), all);
  if (named === undefined)
    return [
      {
        field: 'succeededIndexes',
        problem: `"${asString(succeededIndexes)}" names no indexes of this Job`,
        write: `indexes below ${all} in their order, such as "0,2-4"`,
      },
    ];
  return unless(Number(succeededCount ?? 0) <= named, {
    field: 'succeededCount',
    problem: `is ${String(succeededCount)}`,
    write: `${named} or less, which is how many count`,
  });
};

/** How many indexes are named, each once and in order; undefined where it says something else. */
function countOf(text: string, all: number): number | undefined {
  let last = -1;
  let count = 0;
  for (const part of text === '' ? [] : text.split(',')) {
    const [, from = '', to] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const [first, end] = [Number(from), Number(to ?? from)];
    if (from === '' || first <= last || end >= all || (to !== undefined && end <= first)) return undefined;
    count += end - first + 1;
    last = end;
  }
  return count;
}

// Pods for which the quota of their namespace has no room are never made: the workload is there, and waits for ever.
import { annotations } from '../../lib/platform.ts';
import { copiesIn, type Copies } from '../copies.ts';
import type { ClusterView } from '../cluster-view.ts';
import { asRecord, asString, at as fieldAt } from '../fields.ts';
import type { Finding } from '../finding.ts';
import { roomsOf, type Room, type Workload } from '../namespaces.ts';
import { podAmount } from '../pod-resources.ts';
import { amount } from '../quantity.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';
import type { Check } from './check.ts';

type Fault = Omit<Finding, 'code'>;

export const beyondQuota: Check = (view) => {
  const copies = copiesOf(view);
  return roomsOf(view).flatMap((room) =>
    room.quotas.flatMap((quota) => {
      const lines = linesOf(quota);
      const alone = room.workloads.flatMap((workload) => aloneFaults(workload, lines, room, copies));
      return alone.length > 0 ? alone : togetherFaults(quota, lines, room, copies);
    }),
  );
};

/** One line of a quota. */
interface Line {
  readonly name: string;
  readonly hard: string;
  readonly room: number;
}

/** What pods use up; claims, Services and counts of objects are no matter of theirs. */
function linesOf({ object }: RenderedObject): readonly Line[] {
  return Object.entries(asRecord(fieldAt(object, 'spec.hard')))
    .filter(([name]) => name === 'pods' || /^(?:(?:requests|limits)\.)?(?:cpu|memory|ephemeral-storage)$/.test(name))
    .map(([name, hard]) => ({ name, hard: String(hard), room: amount(hard) ?? 0 }));
}

/** What one pod takes of a line. */
function each({ pod }: Workload, { name }: Line, { limits }: Room): number | undefined {
  return name === 'pods' ? 1 : podAmount(pod, name, limits);
}

/** What is wrong with one workload, whatever else is there: of several lines that are too short, the shortest. */
function aloneFaults(workload: Workload, lines: readonly Line[], room: Room, copies: CopiesOf): Fault[] {
  const { rendered, pod } = workload;
  const { most } = copies(rendered.object);
  const place = { at: rendered.at, field: pod.specField };
  const silent = lines.filter((line) => each(workload, line, room) === undefined).map(({ name }) => name);
  if (silent.length > 0 && most > 0)
    return [
      {
        ...place,
        problem: `no pod of it would be made: the quota of the namespace "${room.namespace}" counts ${silent.join(', ')}, and a container says none`,
        write: 'resources that say it',
      },
    ];
  const [tightest] = lines
    .map((line) => ({ ...line, fit: Math.floor(line.room / (each(workload, line, room) ?? 0)) }))
    .filter(({ fit }) => fit < most)
    .toSorted((one, other) => one.fit - other.fit);
  if (!tightest) return [];
  const { fit, name, hard } = tightest;
  return [
    {
      ...place,
      problem: `the quota of the namespace "${room.namespace}" has room for ${fit} of its ${most} pods (${name}: ${hard})`,
      write: 'fewer or smaller pods, or a larger quota',
    },
  ];
}

/** Of several lines that are too short for all workloads, the shortest. */
function togetherFaults(quota: RenderedObject, lines: readonly Line[], room: Room, copies: CopiesOf): Fault[] {
  const isAgreed = annotations.overcommitted in asRecord(quota.object.metadata.annotations);
  const asked = (line: Line): number =>
    room.workloads.reduce((sum, workload) => {
      const { least, most } = copies(workload.rendered.object);
      return sum + (each(workload, line, room) ?? 0) * (isAgreed ? least : most);
    }, 0);
  const [tightest] = lines
    .map((line) => ({ ...line, percent: Math.ceil((100 * asked(line)) / line.room) }))
    .filter(({ percent }) => percent > 100)
    .toSorted((one, other) => other.percent - one.percent);
  if (!tightest) return [];
  const { name, hard, percent } = tightest;
  return [
    {
      at: quota.at,
      field: `spec.hard.${name}`,
      problem: `is ${hard}, and the workloads of "${room.namespace}" ask for ${percent} % of it ${isAgreed ? 'with as few pods as they may have' : 'when each has all its pods'}`,
      write: isAgreed
        ? 'a larger quota'
        : 'a larger quota; or, where they never need it at the same time, the reason in its `overcommitted`',
    },
  ];
}

type CopiesOf = (object: KubeObject) => Copies;

/** With the one pod more by which a rollout begins, where none may be missing. */
function copiesOf(view: ClusterView): CopiesOf {
  const copies = copiesIn(view);
  return (object) => {
    const { least, most } = copies(object);
    return { least, most: Math.max(most, least + extra(object, least)) };
  };
}

/** Source: Kubernetes, "Deployments", Rolling update: of both 25 % is the default, and what is not whole counts down here. */
function extra({ kind, spec }: KubeObject, replicas: number): number {
  if (kind !== 'Deployment' || replicas === 0 || fieldAt(spec, 'strategy.type') === 'Recreate') return 0;
  const unavailable = fieldAt(spec, 'strategy.rollingUpdate.maxUnavailable') ?? '25%';
  const missing =
    typeof unavailable === 'number'
      ? unavailable
      : Math.floor((Number.parseFloat(asString(unavailable)) / 100) * replicas);
  return missing > 0 ? 0 : 1;
}

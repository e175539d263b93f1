// What the quota of its namespace has no room for is never made: a workload is there and waits for its pods for ever, and Flux fails.
import { annotations } from '../../lib/platform.ts';
import { copiesIn, type Copies } from '../copies.ts';
import type { ClusterView } from '../cluster-view.ts';
import { asRecord, asString, at as fieldAt } from '../fields.ts';
import type { RuleFinding } from '../finding.ts';
import { kindKey } from '../identity.ts';
import { keptOf } from '../kept-objects.ts';
import { roomsOf, type Room } from '../namespaces.ts';
import { one, type Taken, takenBy, takenByAll, takenByClaimsOf } from '../object-amounts.ts';
import { podAmount } from '../pod-resources.ts';
import { amount } from '../quantity.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';
import type { Workload } from '../selection.ts';
import type { Check } from './check.ts';

export const beyondQuota: Check = (view) => {
  const copies = copiesIn(view);
  return roomsOf(view).flatMap((room) => {
    const taken = takenByAll(room.objects.map(({ object }) => object));
    return room.quotas.flatMap((quota) => {
      const lines = linesOf(quota, taken);
      const demands = room.workloads.map((workload) => demandOf(workload, copies, lines, room));
      const alone = [
        ...demands.flatMap((demand) => aloneFaults(demand, room)),
        ...room.objects
          .filter((rendered) => !isRefusedElsewhere(rendered, view))
          .flatMap((rendered) => objectFaults(rendered, lines, room)),
      ];
      return alone.length > 0 || !room.isWhole ? alone : togetherFaults(quota, lines, demands, room);
    });
  });
};

/** One line of a quota. */
interface Line {
  readonly name: string;
  readonly hard: string;
  /** In billionths. */
  readonly room: bigint;
  /** Whether pods use it up, by what their containers say; if not, objects do, and what pods claim of disks. */
  readonly isOfPods: boolean;
  /** What objects take of it. */
  readonly taken: bigint;
}

/** What pods use up: claims, Services and other objects are no matter of theirs. */
const ofPods =
  /^(?:pods|cpu|memory|limits\.(?:cpu|memory|ephemeral-storage)|hugepages-.+|requests\.(?!storage$)(?!.*\.storageclass\.storage\.k8s\.io\/).+)$/;

/** What pods take beside that. */
const ofClaims = /(?:^|\/)(?:persistentvolumeclaims|requests\.storage)$/;

function linesOf({ object }: RenderedObject, taken: ReadonlyMap<string, bigint>): readonly Line[] {
  return Object.entries(asRecord(fieldAt(object, 'spec.hard'))).flatMap(([name, hard]) => {
    const room = amount(hard);
    const isOfPods = ofPods.test(name);
    return room === undefined
      ? []
      : [{ name, hard: String(hard), room, isOfPods, taken: (!isOfPods && taken.get(name)) || 0n }];
  });
}

/** What one pod takes of a line, in billionths. */
function each(workload: Workload, { name, isOfPods }: Line, { limits }: Room): bigint | undefined {
  if (name === 'count/pods') return countsItsPods.has(kindKey(workload.rendered.object)) ? 0n : one;
  if (!isOfPods) return ofClaims.test(name) ? ofLine(takenByClaimsOf(workload), name) : 0n;
  if (name === 'pods') return one;
  return podAmount(workload.pod, name, limits);
}

/** Of these it is known how many there are when they have ended: they take them as objects. */
const countsItsPods = new Set(['/Pod', 'batch/CronJob', 'batch/Job']);

function ofLine(taken: readonly Taken[], name: string): bigint {
  return taken.reduce((sum, [line, each]) => (line === name ? sum + each : sum), 0n);
}

/** Which Services an application may have is one of its own rules, and that names the way out. */
function isRefusedElsewhere({ chart, object }: RenderedObject, { applications }: ClusterView): boolean {
  const application = applications.get(chart);
  return (
    kindKey(object) === '/Service' &&
    application !== undefined &&
    !['*', 'spec.type'].some((field) => application.exceptions.has(`/Service ${field}`))
  );
}

/** One object that alone is too much: of several lines that are too short, the first. */
function objectFaults({ at, object }: RenderedObject, lines: readonly Line[], { namespace }: Room): RuleFinding[] {
  const taken = takenBy(object);
  const short = lines.find(({ name, room, isOfPods }) => !isOfPods && ofLine(taken, name) > room);
  if (!short) return [];
  const { name, hard } = short;
  const problem = `the quota of the namespace "${namespace}" has no room for it (${name}: ${hard})`;
  if (name.startsWith('services.'))
    return [
      {
        at,
        field: 'spec.type',
        problem,
        write: 'ClusterIP, behind a route; or a larger quota: `loadBalancers` of a grant or of a `Namespace`',
      },
    ];
  if (name.endsWith('requests.storage'))
    return [{ at, field: 'spec.resources.requests.storage', problem, write: 'less, or a larger quota' }];
  const kept = keptOf(object).find(({ line }) => line === name);
  if (kept)
    return [
      {
        at,
        field: kept.field,
        problem: `the quota of the namespace "${namespace}" has no room for the ${kept.count} that there are of it at most (${name}: ${hard})`,
        write: 'fewer that are kept, or a larger quota',
      },
    ];
  return [{ at, field: 'kind', problem, write: 'no such object, or a larger quota' }];
}

/** What is wrong with one workload, whatever else is there: of several lines that are too short, the shortest. */
function aloneFaults({ workload, least, most, extra, takes: all }: Demand, room: Room): RuleFinding[] {
  const { rendered, pod } = workload;
  const asked = Math.max(most, least + extra);
  if (asked === 0) return [];
  const place = { at: rendered.at, field: pod.specField };
  const silent = [...all].filter(([, takes]) => takes === undefined).map(([{ name }]) => name);
  if (silent.length > 0)
    return [
      {
        ...place,
        problem: `no pod of it would be made: the quota of the namespace "${room.namespace}" counts ${silent.join(', ')}, and a container says none`,
        write: 'resources that say it',
      },
    ];
  const [tightest] = [...all]
    .filter(([line, takes = 0n]) => takes * BigInt(asked) > line.room)
    .map(([line, takes = 0n]) => ({ ...line, fit: line.room / takes }))
    .toSorted((left, right) => Number(left.fit - right.fit));
  if (!tightest) return [];
  const { fit, name, hard } = tightest;
  const rollout = asked > most ? ', one of which a rollout adds' : '';
  return [
    {
      at: rendered.at,
      field:
        ofClaims.test(name) && kindKey(rendered.object) === 'apps/StatefulSet'
          ? 'spec.volumeClaimTemplates'
          : pod.specField,
      problem: `the quota of the namespace "${room.namespace}" has room for ${fit} of its ${asked} pods${rollout} (${name}: ${hard})`,
      write: 'a lower scale or smaller resources, or a larger quota',
    },
  ];
}

/** Of several lines that are too short for all workloads, the shortest. */
function togetherFaults(
  quota: RenderedObject,
  lines: readonly Line[],
  demands: readonly Demand[],
  { namespace }: Room,
): RuleFinding[] {
  const isAgreed = annotations.overcommitted in asRecord(quota.object.metadata.annotations);
  const [tightest] = lines
    .map((line) => ({ ...line, asked: askedTogether(line, demands, isAgreed ? 'least' : 'most') }))
    .filter((line) => line.asked > line.room)
    .map((line) => ({
      ...line,
      percent: line.room === 0n ? undefined : (100n * line.asked + line.room - 1n) / line.room,
    }))
    .toSorted((left, right) => Number((right.percent ?? 0n) - (left.percent ?? 0n)));
  if (!tightest) return isAgreed ? needlessReason(quota, lines, demands, namespace) : [];
  const { name, hard, isOfPods, percent = 'more than 100' } = tightest;
  const place = { at: quota.at, field: `spec.hard.${name}` };
  if (!isOfPods)
    return [
      {
        ...place,
        problem: `is ${hard}, and all of "${namespace}" together takes ${percent} % of it`,
        write: 'a larger quota, or less in Git',
      },
    ];
  return [
    {
      ...place,
      problem: `is ${hard}, and the workloads of "${namespace}" ask for ${percent} % of it ${isAgreed ? 'with as few pods as they may have' : 'when each has all its pods'}, and one is rolled out`,
      write: isAgreed
        ? 'a larger quota'
        : 'a larger quota; or, where they never need it at the same time, the reason in its `overcommitted`',
    },
  ];
}

/** What objects and all workloads take of a line, and the one pod more of a rollout: those can wait for each other. */
function askedTogether(line: Line, demands: readonly Demand[], which: 'least' | 'most'): bigint {
  let sum = line.taken;
  let rollout = 0n;
  for (const { [which]: pods, least, extra, takes } of demands) {
    const each = takes.get(line) ?? 0n;
    const more = each * BigInt(Math.max(0, least + extra - pods));
    sum += each * BigInt(pods);
    if (more > rollout) rollout = more;
  }
  return sum + rollout;
}

/** A reason that nothing needs would one day excuse what nobody has seen. */
function needlessReason(
  { at }: RenderedObject,
  lines: readonly Line[],
  demands: readonly Demand[],
  namespace: string,
): RuleFinding[] {
  if (lines.some((line) => askedTogether(line, demands, 'most') > line.room)) return [];
  const problem = `says why the workloads of "${namespace}" may ask for more than it has, and they do not`;
  return [{ at, field: 'metadata.annotations', problem, write: 'no `overcommitted`' }];
}

/** A workload, and the pods of it that there must be room for. */
interface Demand extends Copies {
  readonly workload: Workload;
  /** The pods by which a rollout begins where none may be missing: 0 or 1. */
  readonly extra: number;
  /** What one pod takes of each line, in billionths; undefined where a container must say it and does not. */
  readonly takes: ReadonlyMap<Line, bigint | undefined>;
}

function demandOf(
  workload: Workload,
  copies: (object: KubeObject) => Copies,
  lines: readonly Line[],
  room: Room,
): Demand {
  const { object } = workload.rendered;
  const { least, most } = copies(object);
  const takes = new Map(lines.map((line) => [line, each(workload, line, room)]));
  // A Job makes its pods as there is room, and gives that back.
  if (jobs.has(kindKey(object))) return { workload, least: 0, most: Math.min(1, most), extra: 0, takes };
  return { workload, least, most, extra: extraOf(object, least), takes };
}

const jobs = new Set(['batch/CronJob', 'batch/Job']);

/** Source: Kubernetes, "Deployments", Rolling update: of both 25 % is the default, of which here what is not whole does not count. */
function extraOf({ kind, spec }: KubeObject, replicas: number): number {
  if (kind !== 'Deployment' || replicas === 0 || fieldAt(spec, 'strategy.type') === 'Recreate') return 0;
  const { maxUnavailable = '25%', maxSurge = '25%' } = asRecord(fieldAt(spec, 'strategy.rollingUpdate'));
  const isNone = (share: unknown): boolean => Number.parseFloat(String(share)) === 0;
  // Where neither is allowed Kubernetes takes one pod away.
  if (isNone(maxSurge)) return 0;
  const missing =
    typeof maxUnavailable === 'number'
      ? maxUnavailable
      : Math.floor((Number.parseFloat(asString(maxUnavailable)) / 100) * replicas);
  return missing > 0 ? 0 : 1;
}

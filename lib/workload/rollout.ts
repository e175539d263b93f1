// How sure a rollout is of a new copy before an old one goes, and how long it may stand still.
import { wholeNumber } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';
import type { Sidecar } from './container.ts';
import type { AnyMount } from './mount.ts';
import { probeSettings, type Probes, type ProbeSettings, timingFaults } from './probe.ts';

/** Neither stands in the pods' template: whoever changes them restarts nothing. */
export interface Rollout {
  /**
   * Seconds that a new copy must stay ready before an old one goes, 0 to 600. The routes learn of it in this time, and a copy that
   * breaks under its first requests ends the rollout while the others still serve. A rollout adds a quarter of the copies at a
   * time, so it takes four times this longer at the most.
   * @default until its readiness probe would have failed: 10, 2 failures in a row every 5 s
   */
  readonly minReadySeconds?: number;
  /**
   * Seconds without any progress after which the rollout has failed, up to 7200, and longer than a copy may take to start and
   * `minReadySeconds` together. Flux waits for that long, and looks at the next commit only then.
   * @default 600: those two, a minute and 10, and 530 until a new node is there and has pulled the image
   */
  readonly progressDeadlineSeconds?: number;
}

/** What is replaced a few copies at a time. */
export interface RolledOut {
  /** How sure a rollout is of a new copy, and how patient. @default 10 s ready before an old one goes, 600 s for a new node */
  readonly rollout?: Rollout;
}

/** What is replaced one after the other, without a deadline of its own. It stands beside the pods' template: whoever changes it restarts nothing. */
export interface StepByStep {
  /**
   * Seconds that a new copy must stay ready before the next one is replaced, 0 to 600: one that breaks soon after its start ends
   * the rollout while the others still work. Flux waits this much longer for each step, two hours for all of them at the most.
   * @default until its readiness probe would have failed: 10, 2 failures in a row every 5 s
   */
  readonly minReadySeconds?: number;
}

/** What the times follow from. */
export type RolloutSettings = RolledOut & {
  readonly probes?: Probes;
  readonly sidecars?: readonly Sidecar<AnyMount>[];
};

/**
 * Until a new node runs the copy's image. With less, each rollout for which the cluster must grow has failed before its pods could
 * be there; the autoscaler of AKS itself waits 15 minutes before it tries another node (`max-node-provision-time`).
 */
const newNodeSeconds = 530;

/** Two hours, for which Flux looks at no other commit. */
const longestDeadline = 7200;

/** The settings with their defaults. */
export function rolloutTimes({ rollout = {}, ...rest }: RolloutSettings): Required<Rollout> {
  const minReadySeconds = minReady({ ...rollout, probes: rest.probes });
  const { progressDeadlineSeconds = newNodeSeconds + startSeconds(rest) + minReadySeconds } = rollout;
  return { minReadySeconds, progressDeadlineSeconds };
}

/** The seconds that a new copy must stay ready, with their default. */
export function minReady({ minReadySeconds, probes }: StepByStep & { readonly probes?: Probes }): number {
  return minReadySeconds ?? patience(probeSettings(probes).readiness);
}

/** What is wrong with the seconds that are given. */
function minReadyFaults(field: string, { minReadySeconds }: StepByStep): Fault[] {
  return minReadySeconds === undefined ? [] : wholeNumber(field, minReadySeconds, 0, 600);
}

/** The same of what is replaced one after the other: Flux waits for all of it two hours at the most, and one copy alone may not take longer. */
export function stepFaults(props: StepByStep & Omit<RolloutSettings, 'rollout'>): Fault[] {
  const given = minReadyFaults('minReadySeconds', props);
  const least = startSeconds(props) + minReady(props);
  if (given.length > 0 || timingFaults(props.probes).length > 0) return given;
  return unless(least <= longestDeadline, {
    field: 'probes.startup',
    problem: `one copy may take ${least} s to start and be ready, and Flux waits ${longestDeadline} for all at the most`,
    write: 'probes that give up earlier',
  });
}

/** What is wrong with the times that are given. */
export function rolloutFaults(props: RolloutSettings): Fault[] {
  const { rollout = {} } = props;
  const { progressDeadlineSeconds } = rollout;
  const given = minReadyFaults('rollout.minReadySeconds', rollout);
  // Of times that are wrong there is no sum.
  if (given.length > 0) return given;
  return progressDeadlineSeconds === undefined
    ? derivedDeadlineFaults(props)
    : deadlineFaults(progressDeadlineSeconds, props);
}

/** Flux would wait for it, whoever asked for it. What is wrong with a probe itself is told by its own rules. */
function derivedDeadlineFaults(props: RolloutSettings): Fault[] {
  const { minReadySeconds, progressDeadlineSeconds: derived } = rolloutTimes(props);
  const least = startSeconds(props) + minReadySeconds;
  return unless(derived <= longestDeadline || timingFaults(props.probes).length > 0, {
    field: 'rollout.progressDeadlineSeconds',
    problem: `is ${derived}, from ${least} s until a copy has started and is ready, and ${newNodeSeconds} s for a new node: ${longestDeadline} is the most`,
    write:
      least < longestDeadline
        ? `${least + 1} to ${longestDeadline}, or probes that give up earlier`
        : 'probes that give up earlier',
  });
}

/** The API server asks that it be longer than `minReadySeconds`; a copy that may still start has not failed either. */
function deadlineFaults(seconds: number, props: RolloutSettings): Fault[] {
  const field = 'rollout.progressDeadlineSeconds';
  const least = startSeconds(props) + rolloutTimes(props).minReadySeconds;
  const outside = wholeNumber(field, seconds, 1, longestDeadline);
  if (outside.length > 0) return outside;
  return unless(seconds > least || timingFaults(props.probes).length > 0, {
    field,
    problem: `${seconds} is not longer than a copy may take to start and minReadySeconds together (${least})`,
    write: least < longestDeadline ? `${least + 1} or more` : 'probes that give up earlier',
  });
}

/** Seconds that a copy may take to start: each sidecar whose start is asked for is waited for before the next container begins. */
function startSeconds({ probes, sidecars = [] }: Omit<RolloutSettings, 'rollout'>): number {
  const settings = [probes, ...sidecars.filter(({ health }) => health).map((each) => each.probes)];
  return settings.reduce((sum, each) => sum + patience(probeSettings(each).startup), 0);
}

/** Seconds until a probe that is not answered has failed. */
function patience({ periodSeconds, failureThreshold }: Required<ProbeSettings>): number {
  return periodSeconds * failureThreshold;
}

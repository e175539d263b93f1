// Objectives of many services: whether Prometheus gets through their rules in time, and what recording them spares it.
import { Ports } from '../../loop/ports.ts';
import { Sandbox } from '../../loop/sandbox.ts';
import { trialPrograms, type TrialPrograms } from '../../loop/trial/trial.ts';
import { output } from '../../tools/run.ts';
import { type Evaluation, evaluated } from './slo/evaluated.ts';
import { historyHours, writeHistory } from './slo/history.ts';
import { type Group, rawGroups, recordedGroups } from './slo/rules.ts';

/** Programs of `tools/` that it runs. */
export const sloPrograms = trialPrograms;

/** The same alerts in two forms, each by its groups. */
export interface Forms {
  readonly recorded: readonly Group[];
  readonly raw: readonly Group[];
}

/** Of so many services. */
export function formsOf(services: number): Forms {
  const recorded = recordedGroups(services);
  return { recorded, raw: rawGroups(recorded) };
}

/**
 * One round of both, over the same history.
 * @throws Error where they do not come to the same verdict, or a rule fails: then the figures are of something else
 */
export async function sloOf(
  programs: TrialPrograms,
  { recorded, raw }: Forms,
): Promise<{ readonly recorded: Evaluation; readonly raw: Evaluation }> {
  const sandbox = new Sandbox(await Ports.claim());
  try {
    const data = sandbox.path('data');
    const history = sandbox.path('history.txt');
    writeHistory(history, recorded, Math.floor(Date.now() / 1000));
    // One block: each costs a reading of the whole file.
    const block = [`--max-block-duration=${historyHours * 2}h`, '--allow-incompatible-block-duration'];
    await output(programs.promtool, ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', ...block, history, data]);
    const evaluations = {
      recorded: await evaluated(sandbox, programs.prometheus, recorded, data),
      raw: await evaluated(sandbox, programs.prometheus, raw, data),
    };
    const { failures, alerts } = evaluations.recorded;
    if (failures > 0 || evaluations.raw.failures > 0) throw new Error('Prometheus could not evaluate each rule');
    if (alerts === 0 || alerts !== evaluations.raw.alerts)
      throw new Error(
        `recorded, ${alerts} alerts are on, and in raw counters ${evaluations.raw.alerts}: the machine was slower than the shortest window`,
      );
    return evaluations;
  } finally {
    await sandbox.close();
  }
}

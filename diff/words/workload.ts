// What makes pods: how many, when, and what cannot be changed in it.
import cronstrue from 'cronstrue';
import { asRecord, at } from '../../render/fields.ts';
import { podTemplateOf } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { plural } from '../../lib/plural.ts';
import { metadataSteps, podRules, specSteps } from './pods.ts';
import { type Rule, type Said, type Spot, type Subject, valueRule } from './rule.ts';

/** What follows from another selector, wherever in the template it is repeated. */
const selectors = ['affinity', 'topologySpreadConstraints'];

/** Rules for the kinds that make pods. */
export function workloadRules(subject: Subject): Rule[] {
  const pod = podTemplateOf(subject.after);
  if (pod === undefined) return [];
  return [
    ...podRules(pod),
    ...selectors.map((field): Rule => ({ at: `${specSteps(pod)} ${field} **`, say: followsSelector })),
    ...['metadata labels *', `${metadataSteps(pod)} labels *`].map((at): Rule => ({
      at,
      say: ({ names: [label = ''] }) =>
        matchLabel(subject.before, label) === matchLabel(subject.after, label) ? undefined : [],
    })),
    {
      at: 'spec replicas',
      say: ({ before, after }) => {
        if (after === undefined) return noReplicas(Number(before));
        const text = `runs ${plural(after, 'pod')}${before === undefined ? '' : ` instead of ${before}`}`;
        return after === 0 ? { text, danger: 'weaker' } : text;
      },
    },
    {
      at: 'spec schedule',
      say: ({ before, after }) => `runs ${inWords(after)} instead of ${inWords(before)}`,
    },
    {
      at: 'spec suspend',
      say: ({ after }) =>
        after === true ? { text: 'runs no more until it is resumed', danger: 'removal' } : 'runs again',
    },
    valueRule('spec concurrencyPolicy', (policy) => `has the concurrency policy ${policy}`),
  ];
}

/** Source: the API's default for `replicas` is 1, and Flux takes away the value that it set before. */
function noReplicas(before: number): Said {
  const text = `says no number of pods any more; it was ${before}`;
  return before > 1 ? { text: `${text}, and is 1 until an autoscaler raises it`, danger: 'weaker' } : text;
}

/** Nothing, where other values of selectors are all that differs. */
function followsSelector({ before, after, subject }: Spot): Said {
  const [old, now] = [subject.before, subject.after].map((object) => JSON.stringify(at(object, 'spec.selector')));
  return JSON.stringify(before)?.replaceAll(old ?? '', now ?? '') === JSON.stringify(after) ? [] : undefined;
}

function matchLabel(object: KubeObject, label: string): unknown {
  return asRecord(at(object, 'spec.selector.matchLabels'))[label];
}

/** A schedule as people say it: `at 03:00 AM`. @param schedule in cron's five fields */
export function inWords(schedule: unknown): string {
  try {
    const words = cronstrue.toString(String(schedule), { use24HourTimeFormat: true });
    return words.charAt(0).toLowerCase() + words.slice(1);
  } catch {
    return `by the schedule ${String(schedule)}`;
  }
}

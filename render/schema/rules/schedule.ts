// When a CronJob runs: the schedule as the API server's parser reads it, and the time zone. Source: Kubernetes documentation,
// "CronJob"; robfig/cron v3, `parser.go`.
import { plural } from '../../../lib/plural.ts';
import { isTimeZone } from '../../../lib/validation/time-zone.ts';
import { asString } from '../../fields.ts';
import type { Rule } from './rule.ts';

const ready = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);
const duration = /^@every [-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/;

interface Part {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  /** Words for numbers, the first for the least. */
  readonly words?: readonly string[];
}

const parts: readonly Part[] = [
  { what: 'minute', least: 0, most: 59 },
  { what: 'hour', least: 0, most: 23 },
  { what: 'day of the month', least: 1, most: 31 },
  {
    what: 'month',
    least: 1,
    most: 12,
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { what: 'day of the week', least: 0, most: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

export const cronJobSpec: Rule = ({ schedule, timeZone, startingDeadlineSeconds }) => {
  const problem = scheduleProblem(asString(schedule));
  const zone = asString(timeZone);
  return [
    ...(problem === undefined
      ? []
      : [
          {
            field: 'schedule',
            problem: `"${asString(schedule)}": ${problem}`,
            write: 'minute, hour, day of the month, month and day of the week, such as "0 3 * * 1-5"',
          },
        ]),
    // The controller sees the time when it has passed. Source: `syncCronJob` of Kubernetes.
    ...(startingDeadlineSeconds === 0
      ? [
          {
            field: 'startingDeadlineSeconds',
            problem: 'is 0, and each run begins later than that',
            write: '10 or more, or nothing',
          },
        ]
      : []),
    ...(timeZone === undefined || isTimeZone(zone)
      ? []
      : [
          {
            field: 'timeZone',
            problem: `"${zone}" is no time zone`,
            write: 'its name, such as Europe/Berlin or Etc/UTC',
          },
        ]),
  ];
};

function scheduleProblem(schedule: string): string | undefined {
  if (schedule.includes('TZ')) return 'the time zone has a field of its own, timeZone';
  if (schedule.startsWith('@'))
    return ready.has(schedule) || duration.test(schedule) ? undefined : 'no such word is known';
  const fields = schedule.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== parts.length) return `has ${plural(fields.length, 'field')}, not ${parts.length}`;
  return (
    fields.map((field, index) => partProblem(field, parts[index])).find((problem) => problem !== undefined) ??
    (comes(fields) ? undefined : 'no month that it names has such a day')
  );
}

/** The most days that each month has. */
const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day of the month and one of the week are two ways to come, unless one of them is any. */
function comes([, , day = '', month = '', weekday = '']: readonly string[]): boolean {
  if (![day, weekday].some((field) => field.split(',').some(isAny))) return true;
  const [ofMonth, ofYear] = [numbersOf(day, parts[2]), numbersOf(month, parts[3])];
  return ofYear.some((number) => ofMonth.some((one) => one <= (days[number - 1] ?? 0)));
}

/** Any, and not every other one. */
function isAny(range: string): boolean {
  return /^[*?](?:\/0*1)?$/.test(range);
}

/** The numbers that a field without a mistake stands for. */
function numbersOf(field: string, part: Part | undefined): number[] {
  if (part === undefined) return [];
  return field
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [ends = '', step] = range.split('/');
      const [from = part.least, to] = /^[*?]$/.test(ends) ? [] : ends.split('-').map((end) => numberOf(end, part));
      // From one number in steps: up to the last.
      const last = to ?? (ends.includes('*') || ends.includes('?') || step !== undefined ? part.most : from);
      return Array.from({ length: part.most + 1 }, (_, number) => number).filter(
        (number) => from <= number && number <= last && (number - from) % Number(step ?? 1) === 0,
      );
    });
}

function partProblem(field: string, part: Part | undefined): string | undefined {
  const isWell = field
    .split(',')
    .filter((range) => range !== '')
    .every((range) => part !== undefined && isRange(range, part));
  return isWell ? undefined : `${field} is no ${part?.what}`;
}

function isRange(range: string, part: Part): boolean {
  const [ends = '', step = '1', ...more] = range.split('/');
  if (more.length > 0 || !/^\d+$/.test(step) || Number(step) === 0) return false;
  if (ends === '*' || ends === '?') return true;
  const [from, to = from, ...others] = ends.split('-').map((end) => numberOf(end, part));
  return (
    others.length === 0 && from !== undefined && to !== undefined && part.least <= from && from <= to && to <= part.most
  );
}

function numberOf(text: string, { least, words = [] }: Part): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return least + word;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

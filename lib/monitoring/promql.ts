// PromQL from functions: a metric or label that a contract does not have is a compile error, not an alert that never comes.
import type { Histogram, LabelOf, Metric } from './metric.ts';
import { prometheusSeconds } from './prometheus-duration.ts';

declare const checked: unique symbol;
declare const labels: unique symbol;

/** PromQL that only the functions here make; a plain string does not pass for it. */
export type Query = string & { readonly [checked]: true };

/** A query for series with exactly the labels `L`; no two of different labels can be divided or compared by accident. */
export type Vector<L extends string> = Query & { readonly [labels]: (label: L) => L };

/** A query that yields the series for which something holds, and nothing where it does not: what an alert asks. */
export type Condition = Query & { readonly [labels]: 'condition' };

/** Prometheus' durations, in one unit: `30s`, `5m`, `6h`, `3d`. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

/** Hours of a duration. */
export function hoursOf(duration: Duration): number {
  return prometheusSeconds(duration) / 3600;
}

/** What a label's value must be: a string as it is, a regular expression (RE2) for the whole value, or neither of them. */
export type Match = string | RegExp | { readonly not: string | RegExp };

/** Matches by label; a label that the metric does not bear is a compile error. */
export type Selector<M extends Metric> = { readonly [L in LabelOf<M>]?: Match };

/** The newest sample of each series. */
export function select<M extends Metric>(metric: M, where: Selector<M>): Vector<LabelOf<M>> {
  return series(metric.name, where) as Vector<LabelOf<M>>;
}

/** What a counter grows by in a second, on average over the window. It has no value before two samples. */
export function rate<M extends Metric>(metric: M, where: Selector<M>, window: Duration): Vector<LabelOf<M>> {
  return `rate(${series(metric.name, where)}[${window}])` as Vector<LabelOf<M>>;
}

/** What a counter has grown by over the window; Prometheus extrapolates to its ends, so whole numbers come out broken. */
export function increase<M extends Metric>(metric: M, where: Selector<M>, window: Duration): Vector<LabelOf<M>> {
  return `increase(${series(metric.name, where)}[${window}])` as Vector<LabelOf<M>>;
}

/** The sum of all series, or one for each value of the labels `by`. */
export function sum<L extends string, By extends L = never>(of: Vector<L>, ...by: readonly By[]): Vector<NoInfer<By>> {
  return aggregate('sum', of, by);
}

/** The highest of all series, or the highest for each value of the labels `by`. */
export function max<L extends string, By extends L = never>(of: Vector<L>, ...by: readonly By[]): Vector<NoInfer<By>> {
  return aggregate('max', of, by);
}

/**
 * `part` divided by `whole`, label by label. Nothing has happened: 0 / 0 is NaN, above no threshold, so an idle service
 * raises no alert. A part without series yields nothing either.
 */
export function ratio<L extends string>(part: Vector<L>, whole: Vector<L>): Vector<L> {
  return `(${part} / ${whole})` as Vector<L>;
}

/** `part`, or 0 where it has no series yet and `whole` has: nothing of what was counted is 0, no gap. */
export function orZero<L extends string>(part: Vector<L>, whole: Vector<L>): Vector<L> {
  return `(${part} or ${whole} * 0)` as Vector<L>;
}

/** As {@link ratio}, but 0 where the part has no series yet: for panels, where a gap would look like a missing scrape. */
export function ratioOrZero<L extends string>(part: Vector<L>, whole: Vector<L>): Vector<L> {
  return ratio(orZero(part, whole), whole);
}

/** The sum of all samples of a gauge over the window. */
export function sumOverTime<M extends Metric>(metric: M, where: Selector<M>, window: Duration): Vector<LabelOf<M>> {
  return `sum_over_time(${series(metric.name, where)}[${window}])` as Vector<LabelOf<M>>;
}

/** All events of a histogram, by the second, on average over the window: one sum for each value of the labels `by`. */
export function rateOfAll<M extends Histogram, By extends LabelOf<M> = never>(
  metric: M,
  where: Selector<M>,
  window: Duration,
  ...by: readonly By[]
): Vector<NoInfer<By>> {
  return aggregate('sum', `rate(${series(`${metric.name}_count`, where)}[${window}])` as Query, by);
}

/**
 * Those of {@link rateOfAll} above one of the histogram's bounds. A number that is no bound of it does not compile: there is no
 * such bucket. Prometheus 3 writes a whole bound as `1.0`, older versions as the service does.
 */
export function rateAbove<M extends Histogram, By extends LabelOf<M> = never>(
  metric: M,
  bound: M['buckets'][number],
  where: Selector<M>,
  window: Duration,
  ...by: readonly By[]
): Vector<NoInfer<By>> {
  const le = Number.isInteger(bound) ? new RegExp(`${bound}([.]0)?`) : String(bound);
  const within = `rate(${series(`${metric.name}_bucket`, { ...where, le })}[${window}])` as Query;
  return `(${rateOfAll(metric, where, window, ...by)} - ${aggregate('sum', within, by)})` as Vector<NoInfer<By>>;
}

/** The value below which a share (0 to 1) of a histogram's events lies, interpolated within its bucket. */
export function quantile<M extends Histogram>(
  share: number,
  metric: M,
  where: Selector<M>,
  window: Duration,
): Vector<never> {
  const buckets = series(`${metric.name}_bucket`, where);
  return `histogram_quantile(${share}, sum by (le) (rate(${buckets}[${window}])))` as Vector<never>;
}

/** Holds where a vector is above a number, or a term such as `14.4 * 0.001` that tells where the number comes from. */
export function above<L extends string>(
  vector: Vector<L>,
  threshold: number | `${number} ${'*' | '/'} ${number}`,
): Condition {
  return `${vector} > ${threshold}` as Condition;
}

/** Holds where a series is exactly a number. */
export function equals<L extends string>(vector: Vector<L>, value: number): Condition {
  return `${vector} == ${value}` as Condition;
}

/** Holds where a time, in seconds since 1970, is less than so many days ahead, or past; the value is the seconds left. */
export function endsWithin<L extends string>(time: Vector<L>, days: number): Condition {
  return `${time} - time() < ${days} * 86400` as Condition;
}

/** Holds where `left` has reached `right`, label by label. */
export function atLeast<L extends string>(left: Vector<L>, right: Vector<L>): Condition {
  return `${left} >= ${right}` as Condition;
}

/** Holds where `left` is above `right`, label by label. */
export function exceeds<L extends string>(left: Vector<L>, right: Vector<L>): Condition {
  return `${left} > ${right}` as Condition;
}

/** Holds, once and without labels, where no series is exactly `value`. */
export function noneIs<L extends string>(vector: Vector<L>, value: number): Condition {
  return `absent(${vector} == ${value})` as Condition;
}

/** Holds where each condition does. */
export function allOf(...conditions: readonly Condition[]): Condition {
  return combine('and', conditions);
}

/** Holds where any condition does. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  return combine('or', conditions);
}

function series(name: string, where: Readonly<Record<string, Match | undefined>>): string {
  const matchers = Object.entries(where).flatMap(([label, match]) =>
    match === undefined ? [] : matcher(label, match),
  );
  return matchers.length > 0 ? `${name}{${matchers.join(', ')}}` : name;
}

function matcher(label: string, match: Match): string {
  if (typeof match === 'string') return `${label}=${JSON.stringify(match)}`;
  if (match instanceof RegExp) return `${label}=~${JSON.stringify(match.source)}`;
  return typeof match.not === 'string'
    ? `${label}!=${JSON.stringify(match.not)}`
    : `${label}!~${JSON.stringify(match.not.source)}`;
}

function aggregate<By extends string>(operation: string, of: Query, by: readonly By[]): Vector<By> {
  return `${operation}${by.length > 0 ? ` by (${by.join(', ')}) ` : ''}(${of})` as Vector<By>;
}

/** One operand a paragraph, so that a change of one number is a change of one line. */
function combine(operator: string, conditions: readonly Condition[]): Condition {
  if (conditions.length === 1) return conditions.join('') as Condition;
  const operands = conditions.map((condition) => `(\n${condition.replace(/^/gm, '  ')}\n)`);
  return operands.join(`\n${operator}\n`) as Condition;
}

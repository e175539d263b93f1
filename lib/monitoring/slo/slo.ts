// What a service promises, in three lines: the series, the alerts and the windows of its error budgets follow from them.
import type { Construct } from 'constructs';
import { StatefulService } from '../../workload/stateful-service.ts';
import { WebService } from '../../workload/web-service.ts';
import { pascalCase } from '../../pascal-case.ts';
import { wholeNumber } from '../../validation/limits.ts';
import { boolean, madeBy, misfitsOf, needed, number, object, propsOf, text } from '../../validation/props.ts';
import { addRules, type Fault, unless } from '../../validation/rules.ts';
import { oneOf } from '../../validation/shape.ts';
import { type Alert, Alerts } from '../alerts.ts';
import type { RequestMetrics } from '../metric.ts';
import { hoursOf } from '../promql.ts';
import { selectorsOf } from '../selectors.ts';
import { burnsBudget } from './burn-rate.ts';
import { availability, availabilityAtGateway, latency, type Objective } from './objective.ts';
import { interval, recordingsOf } from './recordings.ts';
import { burnWindows, lowestPercent } from './windows.ts';

/** How fast answers are. `M` are the service's metrics. */
export interface LatencyObjective<M extends RequestMetrics = RequestMetrics> {
  /** Share of answers, in percent, that come in time; 5xx are left out. From 93.1 to 99.999. */
  readonly percent: number;
  /** Seconds that an answer may take: a bucket of the histogram `duration`. */
  readonly withinSeconds: M['duration']['buckets'][number];
}

export interface SloProps<M extends RequestMetrics = RequestMetrics> {
  /** What makes the promise; its name in CamelCase is the first word of the alerts. It is scraped by `ServiceMetrics`. */
  readonly service: WebService | StatefulService;
  /** What it measures. See {@link RequestMetrics} for what the service owes. */
  readonly metrics: M;
  /** The team that is asked, a DNS label. */
  readonly owner: string;
  /** Days for which the cluster keeps metrics, from its settings: no window is longer. */
  readonly retentionDays: number;
  /** Share of requests, in percent, that are answered without a 5xx, over 30 days. From 93.1 to 99.999. */
  readonly availability: number;
  /**
   * Whose count of requests `availability` is held against: that of the service itself, which knows nothing of a request that no replica
   * got, or that of the Gateway, which knows all that came from outside and nothing of calls within the cluster. @default 'service'
   */
  readonly countedAt?: 'service' | 'gateway';
  /** How fast answers are, over 30 days, as the service measures it. @default nothing is promised */
  readonly latency?: LatencyObjective<M>;
  /** Bad events in a long window, of which one more tells somebody; 1 to 10000. @default 10 */
  readonly floor?: number;
  /** Whether a slow burn, over 3 days, is watched as well. @default true */
  readonly slowBurn?: boolean;
}

const shape = propsOf<SloProps>({
  service: needed(madeBy('a WebService or StatefulService', WebService, StatefulService)),
  metrics: needed(object),
  owner: needed(text),
  retentionDays: needed(number),
  availability: needed(number),
  countedAt: oneOf('service', 'gateway'),
  latency: propsOf<LatencyObjective>({ percent: needed(number), withinSeconds: needed(number) }),
  floor: number,
  slowBurn: boolean,
});

/** A PrometheusRule of objectives: what they are counted by, and alerts on a fast and on a slow burn of each. Its name is the id. */
export class Slo<M extends RequestMetrics> extends Alerts {
  constructor(scope: Construct, id: string, props: SloProps<M>) {
    const unknown = misfitsOf(scope, id, props, shape);
    const { service, owner, countedAt = 'service', floor = 10, slowBurn = true } = props;
    const { name } = service;
    const { scraped } = selectorsOf({ name, namespace: service.namespace ?? '' });
    const windows = slowBurn ? [...burnWindows.page, ...burnWindows.ticket] : burnWindows.page;
    const objectives = [
      countedAt === 'gateway'
        ? availabilityAtGateway(props.availability, scraped)
        : availability(props.availability, props.metrics.requests, scraped),
      ...(props.latency
        ? [latency(props.latency.percent, props.metrics.duration, props.latency.withinSeconds, scraped)]
        : []),
    ];
    super(scope, id, {
      owner,
      interval,
      recordings: objectives.flatMap((objective) => recordingsOf(objective, scraped, windows)),
      alerts: objectives.flatMap((objective) => alertsOf(name, objective, { scraped, floor, slowBurn })),
    });
    addRules(this, () => [
      ...unknown,
      ...percentFaults('availability', props.availability),
      ...unless(countedAt === 'service' || (service instanceof WebService && service.isRouted), {
        field: 'countedAt',
        problem: `no route leads from the Gateway to "${name}"`,
        write: "'service', or give the service a route",
      }),
      ...(countedAt === 'service' ? counterFaults(props.metrics.requests) : []),
      ...(props.latency ? latencyFaults(props.latency, props.metrics) : []),
      ...wholeNumber('floor', floor, 1, 10_000),
      ...retentionFaults(props.retentionDays, Math.max(...windows.map(({ long }) => hoursOf(long)))),
    ]);
  }
}

const words = {
  availability: { name: 'ErrorBudget', bad: 'answers {{ $value | humanizePercentage }} of requests with a 5xx' },
  latency: { name: 'LatencyBudget', bad: 'is too slow for {{ $value | humanizePercentage }} of requests' },
} as const satisfies Record<Objective['slo'], unknown>;

function alertsOf(
  service: string,
  { slo, percent }: Objective,
  {
    scraped,
    floor,
    slowBurn,
  }: {
    readonly scraped: { readonly namespace: string; readonly job: string };
    readonly floor: number;
    readonly slowBurn: boolean;
  },
): Alert[] {
  const title = pascalCase(service);
  const where = { ...scraped, slo };
  const { name, bad } = words[slo];
  const fast: Alert = {
    name: `${title}${name}FastBurn`,
    severity: 'critical',
    expr: burnsBudget(where, percent, floor, burnWindows.page),
    // One evaluation may see a scrape that came late; a burn that hovers at its threshold is one page.
    for: '2m',
    keepFiringFor: '10m',
    summary: `${title} ${bad}: a month of error budget is gone in days.`,
  };
  const slow: Alert = {
    name: `${title}${name}SlowBurn`,
    severity: 'warning',
    expr: burnsBudget(where, percent, floor, burnWindows.ticket),
    for: '15m',
    keepFiringFor: '1h',
    summary: `${title} ${bad} for days on end: ${percent}% good will not hold.`,
  };
  return slowBurn ? [fast, slow] : [fast];
}

function percentFaults(field: string, percent: number): Fault[] {
  return unless(percent >= lowestPercent && percent <= 99.999, {
    field,
    problem: `${percent} is not a percentage for which a fast burn can be told`,
    write: `${lowestPercent} to 99.999, such as 99.9`,
  });
}

/** A rate of a gauge is a number, and a wrong one. Source: OpenMetrics 1.0, "Counter", "Histogram". */
function counterFaults({ name }: RequestMetrics['requests']): Fault[] {
  return unless(/_(?:total|count)$/.test(name), {
    field: 'metrics.requests.name',
    problem: `"${name}" is not the name of a counter`,
    write: 'a counter of answered requests, whose name ends in _total (or the _count of a histogram)',
  });
}

function latencyFaults({ percent, withinSeconds }: LatencyObjective, { duration }: RequestMetrics): Fault[] {
  return [
    ...percentFaults('latency.percent', percent),
    ...unless(!/_(?:bucket|count|sum)$/.test(duration.name), {
      field: 'metrics.duration.name',
      problem: `"${duration.name}" is one of the series of a histogram`,
      write: `"${duration.name.replace(/_[a-z]+$/, '')}", from which the names of all three are made`,
    }),
    ...unless(duration.buckets.includes(withinSeconds), {
      field: 'latency.withinSeconds',
      problem: `${withinSeconds} is not a bucket of ${duration.name}`,
      write: `one of: ${duration.buckets.join(', ')}`,
    }),
  ];
}

function retentionFaults(days: number, hours: number): Fault[] {
  const least = Math.ceil(hours / 24);
  return unless(days >= least, {
    field: 'retentionDays',
    problem: `the cluster keeps ${days} days of metrics, and a window is ${hours} hours long`,
    write: `${least} or more in the cluster's settings${least > 1 ? ', or slowBurn: false, which leaves the windows of 6 hours at most' : ''}`,
  });
}

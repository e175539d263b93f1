// When each alert of the sample service must be quiet and when it must fire: a row differs from its neighbour in one thing.
import { metrics } from '../../../app/contract.ts';
import { clusterMetrics } from '../../../lib/monitoring/cluster-metrics.ts';

/** What a firing alert carries beside the labels and the link that all of them have. */
interface Fired {
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
  /** Labels of the series. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Case {
  readonly alert: string;
  readonly when: string;
  /** Series in promtool's notation: `0+60x10` starts at 0 and grows by 60 ten times, `_` is a missed scrape. */
  readonly series: Readonly<Record<string, string>>;
  /** Time between two samples. @default 1m */
  readonly interval?: string;
  /** When to look, after the first sample. */
  readonly at: string;
  /** What must be on then. @default nothing: the alert is quiet */
  readonly fires?: Fired;
}

const target = 'namespace="shortener", service="shortener", job="shortener", endpoint="metrics", pod="a"';
const answered = (status: number): string => `${metrics.requests.name}{${target}, route="/:slug", status="${status}"}`;
const within = (bound: string, status = 302): string =>
  `${metrics.duration.name}_bucket{${target}, route="/:slug", status="${status}", le="${bound}"}`;
const measured = (status = 302): string =>
  `${metrics.duration.name}_count{${target}, route="/:slug", status="${status}"}`;
const scraped = (pod: string): string => `${clusterMetrics.up.name}{${target.replace('"a"', `"${pod}"`)}}`;
const restarts = (container: string): string =>
  `${clusterMetrics.restarts.name}{namespace="shortener", pod="a", container="${container}", job="kube-state-metrics"}`;
const lag = `${metrics.eventLoopLag.name}{${target}}`;
const desired = `${clusterMetrics.desiredReplicas.name}{namespace="shortener", horizontalpodautoscaler="shortener"}`;
const most = `${clusterMetrics.maxReplicas.name}{namespace="shortener", horizontalpodautoscaler="shortener"}`;
const least = `${clusterMetrics.minReplicas.name}{namespace="shortener", horizontalpodautoscaler="shortener"}`;
const failedReloads = `${metrics.reloadFailures.name}{${target}, file="links"}`;

const fastBurn = (percent: string): Fired => ({
  severity: 'critical',
  summary: `Shortener answers ${percent} of requests with a 5xx: a month of error budget is gone in days.`,
});
const slowBurn = (percent: string): Fired => ({
  severity: 'warning',
  summary: `Shortener answers ${percent} of requests with a 5xx for days on end: 99.9% good will not hold.`,
});
const slow = (percent: string): Fired => ({
  severity: 'warning',
  summary: `Shortener takes longer than 250 ms for ${percent} of requests.`,
});
const notScraped: Fired = {
  severity: 'critical',
  summary: 'No replica of Shortener answers Prometheus: it is down, or nobody would see if it were.',
};

export const cases: readonly Case[] = [
  ...burns('ShortenerErrorBudgetFastBurn', [
    ['nothing fails', { [answered(302)]: '0+1000x360' }, '6h'],
    ['nobody asks', { [answered(302)]: '7x360', [answered(500)]: '7x360' }, '6h'],
    ['1.4 % fail for an hour', { [answered(302)]: '0+986x360', [answered(500)]: '0x300 14+14x59' }, '6h'],
    [
      '1.5 % fail for an hour',
      { [answered(302)]: '0+985x360', [answered(500)]: '0x300 15+15x59' },
      '6h',
      fastBurn('1.5%'),
    ],
    ['1.5 % are 404', { [answered(302)]: '0+985x360', [answered(404)]: '0x300 15+15x59' }, '6h'],
    [
      '1.5 % failed, until six minutes ago',
      { [answered(302)]: '0+985x360', [answered(500)]: '0x294 15+15x59 900x6' },
      '6h',
    ],
    ['1.5 % fail, since ten minutes ago', { [answered(302)]: '0+985x360', [answered(500)]: '0x350 15+15x9' }, '6h'],
    ['0.5 % fail for six hours', { [answered(302)]: '0+995x360', [answered(500)]: '0+5x360' }, '6h'],
    ['0.7 % fail for six hours', { [answered(302)]: '0+993x360', [answered(500)]: '0+7x360' }, '6h', fastBurn('0.7%')],
  ]),
  ...burns(
    'ShortenerErrorBudgetSlowBurn',
    [
      ['nothing fails', { [answered(302)]: '0+1000x432' }, '3d'],
      ['0.05 % fail for three days', { [answered(302)]: '0+9995x432', [answered(500)]: '0+5x432' }, '3d'],
      [
        '0.2 % fail for three days',
        { [answered(302)]: '0+998x432', [answered(500)]: '0+2x432' },
        '3d',
        slowBurn('0.2%'),
      ],
      [
        '0.2 % failed, until seven hours ago',
        { [answered(302)]: '0+998x432', [answered(500)]: '0+2x390 780x42' },
        '3d',
      ],
    ],
    '10m',
  ),

  {
    alert: 'ShortenerSlow',
    when: 'nobody asks',
    series: { [within('0.25')]: '7x20', [measured()]: '7x20' },
    at: '20m',
  },
  {
    alert: 'ShortenerSlow',
    when: 'one answer in 200 takes longer than 250 ms',
    series: { [within('0.25')]: '0+199x20', [measured()]: '0+200x20' },
    at: '20m',
  },
  {
    alert: 'ShortenerSlow',
    when: 'two answers in 100 take longer than 250 ms',
    series: { [within('0.25')]: '0+98x20', [measured()]: '0+100x20' },
    at: '20m',
    fires: slow('2%'),
  },
  {
    alert: 'ShortenerSlow',
    when: 'they have for nine minutes',
    series: { [within('0.25')]: '0+98x20', [measured()]: '0+100x20' },
    at: '10m',
  },
  {
    alert: 'ShortenerSlow',
    when: 'the two in 100 are 5xx',
    series: {
      [within('0.25')]: '0+98x20',
      [measured()]: '0+98x20',
      [within('0.25', 500)]: '0x20',
      [measured(500)]: '0+2x20',
    },
    at: '20m',
  },

  { alert: 'ShortenerNotScraped', when: 'a replica answers', series: { [scraped('a')]: '1x10' }, at: '10m' },
  {
    alert: 'ShortenerNotScraped',
    when: 'one of two does',
    series: { [scraped('a')]: '1x10', [scraped('b')]: '0x10' },
    at: '10m',
  },
  {
    alert: 'ShortenerNotScraped',
    when: 'none of two does',
    series: { [scraped('a')]: '0x10', [scraped('b')]: '0x10' },
    at: '10m',
    fires: notScraped,
  },
  { alert: 'ShortenerNotScraped', when: 'no target is known', series: {}, at: '10m', fires: notScraped },
  { alert: 'ShortenerNotScraped', when: 'none has for four minutes', series: { [scraped('a')]: '1x6 0x4' }, at: '10m' },

  { alert: 'ShortenerRestarts', when: 'nothing restarts', series: { [restarts('shortener')]: '0x40' }, at: '40m' },
  {
    alert: 'ShortenerRestarts',
    when: 'twice in half an hour',
    series: { [restarts('shortener')]: '0x15 1x10 2x15' },
    at: '40m',
  },
  {
    alert: 'ShortenerRestarts',
    when: 'three times in half an hour',
    series: { [restarts('shortener')]: '0x15 1x10 3x15' },
    at: '40m',
    fires: {
      severity: 'warning',
      labels: { pod: 'a' },
      summary: 'Pod a of Shortener has restarted 3 times in 30 minutes.',
    },
  },
  {
    alert: 'ShortenerRestarts',
    when: 'another container does',
    series: { [restarts('proxy')]: '0x15 1x10 3x15' },
    at: '40m',
  },

  { alert: 'ShortenerEventLoopLag', when: 'the process is idle', series: { [lag]: '0.01x15' }, at: '15m' },
  {
    alert: 'ShortenerEventLoopLag',
    when: 'it is 250 ms late',
    series: { [lag]: '0.25x15' },
    at: '15m',
    fires: {
      severity: 'warning',
      labels: { pod: 'a' },
      summary: 'Pod a of Shortener runs 250ms late: every request to it waits.',
    },
  },
  {
    alert: 'ShortenerEventLoopLag',
    when: 'it has been for nine minutes',
    series: { [lag]: '0.01x5 0.25x9' },
    at: '15m',
  },

  { alert: 'ShortenerScaledToMaximum', when: 'nothing scales', series: {}, at: '20m' },
  {
    alert: 'ShortenerScaledToMaximum',
    when: '11 of 12 are asked for',
    series: { [desired]: '11x20', [most]: '12x20', [least]: '3x20' },
    at: '20m',
  },
  {
    alert: 'ShortenerScaledToMaximum',
    when: '12 of 12 are asked for',
    series: { [desired]: '12x20', [most]: '12x20', [least]: '3x20' },
    at: '20m',
    fires: {
      severity: 'warning',
      summary: 'Shortener runs 12 replicas, all that its autoscaler may start: more load finds none.',
    },
  },
  {
    alert: 'ShortenerScaledToMaximum',
    when: 'they have been for 14 minutes',
    series: { [desired]: '11x5 12x14', [most]: '12x20', [least]: '3x20' },
    at: '20m',
  },
  {
    alert: 'ShortenerScaledToMaximum',
    when: 'the number is fixed',
    series: { [desired]: '1x20', [most]: '1x20', [least]: '1x20' },
    at: '20m',
  },

  { alert: 'ShortenerConfigStale', when: 'a reload failed long ago', series: { [failedReloads]: '3x30' }, at: '30m' },
  {
    alert: 'ShortenerConfigStale',
    when: 'every reload fails',
    series: { [failedReloads]: '0+12x30' },
    at: '30m',
    fires: {
      severity: 'warning',
      labels: { file: 'links' },
      summary: 'Shortener cannot read its links: what was last merged is not what it serves.',
    },
  },
  {
    alert: 'ShortenerConfigStale',
    when: 'every reload has failed for nine minutes',
    series: { [failedReloads]: '0x20 12+12x8' },
    at: '30m',
  },
];

type Burn = readonly [when: string, series: Readonly<Record<string, string>>, at: string, fires?: Fired];

function burns(alert: string, rows: readonly Burn[], interval?: string): Case[] {
  return rows.map(([when, series, at, fires]) => ({
    alert,
    when,
    series,
    at,
    ...(interval && { interval }),
    ...(fires && { fires }),
  }));
}

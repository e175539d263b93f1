// When each alert of the sample service must be quiet and when it must fire: a row differs from its neighbour in one thing.
import { metrics } from '../../../app/contract.ts';
import { clusterMetrics } from '../../../lib/monitoring/cluster-metrics.ts';
import { gatewayMetrics } from '../../../lib/monitoring/gateway-metrics.ts';
import type { Look } from '../../support/promtool.ts';

/** What a firing alert carries beside the labels and the link that all of them have. */
interface Fired {
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
  /** Labels of the series. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** The group of rules that it is in. @default 'alerts' */
  readonly group?: string;
}

export interface Case extends Look {
  readonly when: string;
  /** What must be on then. @default nothing: the alert is quiet */
  readonly fires?: Fired;
}

const target = 'namespace="shortener", service="shortener", job="shortener", endpoint="metrics", pod="a"';
/** As a proxy of the Gateway counts: by code, and by what became of the request; `-` is an answer of the service. */
const answered = (code: number, { flags = '-', service = 'shortener', proxy = 'a' } = {}): string =>
  `${gatewayMetrics.requests.name}{${proxies}, pod="${proxy}", ${destination(service)}, response_code="${code}", response_flags="${flags}"}`;
const proxies = 'namespace="public-gateway", job="public-gateway/proxies"';
const destination = (service: string): string =>
  `destination_service_name="${service}", destination_service_namespace="${service}"`;
/** There was no healthy pod. */
const noPod = answered(503, { flags: 'UH' });
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

const objective = (slo: string) => ({ group: 'slo', labels: { namespace: 'shortener', job: 'shortener', slo } });
const fastBurn = (percent: string): Fired => ({
  ...objective('availability'),
  severity: 'critical',
  summary: `Shortener answers ${percent} of requests with a 5xx: a month of error budget is gone in days.`,
});
const slowBurn = (percent: string): Fired => ({
  ...objective('availability'),
  severity: 'warning',
  summary: `Shortener answers ${percent} of requests with a 5xx for days on end: 99.9% good will not hold.`,
});
const fastSlowness = (percent: string): Fired => ({
  ...objective('latency'),
  severity: 'critical',
  summary: `Shortener is too slow for ${percent} of requests: a month of error budget is gone in days.`,
});
const slowSlowness = (percent: string): Fired => ({
  ...objective('latency'),
  severity: 'warning',
  summary: `Shortener is too slow for ${percent} of requests for days on end: 99% good will not hold.`,
});
const notScraped: Fired = {
  severity: 'critical',
  summary: 'No replica of Shortener answers Prometheus: it is down, or nobody would see if it were.',
};

/** 500 a minute of 1,000 fail, four minutes long: enough for the window of an hour, not for that of six. */
const burst = { [answered(302)]: '0+1000x420', [answered(500)]: '0x380 500 1000 1500 2000x36' };

export const cases: readonly Case[] = [
  ...burns('ShortenerErrorBudgetFastBurn', [
    ['nothing fails', { [answered(302)]: '0+1000x360' }, '6h'],
    ['nothing fails, and no 5xx was ever seen', { [answered(302)]: '0+1000x360', [answered(404)]: '0+1x360' }, '6h'],
    ['nobody asks', { [answered(302)]: '7x360', [answered(500)]: '7x360' }, '6h'],
    ['1.3 % fail for an hour', { [answered(302)]: '0+987x360', [answered(500)]: '0x290 13+13x69' }, '6h'],
    [
      '1.6 % fail for more than an hour',
      { [answered(302)]: '0+984x360', [answered(500)]: '0x280 16+16x79' },
      '6h',
      fastBurn('1.6%'),
    ],
    [
      '1.6 % find no pod, so that the Gateway answers',
      { [answered(302)]: '0+984x360', [noPod]: '_x280 16+16x79' },
      '6h',
      fastBurn('1.6%'),
    ],
    [
      'there is no pod at all, nor was any request answered before',
      { [noPod]: '_x300 100+100x60' },
      '6h',
      fastBurn('100%'),
    ],
    [
      '1.6 % of the clients do not wait',
      { [answered(302)]: '0+984x360', [answered(0, { flags: 'DC' })]: '0x280 16+16x79' },
      '6h',
    ],
    [
      'another service fails',
      { [answered(302)]: '0+984x360', [answered(503, { service: 'other' })]: '0x280 16+16x79' },
      '6h',
    ],
    ['1.6 % are 404', { [answered(302)]: '0+984x360', [answered(404)]: '0x280 16+16x79' }, '6h'],
    ['1.6 % fail, since ten minutes ago', { [answered(302)]: '0+984x360', [answered(500)]: '0x350 16+16x9' }, '6h'],
    ['0.5 % fail for six hours', { [answered(302)]: '0+995x360', [answered(500)]: '0+5x360' }, '6h'],
    [
      '0.7 % fail for six hours',
      { [answered(302)]: '0+993x400', [answered(500)]: '0+7x400' },
      '400m',
      fastBurn('0.7%'),
    ],

    // The floor of ten events: what is few is not told, whatever its share.
    ['one of 60 requests in an idle hour fails', { [answered(302)]: '0+1x60', [answered(500)]: '0x50 1x10' }, '54m'],
    ['one of 60 failed eight minutes ago', { [answered(302)]: '0+1x120', [answered(500)]: '0x112 1x8' }, '2h'],
    [
      'all of 60 an hour fail',
      { [answered(302)]: '0+1x60 60x60', [answered(500)]: '0x60 1+1x59' },
      '2h',
      fastBurn('97.48%'),
    ],

    // `for`, and `keep_firing_for`.
    ['all fail, since one minute ago', { [answered(302)]: '0+100x60 6000x1', [answered(500)]: '0x60 2000x1' }, '61m'],
    // The short window is clean four minutes after the last failure, in minute 384.
    ['a burst of four minutes was over eleven minutes ago', burst, '395m', fastBurn('2.834%')],
    ['a burst of four minutes was over 16 minutes ago', burst, '400m'],

    // A proxy's series begins with its first request, so of those before the first scrape nothing is known.
    ['a burst on each proxy was over before the first scrape', ofEachProxy('_x5 2000x10'), '12m'],
    ['a burst on each proxy goes on', ofEachProxy('_x5 2000+500x10'), '12m', fastBurn('100%')],
  ]),
  ...burns('ShortenerErrorBudgetSlowBurn', [
    ['nothing fails', { [answered(302)]: '0+1000x480' }, '8h'],
    ['0.05 % fail', { [answered(302)]: '0+9995x480', [answered(500)]: '0+5x480' }, '8h'],
    [
      '0.2 % fail for three days',
      { [answered(302)]: '0+998x4400', [answered(500)]: '0+2x4400' },
      '73h',
      slowBurn('0.2%'),
    ],
    ['0.2 % fail, after days without one', { [answered(302)]: '0+998x4400', [answered(500)]: '0x3900 2+2x499' }, '73h'],
    [
      '0.2 % failed, until eight hours ago',
      { [answered(302)]: '0+998x1440', [answered(500)]: '0+2x960 1920x480' },
      '24h',
    ],
    ['nine of one a minute failed', { [answered(302)]: '0+1x480', [answered(500)]: '0x400 1+1x8 9x71' }, '8h'],
  ]),
  ...burns('ShortenerLatencyBudgetFastBurn', [
    ['nobody asks', { [within('0.25')]: '7x120', [measured()]: '7x120' }, '2h'],
    ['five of 100 answers take longer than 250 ms', { [within('0.25')]: '0+95x120', [measured()]: '0+100x120' }, '90m'],
    [
      '16 of 100 answers take longer than 250 ms',
      { [within('0.25')]: '0+84x120', [measured()]: '0+100x120' },
      '90m',
      fastSlowness('16%'),
    ],
    [
      '16 of 100 do for an hour, after five in which none did',
      { [within('0.25')]: '0+100x300 30084+84x69', [measured()]: '0+100x370' },
      '370m',
      fastSlowness('16%'),
    ],
    ['five of five take longer', { [within('0.25')]: '0x120', [measured()]: '0x110 5x10' }, '115m'],
    [
      'the 16 of 100 are 5xx',
      {
        [within('0.25')]: '0+84x120',
        [measured()]: '0+84x120',
        [within('0.25', 500)]: '0x120',
        [measured(500)]: '0+16x120',
      },
      '90m',
    ],
  ]),
  ...burns('ShortenerLatencyBudgetSlowBurn', [
    ['nobody asks', { [within('0.25')]: '7x480', [measured()]: '7x480' }, '8h'],
    ['one answer in 200 takes longer', { [within('0.25')]: '0+199x480', [measured()]: '0+200x480' }, '8h'],
    [
      'two answers in 100 take longer',
      { [within('0.25')]: '0+98x480', [measured()]: '0+100x480' },
      '8h',
      slowSlowness('2%'),
    ],
  ]),

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

/** Three proxies that answer nothing else, each with the same 5xx. */
function ofEachProxy(failures: string): Readonly<Record<string, string>> {
  return Object.fromEntries(['a', 'b', 'c'].map((proxy) => [answered(503, { proxy }), failures]));
}

type Burn = readonly [when: string, series: Readonly<Record<string, string>>, at: string, fires?: Fired];

function burns(alert: string, rows: readonly Burn[]): Case[] {
  return rows.map(([when, series, at, fires]) => ({
    alert,
    when,
    series,
    at,
    ...(fires && { fires }),
  }));
}

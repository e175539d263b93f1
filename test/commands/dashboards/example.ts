// A dashboard with a panel of each kind that the page draws, and series for some of them.
import type { Dashboard, Panel } from '../../../commands/dashboards/model.ts';

/** Seconds since 1970: half an hour, a sample each 30 seconds. */
const from = Date.UTC(2026, 0, 1) / 1000;
export const time = { from, to: from + 1800, step: 30, scrapeSeconds: 30 };

const panel = (type: string, title: string, expr: string, more: Partial<Panel> = {}): Panel => ({
  type,
  title,
  gridPos: { x: 0, w: 12 },
  targets: [{ expr, legendFormat: '{{pod}}' }],
  ...more,
});

export const example: Dashboard = {
  uid: 'orders-overview',
  title: 'Orders <b>',
  templating: { list: [{ name: 'namespace', current: { value: 'orders' } }] },
  panels: [
    { type: 'row', title: 'Work', gridPos: { x: 0, w: 24 } },
    panel('timeseries', 'Taken', 'rate(orders_total{namespace="$namespace"}[$__rate_interval])', {
      description: 'Of all pods.',
      fieldConfig: { defaults: { unit: 'reqps', min: 0, thresholds: { steps: [{ value: null }, { value: 3 }] } } },
    }),
    panel('stat', 'Memory', 'orders_memory_bytes', {
      gridPos: { x: 12, w: 6 },
      fieldConfig: { defaults: { unit: 'bytes' } },
    }),
    panel('table', 'Oldest', 'orders_age_seconds', {
      gridPos: { x: 18, w: 6 },
      fieldConfig: { defaults: { unit: 's' } },
    }),
    panel('timeseries', 'Lost', 'orders_lost', { targets: [{ expr: 'orders_lost' }] }),
    panel('timeseries', 'Misspelt', 'rate(orders_total[5m)', { gridPos: { x: 12, w: 12 } }),
    panel('heatmap', 'Waiting', 'orders_waiting'),
    {
      type: 'text',
      title: 'To know',
      gridPos: { x: 12, w: 12 },
      options: { content: 'Orders rest at night.' },
    },
  ],
};

/** In OpenMetrics, a wave of orders of two pods. */
export const series = `${[0, 1].map(samplesOf).join('')}# EOF\n`;

function samplesOf(pod: number): string {
  const labels = `namespace="orders",pod="orders-${pod}"`;
  const times = Array.from({ length: 61 }, (_, index) => index);
  let taken = 0;
  const line = (name: string, value: (index: number) => number): string =>
    times.map((index) => `${name}{${labels}} ${value(index)} ${from + index * 30}\n`).join('');
  return [
    line('orders_total', (index) => (taken += Math.round(60 + 30 * Math.sin(index / 6 + pod)))),
    line('orders_memory_bytes', () => 300 * 2 ** 20),
    line('orders_age_seconds', () => 0.25 + pod),
  ].join('');
}

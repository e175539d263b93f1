// A panel and what Prometheus answers, as the page shows it.
import { messageOf } from '../../lib/message-of.ts';
import type { Dashboard, Panel, Target } from './model.ts';
import { type Asked, rangeOf, type Series, Unreachable } from './prometheus.ts';
import { type Scale, scaleOf, written } from './units.ts';
import { resolved, type Values, valuesFor } from './variables.ts';

/** One line of a chart, or one value of a panel that shows the last. */
export interface Line {
  readonly name: string;
  /** One for each time of the panel; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly last: string;
  readonly greatest: string;
}

export interface DrawnPanel {
  readonly kind: 'row' | 'lines' | 'values' | 'text';
  readonly panel: Panel;
  readonly scale: Scale;
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** Values at which something is wrong: scaled, and in words. */
  readonly thresholds: readonly { readonly at: number; readonly text: string }[];
  /** The legends of queries that nothing answers. */
  readonly silent: readonly string[];
  /** Why nothing is shown; none where something is. */
  readonly without?: string;
}

export interface DrawnDashboard {
  readonly dashboard: Dashboard;
  readonly values: Values;
  readonly panels: readonly DrawnPanel[];
}

const kinds: Readonly<Record<string, DrawnPanel['kind']>> = {
  row: 'row',
  timeseries: 'lines',
  stat: 'values',
  gauge: 'values',
  bargauge: 'values',
  table: 'values',
  text: 'text',
};

/** @throws Unreachable */
export async function drawn(dashboard: Dashboard, asked: Asked): Promise<DrawnDashboard> {
  const values = valuesFor(dashboard, asked);
  const panels = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  return { dashboard, values, panels: await Promise.all(panels.map((panel) => drawnPanel(panel, values, asked))) };
}

async function drawnPanel(panel: Panel, values: Values, asked: Asked): Promise<DrawnPanel> {
  const { unit = 'short', thresholds } = panel.fieldConfig?.defaults ?? {};
  const kind = kinds[panel.type] ?? 'text';
  const empty = { kind, panel, scale: scaleOf(unit, 0), times: [], lines: [], thresholds: [], silent: [] };
  if (!(panel.type in kinds)) return { ...empty, without: `This page does not draw a panel of type "${panel.type}".` };
  if (kind === 'row' || kind === 'text') return empty;
  try {
    const targets = panel.targets ?? [];
    const answers = await Promise.all(targets.map((target) => answer(target, values, asked)));
    const named = answers.flat();
    const silent = targets
      .filter((_, index) => answers[index]?.length === 0)
      .map(({ legendFormat, expr }) => legendFormat ?? expr);
    if (named.length === 0) return { ...empty, silent, without: 'No data.' };
    const limits = (thresholds?.steps ?? []).flatMap(({ value }) => value ?? []);
    const scale = scaleOf(unit, Math.max(...named.flatMap(({ series }) => finite(series)), ...limits, 0));
    const times = timesOf(asked);
    return {
      ...empty,
      silent,
      scale,
      times,
      lines: named.map(({ name, series }) => line(name, series, times, scale)),
      thresholds: limits.map((limit) => ({ at: limit * scale.factor, text: written(limit, scale) })),
    };
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    return { ...empty, without: `Prometheus refuses the query: ${messageOf(error)}` };
  }
}

interface Named {
  readonly name: string;
  readonly series: Series;
}

async function answer({ expr, legendFormat }: Target, values: Values, asked: Asked): Promise<Named[]> {
  const answered = await rangeOf(resolved(expr, values), asked);
  const shown = answered.filter((series) => finite(series).length > 0);
  return shown.map((series) => ({ name: legend(legendFormat, series.labels), series }));
}

/** As Grafana writes it: labels in a pattern, else all of them. */
function legend(pattern: string | undefined, labels: Series['labels']): string {
  if (pattern !== undefined && pattern !== '' && pattern !== '__auto')
    return pattern.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? '');
  const { __name__: name = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, value]) => `${label}="${value}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(', ')}}` : ''}` || 'value';
}

function line(name: string, series: Series, times: readonly number[], scale: Scale): Line {
  const all = finite(series);
  return {
    name,
    values: times.map((time) => {
      const value = series.values.get(time);
      return value === undefined || !Number.isFinite(value) ? null : value * scale.factor;
    }),
    last: written(all.at(-1), scale),
    greatest: written(Math.max(...all), scale),
  };
}

/** A quotient of nothing by nothing is no value. */
function finite({ values }: Series): number[] {
  return [...values.values()].filter((value) => Number.isFinite(value));
}

function timesOf({ from, to, step }: Asked): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

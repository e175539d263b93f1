// Grafana's dashboards are hundreds of lines of JSON of which a person means twenty: those are typed here, the rest is laid out.
import { createHash } from 'node:crypto';
import type { Query } from './promql.ts';

/** One graph over time, from zero up. */
export interface Panel {
  /** What is drawn; each title once in a dashboard, as the panel's id comes from it. */
  readonly title: string;
  /** Grafana's unit: requests a second, a share of 1, seconds, or a plain number. */
  readonly unit: 'reqps' | 'percentunit' | 's' | 'short';
  /** What a good value is, or what to do about a bad one: shown on hover. @default none */
  readonly description?: string;
  /** A value, in the panel's unit, that a good one stays below: drawn as a line. @default none */
  readonly threshold?: number;
  /** Queries by legend, one or more; the legend may hold labels: `{{pod}}`. */
  readonly queries: Readonly<Record<string, Query>>;
}

/** Panels beside each other, under a heading. */
export interface Row {
  /** The heading above its panels. */
  readonly title: string;
  /** 1 to 4; they share the width. */
  readonly panels: readonly Panel[];
}

export interface Overview {
  /** Part of the address of the dashboard: 1 to 40 letters, digits, `-` and `_`. */
  readonly uid: string;
  /** As it stands in Grafana's list. */
  readonly title: string;
  /** From top to bottom. */
  readonly rows: readonly Row[];
}

/** Columns of Grafana's grid, and how many of its lines a heading and a panel take. */
const grid = { columns: 24, heading: 1, panel: 8 };

/** The data source that kube-prometheus-stack provisions under this uid. */
const datasource = { type: 'prometheus', uid: 'prometheus' };

/** A dashboard in Grafana's JSON model (schema 42, since Grafana 12), without anything that changes from one run to the next. */
export function grafanaModel({ uid, title, rows }: Overview) {
  return {
    uid,
    title,
    tags: ['fleetwright'],
    editable: false,
    graphTooltip: 1,
    schemaVersion: 42,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'utc',
    annotations: { list: [] },
    templating: { list: [] },
    panels: rows.flatMap((row, index) => rowModel(row, index * (grid.heading + grid.panel))),
  };
}

/** A number for a title: a link to a panel holds its id, so it must survive a panel that is put in before it. */
export function panelId(title: string): number {
  return Number.parseInt(createHash('sha256').update(title).digest('hex').slice(0, 7), 16);
}

function rowModel({ title, panels }: Row, y: number) {
  const width = Math.floor(grid.columns / panels.length);
  return [
    {
      id: panelId(`row ${title}`),
      type: 'row',
      title,
      collapsed: false,
      gridPos: { h: grid.heading, w: grid.columns, x: 0, y },
      panels: [],
    },
    ...panels.map((panel, index) => panelModel(panel, { x: index * width, y: y + grid.heading, w: width })),
  ];
}

function panelModel(
  { title, unit, description, threshold, queries }: Panel,
  { x, y, w }: { readonly x: number; readonly y: number; readonly w: number },
) {
  return {
    id: panelId(title),
    type: 'timeseries',
    title,
    description,
    datasource,
    gridPos: { h: grid.panel, w, x, y },
    fieldConfig: { defaults: { unit, min: 0, ...(threshold !== undefined && line(threshold)) }, overrides: [] },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    targets: Object.entries(queries).map(([legendFormat, expr], index) => ({
      refId: String.fromCodePoint(65 + index),
      // Grafana's schema knows by it what else a query may hold.
      datasource,
      expr,
      legendFormat,
    })),
  };
}

function line(threshold: number): object {
  const steps = [
    { color: 'green', value: null },
    { color: 'red', value: threshold },
  ];
  return { custom: { thresholdsStyle: { mode: 'line' } }, thresholds: { mode: 'absolute', steps } };
}

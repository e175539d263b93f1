import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { Dashboard, type DashboardProps } from '../../../lib/monitoring/dashboard.ts';
import { panelId, type Panel } from '../../../lib/monitoring/grafana.ts';
import { select } from '../../../lib/monitoring/promql.ts';
import { findingsOf, objectsOf, only } from '../../support/synthesize.ts';

const load = select({ name: 'load', labels: [] }, {});
const panel = (title: string, queries: Panel['queries'] = { '{{pod}}': load }): Panel => ({
  title,
  unit: 's',
  queries,
});
const good: DashboardProps = {
  title: 'App',
  rows: [
    { title: 'First', panels: [panel('A'), panel('B'), panel('C')] },
    { title: 'Second', panels: [panel('D', { one: load, two: load })] },
  ],
};

const chart = (props: DashboardProps, id = 'overview') => ({
  app: (scope: Chart) => void new Dashboard(scope, id, props),
});

function configMap(props: DashboardProps) {
  const { data, metadata } = only(objectsOf(chart(props)), 'ConfigMap');
  const [[file, text] = ['', '']] = Object.entries(data as Record<string, string>);
  return { metadata, file, text, model: JSON.parse(text) as Model };
}

interface Model {
  readonly uid: string;
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
    readonly datasource?: unknown;
    readonly fieldConfig?: { readonly defaults: unknown };
    readonly targets?: unknown;
  }[];
}

test("Grafana's sidecar finds the dashboard by its label, under a name that no other namespace takes", () => {
  const { metadata, file, model } = configMap(good);
  expect(metadata.labels).toEqual({ grafana_dashboard: '1' });
  expect(file).toBe('app-overview.json');
  expect(model.uid).toBe('app-overview');
});

test('panels of a row share its width, and rows stand below each other', () => {
  const places = configMap(good).model.panels.map(({ title, gridPos: { x, y, w, h } }) => [title, x, y, w, h]);
  expect(places).toEqual([
    ['First', 0, 0, 24, 1],
    ['A', 0, 1, 8, 8],
    ['B', 8, 1, 8, 8],
    ['C', 16, 1, 8, 8],
    ['Second', 0, 9, 24, 1],
    ['D', 0, 10, 24, 8],
  ]);
});

test('a panel keeps its id when another is put in before it', () => {
  const more = { ...good, rows: [{ title: 'New', panels: [panel('N')] }, ...good.rows] };
  const idOfD = (props: DashboardProps) => configMap(props).model.panels.find(({ title }) => title === 'D')?.id;
  expect(idOfD(more)).toBe(idOfD(good));
  expect(idOfD(good)).toBe(panelId('D'));
});

test('every panel asks the one Prometheus of the cluster, each query under its legend', () => {
  const d = configMap(good).model.panels.find(({ title }) => title === 'D');
  const datasource = { type: 'prometheus', uid: 'prometheus' };
  expect(d?.datasource).toEqual(datasource);
  expect(d?.targets).toEqual([
    { refId: 'A', datasource, expr: 'load', legendFormat: 'one' },
    { refId: 'B', datasource, expr: 'load', legendFormat: 'two' },
  ]);
});

test('a threshold is a line, and red above it; without one there is no line', () => {
  const rows = [{ title: 'First', panels: [panel('A'), { ...panel('B'), threshold: 0.5 }] }];
  const [, a, b] = configMap({ title: 'App', rows }).model.panels;
  expect(a?.fieldConfig?.defaults).toEqual({ unit: 's', min: 0 });
  expect(b?.fieldConfig?.defaults).toEqual({
    unit: 's',
    min: 0,
    custom: { thresholdsStyle: { mode: 'line' } },
    thresholds: {
      mode: 'absolute',
      steps: [
        { color: 'green', value: null },
        { color: 'red', value: 0.5 },
      ],
    },
  });
});

test('the same description gives the same bytes, two blanks a level', () => {
  const { text } = configMap(good);
  expect(configMap(good).text).toBe(text);
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
});

test.each<[string, Partial<DashboardProps>, string]>([
  ['without title', { title: '' }, 'title: is empty; write: what the dashboard shows'],
  ['without rows', { rows: [] }, 'rows: is empty; write: one row or more'],
  [
    'with an empty row',
    { rows: [{ title: 'First', panels: [] }] },
    'rows: "First" has 0 panels; write: 1 to 4 panels in a row',
  ],
  [
    'with five panels in a row',
    { rows: [{ title: 'First', panels: ['A', 'B', 'C', 'D', 'E'].map((title) => panel(title)) }] },
    'rows: "First" has 5 panels; write: 1 to 4 panels in a row',
  ],
  [
    'with a panel that asks nothing',
    { rows: [{ title: 'First', panels: [panel('A', {})] }] },
    'panels: "A" has no query; write: one query or more',
  ],
  [
    'with two panels of one title',
    { rows: [{ title: 'First', panels: [panel('A'), panel('A')] }] },
    'panels: "A" is there twice; write: a title of its own for each panel: its id comes from it',
  ],
])('a dashboard %s is refused', (_name, props, fault) => {
  expect(faultsOf(chart({ ...good, ...props }))).toEqual([fault]);
});

test("a dashboard whose namespace and id are too long for Grafana's uid is refused", () => {
  const id = 'o'.repeat(40);
  expect(faultsOf(chart(good, id))).toEqual([
    `uid: "app-${id}" is no uid of Grafana; write: namespace and id of 39 characters together`,
  ]);
});

test('a complete dashboard is not refused', () => expect(faultsOf(chart(good))).toEqual([]));

function faultsOf(charts: Parameters<typeof findingsOf>[0]): string[] {
  return findingsOf(charts)
    .filter(({ code }) => code === 'invalid-setting')
    .map(({ field, problem, write }) => `${field}: ${problem}; write: ${write}`);
}

// A dashboard is in Git beside the service that it shows: Grafana's sidecar takes it from a labelled ConfigMap.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { ModelObject } from '../model-object.ts';
import { dashboardLabel } from '../platform.ts';
import { mapOf, misfitsOf, needed, number, propsOf, text } from '../validation/props.ts';
import { listOf, oneOf } from '../validation/shape.ts';
import { addRules, type Fault, unless } from '../validation/rules.ts';
import { grafanaModel, type Panel, panelId, type Row } from './grafana.ts';

export interface DashboardProps {
  /** Heading, and name in Grafana's list. */
  readonly title: string;
  /** From top to bottom, one or more. */
  readonly rows: readonly Row[];
}

const panel = propsOf<Panel>({
  title: needed(text),
  unit: needed(oneOf('reqps', 'percentunit', 's', 'short')),
  description: text,
  threshold: number,
  queries: needed(mapOf(text)),
});
const row = propsOf<Row>({ title: needed(text), panels: needed(listOf(panel)) });

const shape = propsOf<DashboardProps>({ title: needed(text), rows: needed(listOf(row)) });

/**
 * A ConfigMap with one dashboard. Its name is the id; its uid in Grafana is `<namespace>-<id>`, as is its file: the sidecar
 * puts those of all namespaces into one folder. Source of the label: kube-prometheus-stack, `grafana.sidecar.dashboards`.
 */
export class Dashboard extends ModelObject<IConfigMap> {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    const unknown = misfitsOf(scope, id, props, shape);
    const { title, rows } = props;
    const uid = `${Chart.of(scope).namespace ?? ''}-${id}`;
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: id, labels: { [dashboardLabel]: '1' } },
      data: { [`${uid}.json`]: `${JSON.stringify(grafanaModel({ uid, title, rows }), null, 2)}\n` },
    });
    addRules(this, () => [...unknown, ...dashboardFaults(uid, title, rows)]);
  }
}

function dashboardFaults(uid: string, title: string, rows: readonly Row[]): Fault[] {
  const panels = rows.flatMap((row) => row.panels);
  const ids = panels.map((panel) => panelId(panel.title));
  return [
    ...unless(/^[\w-]{1,40}$/.test(uid), {
      field: 'uid',
      problem: `"${uid}" is no uid of Grafana`,
      write: 'namespace and id of 39 characters together',
    }),
    ...(title.trim() === '' ? [{ field: 'title', problem: 'is empty', write: 'what the dashboard shows' }] : []),
    ...unless(rows.length > 0, { field: 'rows', problem: 'is empty', write: 'one row or more' }),
    ...rows
      .filter((row) => row.panels.length < 1 || row.panels.length > 4)
      .map((row) => ({
        field: 'rows',
        problem: `"${row.title}" has ${row.panels.length} panels`,
        write: '1 to 4 panels in a row',
      })),
    ...panels
      .filter(({ queries }) => Object.keys(queries).length === 0)
      .map((panel) => ({ field: 'panels', problem: `"${panel.title}" has no query`, write: 'one query or more' })),
    ...panels
      .filter((panel, index) => ids.indexOf(panelId(panel.title)) < index)
      .map((panel) => ({
        field: 'panels',
        problem: `"${panel.title}" is there twice`,
        write: 'a title of its own for each panel: its id comes from it',
      })),
  ];
}

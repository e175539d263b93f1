// The sample service's monitoring as it is rendered for a cluster: what that gets, not what the code means.
import { composeFleet } from '../../../lib/fleet.ts';
import fleet from '../../../main.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import { render } from '../../../render/render.ts';

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Target {
  readonly expr: string;
  readonly legendFormat: string;
}

const app = new FleetApp('.preview');
composeFleet(app, { ...fleet, clusters: fleet.clusters.slice(-1) });
const objects = render(app)
  .objects.filter(({ layer, chart }) => layer === 'apps' && chart === 'shortener')
  .map(({ object }) => object);

/** A rule that makes a series. */
interface Recording {
  readonly record: string;
  readonly expr: string;
}

/** The groups of all PrometheusRules: a rule file, as Prometheus gets it from its operator. */
export const ruleFile = {
  groups: objects
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(({ spec }) => (spec as { readonly groups: readonly Group[] }).groups),
};

interface Group {
  readonly rules: readonly (Rule | Recording)[];
}

const all = ruleFile.groups.flatMap((group) => group.rules);

/** The alerts. */
export const rules: readonly Rule[] = all.filter((rule) => 'alert' in rule);

/** The rules that make the series which alerts read. */
export const recordings: readonly Recording[] = all.filter((rule) => 'record' in rule);

/** The queries of all panels of the dashboard. */
export const targets: readonly Target[] = dashboards().flatMap(({ panels }) =>
  panels.flatMap((panel) => panel.targets ?? []),
);

function dashboards() {
  return objects
    .filter(({ metadata }) => metadata.labels?.['grafana_dashboard'] === '1')
    .flatMap(({ data }) => Object.values(data as Record<string, string>))
    .map((json) => JSON.parse(json) as { readonly panels: readonly { readonly targets?: readonly Target[] }[] });
}

// The sample service's monitoring as it is rendered for a cluster: what that gets, not what the code means.
import { composeFleet } from '../../../lib/fleet.ts';
import fleet from '../../../main.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import { render } from '../../../render/render.ts';
import { only } from '../../support/synthesize.ts';

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

/** The spec of the PrometheusRule: a rule file, as Prometheus gets it from its operator. */
export const ruleFile = only(objects, 'PrometheusRule')['spec'] as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};

export const rules: readonly Rule[] = ruleFile.groups.flatMap((group) => group.rules);

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

// Each dashboard that Grafana will get is one that Grafana's schema takes.
import { expect, test } from '@jest/globals';
import fleet from '../../main.ts';
import { publishedIn } from '../../commands/dashboards/published.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { schemaFaults } from '../support/grafana-schema.ts';

const clusters = fleet.clusters.map(({ name }) => name);
const dashboards = Object.fromEntries(
  publishedIn('dist', clusters).map(({ dashboard }) => [dashboard.uid, dashboard] as const),
);

describeWith(['grafana-schema'], 'the dashboards of dist/', (programs) => {
  test('are taken by the schema of Grafana', () => {
    const faults = schemaFaults(programs['grafana-schema'], dashboards);
    expect(faults).toEqual(Object.fromEntries(Object.keys(dashboards).map((uid) => [uid, []])));
  });
});

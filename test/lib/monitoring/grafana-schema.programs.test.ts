// What Grafana would pass over in silence, a misspelt field among it, its schema refuses.
import { expect, test } from '@jest/globals';
import { grafanaModel } from '../../../lib/monitoring/grafana.ts';
import { select } from '../../../lib/monitoring/promql.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { schemaFaults } from '../../support/grafana-schema.ts';

const load = select({ name: 'load', labels: [] }, {});
const model = grafanaModel({
  uid: 'app-overview',
  title: 'App',
  rows: [
    {
      title: 'Load',
      panels: [{ title: 'Load', unit: 's', description: 'Low is good.', threshold: 1, queries: { '{{pod}}': load } }],
    },
  ],
});

describeWith(['grafana-schema'], "Grafana's schema", (programs) => {
  /** The faults of a dashboard whose text is changed. */
  function faultsOf(from: string, to: string): readonly string[] | undefined {
    const text = JSON.stringify(model);
    if (!text.includes(from)) throw new Error(`no ${from} in ${text}`);
    return schemaFaults(programs['grafana-schema'], { it: JSON.parse(text.replaceAll(from, to)) })['it'];
  }

  test('takes the dashboards that are made here', () => {
    expect(faultsOf('"title"', '"title"')).toEqual([]);
  });

  test.each([
    ['a field of the dashboard', '"refresh"', '"refreshed"', "Dashboard: unexpected field 'refreshed'"],
    ['a place of a panel', '"gridPos"', '"place"', "panels[1].Panel: unexpected field 'place'"],
    [
      'an option that must be there',
      '"legend":',
      '"legends":',
      'panels[1].options.legend: required field is missing from input',
    ],
    ['a query', '"expr"', '"query"', 'panels[1].targets[0].expr: required field is missing from input'],
    [
      'a setting of all kinds of panels',
      '"unit"',
      '"units"',
      "panels[1].fieldConfig.defaults.FieldConfig: unexpected field 'units'",
    ],
    [
      'a setting of one kind',
      '"thresholdsStyle"',
      '"style"',
      "panels[1].fieldConfig.defaults.custom.GraphFieldConfig: unexpected field 'style'",
    ],
    ['a type of panel', '"timeseries"', '"timeserie"', 'panels[1].type: "timeserie" is no type of panel'],
    [
      'a title that is no text',
      '"title":"App"',
      '"title":1',
      'title: json: cannot unmarshal number into Go value of type string',
    ],
  ])('refuses, where it is wrong, %s', (_name, from, to, fault) => {
    expect(faultsOf(from, to)).toContain(fault);
  });
});

// Every alert of this fleet reaches whom its settings say, by Alertmanager's own word; the table that a command prints says the same.
import { describe, expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { type Told, toldIn } from '../../commands/alerts/table.ts';
import { composeFleet } from '../../lib/fleet.ts';
import fleet from '../../main.ts';
import { asRecord, at } from '../../render/fields.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { resolve } from '../../render/resolve.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { amtool } from '../support/amtool.ts';
import { one } from './platform.ts';

describeWith(['amtool'], 'alerts', ({ amtool: program }) => {
  describe.each(clusters)('in $name', (cluster) => {
    const app = new FleetApp('.preview');
    composeFleet(app, { ...fleet, clusters: [cluster] });
    const objects = resolve(app).objects.map(({ object }) => object);
    const values = asRecord(at(one(objects, 'HelmRelease', 'kube-prometheus-stack'), 'spec.values.alertmanager'));
    const given = { config: values.config, templateFiles: values.templateFiles as Record<string, string> };
    const told = toldIn(objects);

    test('go by a configuration that Alertmanager takes', () => {
      expect(amtool(program, ['check-config', 'alertmanager.yml'], given)).toMatchObject({ code: 0 });
    });

    test.each(told.map((row) => [row.alert, row] as const))('%s', (_name, row) => {
      const route = asRecord(cluster.alerting.owners)[row.owner];
      expect(row.receivers).toEqual([asRecord(route)[row.severity]]);
      expect(told.filter(({ alert }) => alert === row.alert)).toHaveLength(1);
      expect(amtool(program, routesTest(row), given)).toMatchObject({ code: 0, output: `${row.receivers.join()}\n` });
    });
  });
});

function routesTest({ alert, severity, owner, receivers }: Told): string[] {
  const labels = [`alertname=${alert}`, `severity=${severity}`, `owner=${owner}`];
  return [
    'config',
    'routes',
    'test',
    '--config.file=alertmanager.yml',
    `--verify.receivers=${receivers.join()}`,
    ...labels,
  ];
}

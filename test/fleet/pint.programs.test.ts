// What pint finds in a rule of the fleet is mended: that it can never fire, or always does, or tells of a label that is not there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readObjects } from '../../render/read-objects.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { runInFolder } from '../support/run-in-folder.ts';

const config = '.pint.hcl';
const lint = ['--offline', '--no-color', 'lint', '--min-severity=info', '--fail-on=info'];

/** A rule, as an object in dist/ has it. */
const ruled = (rule: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  [config]: readFileSync(config, 'utf8'),
  'PrometheusRule.monitoring.coreos.com_shop.yaml': [
    'apiVersion: monitoring.coreos.com/v1',
    'kind: PrometheusRule',
    'spec:',
    '  groups:',
    '  - name: shop',
    '    rules:',
    '    - alert: Shop',
    ...Object.entries(rule).map(([field, value]) => `      ${field}: ${value}`),
    '',
  ].join('\n'),
});

describeWith(['pint'], 'the rules in dist/', ({ pint }) => {
  test('hold nothing that pint finds, and it has read each of them', () => {
    const rules = readObjects('dist', 'all')
      .filter(({ object }) => ['PrometheusRule', 'HelmRelease'].includes(object.kind))
      .flatMap(({ at }) => readFileSync(at, 'utf8').match(/^[ -]*expr:/gm) ?? []);
    const { status, stdout, stderr } = spawnSync(pint, [...lint, 'dist'], { encoding: 'utf8' });
    expect(rules.length).toBeGreaterThan(0);
    expect({ status, said: `${stdout}${stderr}` }).toEqual({
      status: 0,
      said: expect.stringContaining(` entries=${rules.length} `),
    });
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['fires whatever the value', { expr: 'rate(requests_total[5m])' }, 'alerts/comparison'],
    ['fires while nothing is measured', { expr: 'label_replace(absent(up), "a", "b", "", "")' }, 'alerts/comparison'],
    ['can match nothing', { expr: 'sum by (job) (up) * on (pod) kube_pod_info > 0' }, 'promql/impossible'],
    [
      'tells of a label that is gone',
      { expr: 'sum by (job) (up) == 0', annotations: '{ summary: "{{ $labels.pod }}" }' },
      'alerts/template',
    ],
    [
      'hands a label over for nothing',
      { expr: 'sum by (job) (up * on (pod) group_left (node) kube_pod_info) > 0' },
      'promql/impossible',
    ],
    ['is a pattern without need', { expr: 'up{job=~"shop"} == 0' }, 'promql/regexp'],
  ])('a rule that %s is found', (_what, rule, check) => {
    const { code, output } = runInFolder(pint, [...lint, '.'], ruled(rule));
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`(${check})`) });
  });

  test('a rule that is as it should be is not found', () => {
    const { code, output } = runInFolder(pint, [...lint, '.'], ruled({ expr: 'up{job="shop"} == 0' }));
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(' entries=1 ') });
  });
});

// What is told of the public hosts, in the real promtool: each alert quiet, and each firing.
import { describe, expect, test } from '@jest/globals';
import { runbookPage } from '../../../../lib/monitoring/runbook.ts';
import { publicProbeAlerts } from '../../../../lib/platform/public-probes/alerts.ts';
import { describeWith } from '../../../../tools/describe-with.ts';
import { promtool } from '../../../support/promtool.ts';
import { asRecord, at } from '../../../../render/fields.ts';
import { ruleMutants } from '../../../support/rule-mutants.ts';
import type { Verdict } from '../../../support/run-in-folder.ts';
import { only } from '../../../support/synthesize.ts';
import { probed } from './composed.ts';

const objects = probed([]).objects.map(({ object }) => object);
const rules = at(only(objects, 'PrometheusRule'), 'spec');

const host = 'https://shop.example.com/';
const probe = (metric: string): string =>
  `${metric}{job="public-hosts", namespace="public-probes", instance="${host}"}`;
const proxy = (name: string): string => `up{namespace="public-gateway", job="public-gateway/proxies", pod="${name}"}`;
const days = (count: number): number => count * 86400;

/** Time in the tests begins at 0, so a certificate that ends at 864000 has ten days left then. */
const certificate = (secondsLeft: number, minutes = 90) => ({
  [probe('probe_ssl_earliest_cert_expiry')]: `${secondsLeft}x${minutes}`,
});

const labels = { job: 'public-hosts', namespace: 'public-probes', instance: host };
const fails = { ...labels, summary: `${host} fails for whoever asks for it: its name, its certificate, or a 5xx.` };

const cases = [
  ['PublicHostFails', 'every probe is good', { [probe('probe_success')]: '1x20' }, '20m', undefined],
  ['PublicHostFails', 'one was not', { [probe('probe_success')]: '1x10 0 1x9' }, '20m', undefined],
  ['PublicHostFails', 'none has been for four minutes', { [probe('probe_success')]: '1x15 0x4' }, '20m', undefined],
  ['PublicHostFails', 'none has been for six', { [probe('probe_success')]: '1x13 0x6' }, '20m', fails],
  [
    'PublicHostFails',
    'a probe of somebody else fails',
    { 'probe_success{job="other", instance="x"}': '0x20' },
    '20m',
    undefined,
  ],
  ['PublicCertificateEnds', 'it has eleven days left', certificate(days(11)), '80m', undefined],
  [
    'PublicCertificateEnds',
    'it has nine',
    certificate(days(9) + 80 * 60),
    '80m',
    { ...labels, summary: `The certificate of ${host} ends in 9d 0h 0m 0s, and nobody renews it.` },
  ],
  ['PublicCertificateEnds', 'it has fewer than ten for half an hour', certificate(days(9)), '30m', undefined],
  ['GatewayNotScraped', 'one of two proxies answers', { [proxy('a')]: '1x20', [proxy('b')]: '0x20' }, '20m', undefined],
  ['GatewayNotScraped', 'none has for four minutes', { [proxy('a')]: '1x16 0x4' }, '20m', undefined],
  ['GatewayNotScraped', 'none does', { [proxy('a')]: '0x20', [proxy('b')]: '0x20' }, '20m', gatewayLost()],
  ['GatewayNotScraped', 'none is known', {}, '20m', gatewayLost()],
] as const;

function gatewayLost() {
  return { summary: 'No proxy of the Gateway answers Prometheus: objectives that it counts see nothing.' };
}

describeWith(['promtool'], 'the public hosts', (paths) => {
  test.each(cases.map((row) => [row[0], row[4] ? 'fires' : 'is quiet', row[1], row] as const))(
    '%s %s when %s',
    (_alert, _does, _when, row) => {
      const { code, output } = looked(paths.promtool, rules, row);
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('SUCCESS') });
    },
  );

  test.each(
    publicProbeAlerts.flatMap(({ name, expr: own }) =>
      ruleMutants(own).map(({ slip, expr }) => [name, slip, expr] as const),
    ),
  )('%s is told from one with a slip: %s', (name, _slip, expr) => {
    const mutated = JSON.parse(JSON.stringify(rules), (_key, value: unknown) => {
      const { alert } = asRecord(value);
      return alert === name ? { ...asRecord(value), expr } : value;
    }) as unknown;
    const verdicts = cases.filter(([alert]) => alert === name).map((row) => () => looked(paths.promtool, mutated, row));
    expect(verdicts.some((verdict) => verdict().output.includes('got:'))).toBe(true);
  });
});

function looked(program: string, of: unknown, [alert, , series, time, fired]: (typeof cases)[number]): Verdict {
  const { summary, ...labels } = fired ?? { summary: '' };
  const { severity } = publicProbeAlerts.find(({ name }) => name === alert) ?? {};
  const expected = {
    exp_labels: { ...labels, severity, owner: 'platform', rule_group: 'public-probes/alerts' },
    exp_annotations: {
      summary,
      runbook_url: `https://github.com/example/box-office/blob/main/docs/runbooks/${runbookPage(alert)}`,
    },
  };
  return promtool(program, ['test', 'rules', 'test.json'], {
    'rules.json': of,
    'test.json': {
      rule_files: ['rules.json'],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
          alert_rule_test: [{ alertname: alert, eval_time: time, exp_alerts: fired ? [expected] : [] }],
        },
      ],
    },
  });
}

describe.each(publicProbeAlerts.map(({ name }) => name))('%s', (name) => {
  test.each([
    ['fires', true],
    ['is quiet', false],
  ])('has a case in which it %s', (_does, isTold) => {
    expect(cases.some(([alert, , , , fired]) => alert === name && (fired !== undefined) === isTold)).toBe(true);
  });
});

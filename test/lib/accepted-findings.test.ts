// A finding stays for a reason and until a day: what lacks either is refused by synth, and what is accepted reaches no cluster.
import { describe, expect, test } from '@jest/globals';
import { Chart } from 'cdk8s';
import { acceptedAt, acceptFinding, type AcceptedFinding } from '../../lib/accepted-findings.ts';
import { ConfigFiles } from '../../lib/workload/config-files.ts';
import { renderCharts } from '../support/synthesize.ts';

const accepted: AcceptedFinding = { check: 'pod-probes', because: 'it has no page for it', until: '2027-06-30' };

const rendering = (...all: readonly AcceptedFinding[]) =>
  renderCharts({
    shop: (chart) => {
      const files = new ConfigFiles(chart, 'files', { a: 'b' });
      for (const each of all) acceptFinding(files, each);
    },
  });

test('what is accepted stands at its construct, and in no object', () => {
  expect(rendering(accepted).objects).toEqual(rendering().objects);
  const chart = new Chart(undefined as never, 'shop');
  acceptFinding(chart, accepted);
  expect(acceptedAt(chart)).toEqual([accepted]);
});

const refused = (each: AcceptedFinding) => rendering(each).findings.filter(({ code }) => code === 'invalid-setting');

describe('synth refuses an acceptance', () => {
  test.each([
    ['without a reason', { because: ' ' }, 'acceptFinding.because', '"pod-probes" has no reason'],
    ['until a day that is none', { until: '2027-02-30' }, 'acceptFinding.until', '"2027-02-30" is not a day'],
    ['until some time', { until: 'next year' }, 'acceptFinding.until', '"next year" is not a day'],
  ])('%s', (_name, change, field, problem) => {
    expect(refused({ ...accepted, ...change })).toEqual([expect.objectContaining({ field, problem })]);
  });

  test('that says something else', () => {
    const other = { ...accepted, owner: 'ann' };
    expect(refused(other)).toEqual([expect.objectContaining({ field: 'owner', problem: 'there is no prop "owner"' })]);
  });
});

// What GitHub's code scanning reads of a report, and what is read back from one.
import { describe, expect, test } from '@jest/globals';
import { foundIn, readSarif, sarifOf } from '../../../commands/scan/sarif.ts';

const found = { rule: 'pod-probes', message: 'has none', file: 'dist/live/a.yaml', line: 3 };

describe('a SARIF log', () => {
  test('names the scanner, each rule once, and the place of each finding', () => {
    const { version, runs } = sarifOf('kube-score', [found, found]);
    expect(version).toBe('2.1.0');
    expect(runs).toEqual([
      {
        tool: { driver: { name: 'kube-score', rules: [{ id: 'pod-probes' }] } },
        results: [0, 1].map(() => ({
          ruleId: 'pod-probes',
          level: 'error',
          message: { text: 'has none' },
          locations: [
            {
              physicalLocation: { artifactLocation: { uri: 'dist/live/a.yaml' }, region: { startLine: 3 } },
            },
          ],
        })),
      },
    ]);
  });

  test('without a finding still says who looked: what was there before is closed', () => {
    expect(sarifOf('kube-score', []).runs).toEqual([
      { tool: { driver: { name: 'kube-score', rules: [] } }, results: [] },
    ]);
  });

  test('is read as it was written', () => {
    const text = JSON.stringify(sarifOf('kube-score', [found]));
    expect(foundIn(readSarif('kube-score', text))).toEqual([found]);
  });

  test('is not what another JSON is', () => {
    expect(() => readSarif('zizmor', '{}')).toThrow('zizmor wrote no SARIF 2.1.0');
  });
});

// What kube-score finds in the real dist/ is mended or accepted; and each check that nobody is asked is one that would be found.
import { expect, test } from '@jest/globals';
import { houseRules } from '../../commands/scan/house-rules.ts';
import { scanManifests } from '../../commands/scan/manifests.ts';
import fleet from '../../main.ts';
import { report } from '../../render/report.ts';
import { describeWith } from '../../tools/describe-with.ts';

/** The clock has no say: what runs out is told by `npm run scan`. */
const today = '2026-11-29';

describeWith(['kube-score'], 'dist/', ({ 'kube-score': program }) => {
  test('holds nothing that is neither mended nor accepted', async () => {
    const { findings } = await scanManifests(fleet, { program, dist: 'dist', today });
    expect(report(findings)).toBe('');
  });

  test('would hold what the rules of the house are about, and nothing else', async () => {
    const { findings } = await scanManifests(fleet, { program, dist: 'dist', today, without: [] });
    const codes = new Set(findings.map(({ code }) => code));
    expect([...codes].toSorted()).toEqual(houseRules.map(({ check }) => check).toSorted());
  });
});

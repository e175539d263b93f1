// What kube-score finds in the real dist/ is mended or accepted.
import { expect, test } from '@jest/globals';
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
});

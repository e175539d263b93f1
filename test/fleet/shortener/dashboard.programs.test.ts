// A panel with a mistyped query is an empty panel, seen on the day that it is needed: promtool reads each of them first.
import { expect, test } from '@jest/globals';
import { describeWith } from '../../../tools/describe-with.ts';
import { promtool } from '../../support/promtool.ts';
import { targets } from './rendered.ts';

describeWith(['promtool'], "the sample service's dashboard", (paths) => {
  test('asks nothing that Prometheus cannot read', () => {
    const rules = targets.map(({ expr }, index) => ({ record: `panel:query_${index}`, expr }));
    const { code, output } = promtool(paths.promtool, ['check', 'rules', 'rules.json'], {
      'rules.json': { groups: [{ name: 'panels', rules }] },
    });
    expect(output).toContain(`SUCCESS: ${rules.length} rules found`);
    expect(code).toBe(0);
  });
});

// A fleet of one cluster with a name of its own, in another cloud of Azure, without Cilium, on another branch: no test of the machine
// is about the demonstration's clusters, and no page stops short of it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Clone } from './clone.ts';
import { clusters, describeDemonstration } from './demonstration.ts';
import { renameBranch, replaceClusters, run } from './edits.ts';
import { complaints, failures } from './verdict.ts';

const minutes = 60_000;

describeDemonstration('a fleet with other names', () => {
  let clone: Clone;
  beforeAll(() => void (clone = new Clone()));
  afterAll(() => clone.remove());

  test(
    'docs/add-a-cluster.md and docs/removals.md put one cluster in the place of all, with the consent that synth names',
    () => {
      replaceClusters(clone);
      renameBranch(clone);
      const { said } = clone.shell('npm run -s synth');
      const [, consented = ''] = /if all of it is meant: (npm run synth .*?), and in the commit/.exec(said) ?? [];
      for (const cluster of clusters) expect(consented).toContain(`${cluster}/shortener-tenant`);
      run(clone, consented);
      expect(run(clone, 'ls dist').trim()).toBe('prod-weu');
      run(clone, 'npm run -s format');
      expect(complaints(clone)).toBe('');
      clone.commit('One cluster of our own');
    },
    10 * minutes,
  );

  test('and then every test that needs Node alone passes', () => expect(failures(clone)).toBe(''), 30 * minutes);
});

// A fork that takes the sample service out has none at first: what the machine is tested with must not have gone with it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Clone } from './clone.ts';
import { clusters, describeDemonstration } from './demonstration.ts';
import { removeService, run } from './edits.ts';
import { blockWith, readPage } from './page.ts';
import { complaints, failures } from './verdict.ts';

const minutes = 60_000;

describeDemonstration('a fleet without the sample service', () => {
  let clone: Clone;
  beforeAll(() => void (clone = new Clone()));
  afterAll(() => clone.remove());

  test(
    'docs/removals.md takes a service away, with the consent that it names',
    () => {
      const said = removeService(clone);
      expect(clone.shell('npm run -s synth')).toMatchObject({
        status: 1,
        said: expect.stringContaining('removes-protected'),
      });
      const { commands } = readPage('removals');
      const consented = blockWith(commands, 'dev/greeter,').replaceAll('greeter', 'shortener');
      expect(said).toContain(`  ${consented}`);
      run(clone, consented);
      expect(complaints(clone)).toBe('');
      const others = clone.commit('Take the sample away', 'dist').filter((path) => !path.includes('shortener'));
      // In each cluster the release with the routes of alerts loses that of its team, and the probe of its host goes.
      const routes = others.filter((path) => path.includes('/HelmRelease.'));
      const probes = others.filter((path) => /\/Probe\..*_links\./.test(path));
      expect(routes.length).toBe(clusters.length);
      expect(probes.length).toBe(clusters.length);
      expect(others.length).toBe(routes.length + probes.length);
      expect(run(clone, 'npm run -s list')).not.toContain('shortener');
    },
    10 * minutes,
  );

  test('and then every test that needs Node alone passes', () => expect(failures(clone)).toBe(''), 30 * minutes);
});

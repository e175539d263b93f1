// Helm itself renders the charts whose sources can be had without their registries, with the values of dist/.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { clusters } from '../../../clusters/index.ts';
import { inspect } from '../../../commands/helm/inspect.ts';
import { type Release, releasesIn } from '../../../commands/helm/releases.ts';
import { template } from '../../../commands/helm/template.ts';
import { chartFolders } from '../../cluster/chart-sources.ts';
import { describeWith } from '../../programs.ts';

describeWith(['helm'], 'helm', ({ helm: program }) => {
  let folders: ReadonlyMap<string, string>;
  beforeAll(async () => {
    folders = await chartFolders();
  });

  describe.each(clusters)('$name', ({ name: cluster, kubernetes }) => {
    const releases = releasesIn('dist', [cluster]);
    const rendered = (release: Release) => {
      const folder = folders.get(release.chart.url);
      if (!folder) throw new Error(`${release.name}: its chart cannot be had here`);
      return template(release, { program, kubernetes, folder });
    };

    test.each(['cert-manager', 'external-secrets'])('%s is what its release says of it', async (name) => {
      const release = find(releases, name);
      const objects = await rendered(release);
      expect(objects.map(({ kind }) => kind)).toContain('Deployment');
      expect(inspect(release, objects)).toEqual([]);
    });

    test('values that the chart does not take are refused in the words of Helm', async () => {
      const release = { ...find(releases, 'cert-manager'), values: { replicas: 2 } };
      await expect(rendered(release)).rejects.toThrow(/replicas/);
    });
  });
});

function find(releases: readonly Release[], name: string): Release {
  const release = releases.find((each) => each.name === name);
  if (!release) throw new Error(`there is no release ${name}`);
  return release;
}

// Helm itself renders the chart whose source can be had without its registry, with the values of dist/.
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { inspect } from '../../commands/helm/inspect.ts';
import { type Release, releasesIn } from '../../commands/helm/releases.ts';
import { template } from '../../commands/helm/template.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { pinnedModule, pinsFolder } from '../../tools/modules.ts';

describeWith(['helm'], 'helm', ({ helm: program }) => {
  describe.each(clusters)('$name', ({ name: cluster, kubernetes }) => {
    const release = find(releasesIn('dist', [cluster]), 'cert-manager');
    const rendered = async (values = release.values) => {
      const { folder } = await pinnedModule(join(pinsFolder, 'cert-manager'), 'github.com/cert-manager/cert-manager');
      const chart = join(folder, 'deploy/charts/cert-manager');
      return template({ ...release, values }, { program, kubernetes, folder: chart });
    };

    test('cert-manager is what its release says of it', async () => {
      const objects = await rendered();
      expect(objects.map(({ kind }) => kind)).toContain('Deployment');
      expect(inspect(release, objects)).toEqual([]);
    });

    test('values that the chart does not take are refused in the words of Helm', async () => {
      await expect(rendered({ files: ['replicas: 2'], single: [] })).rejects.toThrow(/replicas/);
    });
  });
});

function find(releases: readonly Release[], name: string): Release {
  const release = releases.find((each) => each.name === name);
  if (!release) throw new Error(`there is no release ${name}`);
  return release;
}

// Helm itself renders the charts whose sources can be had without their registries, with the values of dist/.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { clusters } from '../../clusters/index.ts';
import { inspect } from '../../commands/helm/inspect.ts';
import { type Release, releasesIn } from '../../commands/helm/releases.ts';
import { template } from '../../commands/helm/template.ts';
import { chartFolders } from '../../loop/chart-sources.ts';
import { describeWith } from '../../tools/describe-with.ts';

describeWith(['helm'], 'helm', ({ helm: program }) => {
  const copies = mkdtempSync(join(tmpdir(), 'fleetwright-charts-'));
  let folders: ReadonlyMap<string, string>;
  beforeAll(async () => {
    folders = new Map([...(await chartFolders())].map(([url, folder]) => [url, withoutDependencies(folder, copies)]));
  });
  afterAll(() => rmSync(copies, { recursive: true }));

  describe.each(clusters)('$name', ({ name: cluster, kubernetes }) => {
    const releases = releasesIn('dist', [cluster]);
    const rendered = (release: Release) => {
      const folder = folders.get(release.chart.url);
      if (!folder) throw new Error(`${release.name}: its chart cannot be had here`);
      return template(release, { program, kubernetes, folder });
    };

    // Those of External Secrets come into its chart only when that is released, so they are not in its source.
    test.each([
      ['cert-manager', []],
      ['external-secrets', ['external-secrets.io', 'generators.external-secrets.io']],
    ])('%s is what its release says of it', async (name, missing) => {
      const release = find(releases, name);
      const objects = await rendered(release);
      expect(objects.map(({ kind }) => kind)).toContain('Deployment');
      const problems = missing.map((group) => `the chart brings no definition of ${group}`);
      expect(inspect(release, objects).map(({ problem }) => problem)).toEqual(problems);
    });

    test('values that the chart does not take are refused in the words of Helm', async () => {
      const release = { ...find(releases, 'cert-manager'), values: { files: ['replicas: 2'], single: [] } };
      await expect(rendered(release)).rejects.toThrow(/replicas/);
    });
  });
});

function find(releases: readonly Release[], name: string): Release {
  const release = releases.find((each) => each.name === name);
  if (!release) throw new Error(`there is no release ${name}`);
  return release;
}

/** A copy of a chart without the charts that it may pull in from a registry: our values switch them off. */
function withoutDependencies(chart: string, copies: string): string {
  const copy = join(copies, basename(chart));
  cpSync(chart, copy, { recursive: true });
  const file = join(copy, 'Chart.yaml');
  const { dependencies: _dependencies, ...rest } = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  rmSync(file);
  writeFileSync(file, stringify(rest));
  rmSync(join(copy, 'Chart.lock'), { force: true });
  return copy;
}

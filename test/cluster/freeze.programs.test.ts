// A provider that fails holds back what cannot do without it yet, and nothing else: no service waits for an upgrade.
import { beforeAll, expect, test } from '@jest/globals';
import { at } from '../../render/fields.ts';
import { failure } from './commits.ts';
import { describeLoop } from './describe-loop.ts';
import { allReady, progress, root } from './loop.ts';
import type { ChartProgress } from './progress.ts';
import { source } from './cluster.ts';
import { until } from './until.ts';
import type { WorkTree } from './work-tree.ts';

const cluster = 'production';
const inConfig = (chart: string, file: string): string =>
  `dist/${cluster}/controllers/${chart}/cluster-config/HelmRelease.helm.toolkit.fluxcd.io_${file}.yaml`;
const certManager = inConfig('cert-manager', 'cert-manager');
const prometheusCrds = inConfig('prometheus-crds', 'prometheus-operator-crds');
const links = `dist/${cluster}/apps/shortener/shortener/ConfigMap_links.yaml`;

/** Fails as Helm would: the chart's own schema of its values knows no such key. */
const withTypo = (text: string): string => text.replace('    replicaCount: 2\n', '    replicaCounts: 2\n');
/** An upgrade that fails as Helm would: the new version has objects of a kind that nothing defines. */
const withStrangers = (text: string): string =>
  text
    .replace('  annotations:\n', '  annotations:\n    fleetwright.dev/requires: nobody.example.com\n')
    .replace('  maxHistory: 5\n', '  maxHistory: 6\n');

function change(workTree: WorkTree): void {
  workTree.push('Render dist/');
  workTree.write(certManager, withTypo(workTree.read(certManager)));
}

describeLoop('a provider that fails', { cluster, ready: false, change }, ({ loop }) => {
  let behindIt: readonly ChartProgress[];

  beforeAll(async () => {
    await failure(loop(), 'cert-manager', loop().workTree.git('rev-parse', 'HEAD'));
    behindIt = await until(
      async () => {
        const others = (await progress(loop())).filter(({ name }) => name !== 'cert-manager');
        return others.every((chart) => chart.ready || waits(chart)) && others;
      },
      { what: 'every other chart is ready or waits' },
    );
    const { workTree } = loop();
    workTree.git('checkout', '--quiet', 'HEAD~1', '--', certManager);
    await allReady(loop(), { commit: await push('Mend cert-manager') });
  }, 200_000);

  test('in an empty cluster has those that depend on it wait, and the others go on', () => {
    const named = (holds: (chart: ChartProgress) => boolean): string[] =>
      behindIt
        .filter(holds)
        .map(({ name }) => name)
        .toSorted();
    expect(named(({ ready }) => ready)).toEqual(['external-secrets', 'prometheus-crds']);
    expect(named(waits)).toEqual(['issuers', 'prometheus-stack', 'public-gateway', 'shortener']);
  });

  test('in a running cluster does not hold back a new version of the service, on the same commit and on the next', async () => {
    const { workTree } = loop();
    workTree.write(prometheusCrds, withStrangers(workTree.read(prometheusCrds)));
    for (const word of ['one', 'two']) {
      workTree.write(links, workTree.read(links).replace(/"flux": ".*"/, `"flux": "https://example.com/${word}"`));
      const commit = await push(`Lead flux to ${word}`);
      expect(await failure(loop(), 'prometheus-crds', commit)).toContain('prometheus-operator-crds');
      await until(async () => isReadyAt('shortener', commit), { what: `the service is ready at ${word}` });
      expect(await servedLinks()).toContain(`https://example.com/${word}`);
      expect(await isReadyAt('prometheus-crds', commit)).toBe(false);
    }
  }, 180_000);

  async function isReadyAt(name: string, commit: string): Promise<boolean> {
    const charts = await progress(loop());
    return charts.some((chart) => chart.name === name && chart.ready && chart.applied.endsWith(commit));
  }

  async function servedLinks(): Promise<string> {
    const metadata = { name: 'links', namespace: 'shortener' };
    const found = await loop().cluster.objects.get({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
    return JSON.stringify(at(found, 'data'));
  }

  /** Charts that fail do not say for long that they have looked: only the source and the root are waited for. */
  async function push(message: string): Promise<string> {
    const commit = loop().workTree.push(message);
    await loop().cluster.reconcile(source);
    await loop().cluster.reconcile(root);
    return commit;
  }
});

function waits({ message }: ChartProgress): boolean {
  return message.startsWith('dependency ');
}

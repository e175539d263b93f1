// A failed upgrade stays where it is: no service waits for it.
import { expect, test } from '@jest/globals';
import { at } from '../../render/fields.ts';
import { describeLoop } from './describe-loop.ts';
import { chartReference, type Loop, progress, pull } from './loop.ts';
import { until } from './until.ts';

const release =
  'dist/production/controllers/prometheus-crds/cluster-config/HelmRelease.helm.toolkit.fluxcd.io_prometheus-operator-crds.yaml';
const links = 'dist/production/apps/shortener/shortener/ConfigMap_links.yaml';

describeLoop('in a running cluster, a failing upgrade of a provider', { cluster: 'production' }, ({ loop }) => {
  test('does not hold back a new version of the service, on the same commit and on the next', async () => {
    const { workTree } = loop();
    // A release that uses what nobody defines: its stand-in refuses it, as Helm would.
    workTree.write(
      release,
      workTree
        .read(release)
        .replace('  annotations:\n', '  annotations:\n    fleetwright.dev/requires: nobody.example.com\n'),
    );
    await serve('one');
    await until(async () => (await progress(loop())).some(({ name, ready }) => name === 'prometheus-crds' && !ready), {
      what: 'the provider fails',
    });
    await serve('two');
  });

  async function serve(word: string): Promise<void> {
    const { workTree, cluster } = loop();
    workTree.write(links, workTree.read(links).replace(/"flux": ".*"/, `"flux": "https://example.com/${word}"`));
    const commit = workTree.push(`Lead flux to ${word}`);
    await ask(loop());
    await until(
      async () =>
        at(await cluster.objects.get(chartReference('shortener')), 'status.lastAppliedRevision') ===
        `main@sha1:${commit}`,
      { what: `the service is applied at ${word}` },
    );
    const served = await cluster.objects.get({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'links', namespace: 'shortener' },
    });
    expect(JSON.stringify(served)).toContain(`https://example.com/${word}`);
  }

  /** Charts that are not healthy never say that they have looked: only the service is waited for. */
  async function ask(running: Loop): Promise<void> {
    await pull({ ...running, charts: [] });
  }
});

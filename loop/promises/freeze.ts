// In a running cluster no service waits for an upgrade: a provider that fails keeps its charts at what they had, and no others.
import { describe, expect, test } from '@jest/globals';
import { at } from '../../render/fields.ts';
import { failure, offer, takingBack } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { progress } from '../loop.ts';
import { until } from '../until.ts';
import { mark, setField, withApplication } from './application.ts';

/** An upgrade that fails as Helm would: the new version has objects of a kind that nothing defines. */
const withStrangers = (text: string): string =>
  text
    .replace('  annotations:\n', '  annotations:\n    fleetwright.dev/requires: nobody.example.com\n')
    .replace('  maxHistory: 5\n', '  maxHistory: 6\n');

export function testFreeze({ cluster, loop }: LoopUnderTest): void {
  const folder = `dist/${cluster}/controllers/prometheus-crds/cluster-config`;
  const definitions = `${folder}/HelmRelease.helm.toolkit.fluxcd.io_prometheus-operator-crds.yaml`;

  withApplication(cluster, ['Service'], ({ name: application, first }) => {
    describe('an upgrade of a provider that fails', () => {
      takingBack(loop);

      test('does not hold back a new version of the service, on the same commit and on the next', async () => {
        const { workTree } = loop();
        workTree.write(definitions, withStrangers(workTree.read(definitions)));
        for (const word of ['one', 'two']) {
          setField(workTree, first('Service'), mark, word);
          const commit = await offer(loop(), `Say ${word}`);
          expect(await failure(loop(), 'prometheus-crds', commit)).toContain('prometheus-operator-crds');
          await until(async () => isReadyAt(application, commit), { what: `the service is ready at ${word}` });
          expect(at(await loop().cluster.objects.get(first('Service').object), mark.join('.'))).toBe(word);
          expect(await isReadyAt('prometheus-crds', commit)).toBe(false);
        }
      }, 180_000);
    });
  });

  async function isReadyAt(name: string, commit: string): Promise<boolean> {
    const charts = await progress(loop());
    return charts.some((chart) => chart.name === name && chart.ready && chart.applied.endsWith(commit));
  }
}

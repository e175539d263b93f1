// Whatever fails, the last good state stays, a condition says what is wrong, and it heals once the cause is gone.
import { describe, expect, test } from '@jest/globals';
import { at } from '../../render/fields.ts';
import { readyCondition } from '../conditions.ts';
import { failure, offer, release, shortenWaits, takingBack, uid } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { ageSecret, fluxSystem } from '../flux.ts';
import { allReady, chartReference, trustKey } from '../loop.ts';
import type { Reference } from '../objects.ts';
import { until } from '../until.ts';

const chart = 'shortener';
const links: Reference = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'links', namespace: chart } };
const service: Reference = { apiVersion: 'v1', kind: 'Service', metadata: { name: chart, namespace: chart } };

export function testFailure({ cluster, loop }: LoopUnderTest): void {
  const folder = `dist/${cluster}/apps/${chart}/${chart}`;

  describe('the last good state stays, and is followed by the next', () => {
    takingBack(loop, async (running) => shortenWaits(running, 20));

    test('when the API server refuses an object: nothing of its commit is applied', async () => {
      const before = await uid(loop(), service);
      lead('refused');
      edit('Service_shortener.yaml', 'port: 8080', 'port: 80800');
      const commit = await offer(loop(), 'Give the Service a port that does not exist');
      expect(await failure(loop(), chart, commit)).toMatch(/Service\/shortener\/shortener.*80800/);
      expect(await led()).not.toContain('refused');
      expect(await uid(loop(), service)).toBe(before);
      edit('Service_shortener.yaml', 'port: 80800', 'port: 8080');
      await release(loop(), 'Mend the port');
      expect(await led()).toContain('refused');
    });

    test('when the key to decrypt with is missing', async () => {
      const key = { apiVersion: 'v1', kind: 'Secret', metadata: { name: ageSecret, namespace: fluxSystem } };
      await loop().cluster.objects.delete(key);
      lead('locked');
      const commit = await offer(loop(), 'Lead elsewhere');
      expect(await failure(loop(), chart, commit)).toContain(ageSecret);
      expect(await led()).not.toContain('locked');
      await trustKey(loop().cluster, loop().key);
      await allReady(loop(), { commit });
      expect(await led()).toContain('locked');
    });

    test('when the branch is force-pushed: Flux follows it back and on', async () => {
      lead('abandoned');
      await release(loop(), 'Lead elsewhere');
      loop().workTree.git('reset', '--quiet', '--hard', 'HEAD~1');
      const commit = await offer(loop(), 'Lead nowhere else', '--force');
      await allReady(loop(), { commit });
      expect(await led()).not.toContain('abandoned');
    });

    test('when the Git server is gone for a while: it goes on by itself', async () => {
      const { cluster, source } = loop();
      const { git, objects } = cluster;
      await git.pause();
      try {
        await cluster.reconcile(source).catch(() => undefined);
        await until(async () => readyCondition(await objects.get(source)).status === 'False', {
          what: 'the source fails',
        });
        expect(readyCondition(await objects.get(source)).message).toMatch(/connection refused/);
        await allReady(loop());
      } finally {
        await git.resume();
      }
      lead('back');
      await allReady(loop(), { commit: loop().workTree.push('Lead elsewhere') });
      expect(await led()).toContain('back');
    });

    test('when kustomize-controller dies in the middle: it takes up the work again', async () => {
      const { flux, objects } = loop().cluster;
      const before = await uid(loop(), service);
      lead('resumed');
      // A pod that never gets ready keeps the controller at its wait.
      edit('Deployment.apps_shortener.yaml', 'shortener:0.1.0', 'shortener:0.1.1');
      await offer(loop(), 'Lead elsewhere');
      await until(async () => readyCondition(await objects.get(chartReference(chart))).status === 'Unknown', {
        what: 'the controller is in the middle',
      });
      await flux.kustomize.kill();
      expect(await uid(loop(), service)).toBe(before);
      edit('Deployment.apps_shortener.yaml', 'shortener:0.1.1', 'shortener:0.1.0');
      const commit = loop().workTree.push('Mend the image');
      await flux.kustomize.restart();
      await loop().cluster.reconcile(loop().source);
      await allReady(loop(), { commit });
      expect(await led()).toContain('resumed');
      expect(await uid(loop(), service)).toBe(before);
    });
  });

  function lead(word: string): void {
    edit('ConfigMap_links.yaml', 'https://fluxcd.io/', `https://example.com/${word}`);
  }

  async function led(): Promise<string> {
    return JSON.stringify(at(await loop().cluster.objects.get(links), 'data'));
  }

  function edit(file: string, from: string, to: string): void {
    const { workTree } = loop();
    const text = workTree.read(`${folder}/${file}`);
    expect(text).toContain(from);
    workTree.write(`${folder}/${file}`, text.replace(from, to));
  }
}

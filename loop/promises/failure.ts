// Whatever fails, the last good state stays, a condition says what is wrong, and it heals once the cause is gone.
import { describe, expect, test } from '@jest/globals';
import { at } from '../../render/fields.ts';
import { readyCondition } from '../conditions.ts';
import { failure, offer, release, shortenWaits, takingBack, uid } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { ageSecret, fluxSystem } from '../flux.ts';
import { allReady, chartReference, trustKey } from '../loop.ts';
import { pinnedImage } from '../pinned-image.ts';
import { until } from '../until.ts';
import { type Application, image, mark, setField, withApplication } from './application.ts';

export function testFailure(under: LoopUnderTest): void {
  withApplication(under.cluster, ['Deployment', 'Secret', 'Service'], (application) =>
    testFailureOf(application, under),
  );
}

function testFailureOf({ name: chart, first }: Application, { loop }: LoopUnderTest): void {
  const deployment = first('Deployment');
  const service = first('Service');
  const { metadata } = service.object;

  describe('the last good state stays, and is followed by the next', () => {
    takingBack(loop, async (running) => shortenWaits(running, 20));

    test('when the API server refuses an object: nothing of its commit is applied', async () => {
      const before = await uid(loop(), service.object);
      say('refused');
      const good = setField(loop().workTree, service, port, 80_800);
      const commit = await offer(loop(), 'Give the Service a port that does not exist');
      expect(await failure(loop(), chart, commit)).toMatch(
        new RegExp(`Service/${metadata.namespace}/${metadata.name}.*80800`),
      );
      expect(await said()).not.toBe('refused');
      expect(await uid(loop(), service.object)).toBe(before);
      setField(loop().workTree, service, port, good);
      await release(loop(), 'Mend the port');
      expect(await said()).toBe('refused');
    });

    test('when the key to decrypt with is missing', async () => {
      const key = { apiVersion: 'v1', kind: 'Secret', metadata: { name: ageSecret, namespace: fluxSystem } };
      await loop().cluster.objects.delete(key);
      say('locked');
      const commit = await offer(loop(), 'Say something else');
      expect(await failure(loop(), chart, commit)).toContain(ageSecret);
      expect(await said()).not.toBe('locked');
      await trustKey(loop().cluster, loop().key);
      await allReady(loop(), { commit });
      expect(await said()).toBe('locked');
    });

    test('when the branch is force-pushed: Flux follows it back and on', async () => {
      say('abandoned');
      await release(loop(), 'Say something else');
      loop().workTree.git('reset', '--quiet', '--hard', 'HEAD~1');
      const commit = await offer(loop(), 'Say nothing else', '--force');
      await allReady(loop(), { commit });
      expect(await said()).not.toBe('abandoned');
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
      say('back');
      await allReady(loop(), { commit: loop().workTree.push('Say something else') });
      expect(await said()).toBe('back');
    });

    test('when kustomize-controller dies in the middle: it takes up the work again', async () => {
      const { flux, objects } = loop().cluster;
      const before = await uid(loop(), service.object);
      say('resumed');
      // A pod that never gets ready keeps the controller at its wait.
      const good = setField(loop().workTree, deployment, image, pinnedImage);
      await offer(loop(), 'Say something else');
      await until(async () => readyCondition(await objects.get(chartReference(chart))).status === 'Unknown', {
        what: 'the controller is in the middle',
      });
      await flux.kustomize.kill();
      expect(await uid(loop(), service.object)).toBe(before);
      setField(loop().workTree, deployment, image, good);
      const commit = loop().workTree.push('Mend the image');
      flux.kustomize.restart();
      await loop().cluster.reconcile(loop().source);
      await allReady(loop(), { commit });
      expect(await said()).toBe('resumed');
      expect(await uid(loop(), service.object)).toBe(before);
    });
  });

  function say(word: string): void {
    setField(loop().workTree, service, mark, word);
  }

  async function said(): Promise<unknown> {
    return at(await loop().cluster.objects.get(service.object), mark.join('.'));
  }
}

const port = ['spec', 'ports', 0, 'port'] as const;

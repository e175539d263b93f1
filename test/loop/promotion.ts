// An image's way, in a cluster: what was promoted is what runs, and after the rollback what ran before.
import { appendFileSync, cpSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { promotion } from '../../commands/release/promote.ts';
import { rollback } from '../../commands/release/rollback.ts';
import { imageOf, type Pin, pinsOfText, repinned } from '../../lib/pins/images.ts';
import { release, takingBack } from '../../loop/commits.ts';
import type { LoopUnderTest } from '../../loop/describe-loop.ts';
import type { Loop } from '../../loop/loop.ts';
import { repositoryOf } from '../../loop/pod-images.ts';
import { published } from '../../loop/published.ts';
import { at } from '../../render/fields.ts';
import { everyImage } from '../../render/pods.ts';
import { readObjects } from '../../render/read-objects.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { rooms } from '../../tools/rooms.ts';
import { called } from '../support/called.ts';
import { FakeGitHub } from '../support/github.ts';

const service = 'shortener';
const before = 'dev';
const next = 'production';
const fileOf = (cluster: string): string => `clusters/releases/${cluster}.yaml`;
const version = (digit: string): Pin => ({
  repository: 'example.azurecr.io/shortener',
  tag: `0.${digit}.0`,
  digest: `sha256:${digit.repeat(64)}`,
});

/** In the loop of the demonstration's second stage. */
export function testPromotion({ cluster, loop }: LoopUnderTest): void {
  describeWith(['kubectl'], 'an image', ({ kubectl }) => {
    let github: FakeGitHub;
    beforeAll(async () => void (github = await FakeGitHub.start()));
    afterAll(() => github.stop());
    takingBack(loop, async (running) => {
      bringFleet(running);
      pin(running, cluster, version('1'));
      const known = published(cluster).flatMap(({ object }) => everyImage(object).map(({ image }) => image));
      await running.cluster.knowImages([...known, imageOf(version('1')), imageOf(version('2'))]);
      await bringUp();
    });

    const options = () => ({
      cwd: loop().workTree.folder,
      env: {
        GITHUB_REPOSITORY: 'acme/fleet',
        GITHUB_API_URL: github.url,
        GITHUB_TOKEN: 'token',
        KUBECONFIG: loop().cluster.api.kubeconfigFile,
        PATH: `${dirname(kubectl)}${delimiter}${process.env.PATH}`,
      },
    });
    const promote = (...args: string[]) =>
      called(
        promotion(async () => []),
        [service, ...args],
        options(),
      );

    test('that is promoted runs, is healthy for the stage after, and goes back to the one before', async () => {
      const { workTree } = loop();
      pin(loop(), before, version('2'));
      const commit = workTree.push('Pin the next version');
      const creator = { login: `example-${before}-flux[bot]`, type: 'Bot' };
      const context = `${before}/${service}`;
      github.statuses.set(commit, [{ context, state: 'success', description: 'reconciliation succeeded', creator }]);

      expect(await promote('--to', cluster)).toMatchObject({ status: 0, stderr: '' });
      expect(pinOf(loop(), cluster)).toEqual(version('2'));
      await bringUp();
      expect(await runningImages()).toEqual([imageOf(version('2'))]);

      expect(await promote('--to', next, '--context', 'loop')).toMatchObject({ status: 0, stderr: '' });
      expect(pinOf(loop(), next)).toEqual(version('2'));

      expect(await called(rollback, [service, '--in', cluster], options())).toMatchObject({ status: 0, stderr: '' });
      expect(pinOf(loop(), cluster)).toEqual(version('1'));
      await bringUp();
      expect(await runningImages()).toEqual([imageOf(version('1'))]);
    }, 300_000);
  });

  /** Renders the cluster's pin into dist/, as synth would, and waits until Flux has brought it up. */
  async function bringUp(): Promise<void> {
    const { workTree } = loop();
    const image = imageOf(pinOf(loop(), cluster));
    for (const [path, old] of deployed()) {
      const text = workTree.read(path);
      workTree.write(path, text.replaceAll(old, image));
    }
    await release(loop(), `Render ${image}`);
  }

  /** The files of the work tree's dist/ that name an image of the service, with it. */
  function deployed(): (readonly [string, string])[] {
    const { folder } = loop().workTree;
    return readObjects(join(folder, 'dist'), [cluster]).flatMap(({ at: path, object }) =>
      everyImage(object)
        .filter(({ image }) => repositoryOf(image) === version('1').repository)
        .map(({ image }) => [path.slice(folder.length + 1), image] as const),
    );
  }

  /** The images of the pods that serve. */
  async function runningImages(): Promise<string[]> {
    const pods = await loop().cluster.objects.list('v1', 'Pod', service);
    const serving = pods.filter((pod) => at(pod, 'metadata.deletionTimestamp') === undefined);
    return [...new Set(serving.flatMap((pod) => everyImage(pod).map(({ image }) => image)))];
  }
}

/** The commands run where there is a fleet: this one, beside the dist/ of the loop. */
function bringFleet({ workTree: { folder } }: Loop): void {
  const links = [...rooms, 'node_modules'];
  for (const name of links) symlinkSync(resolve(name), join(folder, name));
  appendFileSync(join(folder, '.git/info/exclude'), links.map((name) => `/${name}\n`).join(''));
  for (const name of ['package.json', 'main.ts', 'charts', 'clusters', 'secrets', 'app/contract.ts', 'inventory'])
    cpSync(name, join(folder, name), { recursive: true });
}

function pin({ workTree }: Loop, cluster: string, wanted: Pin): void {
  workTree.write(fileOf(cluster), repinned(workTree.read(fileOf(cluster)), service, wanted));
}

function pinOf({ workTree }: Loop, cluster: string): Pin {
  const found = pinsOfText(workTree.read(fileOf(cluster)))[service];
  if (found === undefined) throw new Error(`${cluster} pins no ${service}`);
  return found;
}

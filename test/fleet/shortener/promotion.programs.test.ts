// An image's way, in a cluster: what was promoted is what runs, and after the rollback what ran before.
import { delimiter, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { name as service } from '../../../app/contract.ts';
import { promotion } from '../../../commands/release/promote.ts';
import { rollback } from '../../../commands/release/rollback.ts';
import { releasesFile } from '../../../lib/fleet.ts';
import { imageOf, type Pin, pinsOfText, readPins, repinned } from '../../../lib/pins/images.ts';
import { offer, takingBack } from '../../../loop/commits.ts';
import { describeLoop } from '../../../loop/describe-loop.ts';
import { allReady } from '../../../loop/loop.ts';
import { published } from '../../../loop/published.ts';
import { repositoryOf } from '../../../loop/pod-images.ts';
import fleet from '../../../main.ts';
import { at } from '../../../render/fields.ts';
import { everyImage } from '../../../render/pods.ts';
import { readObjects, wholeObjectIn } from '../../../render/read-objects.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { type Called, called } from '../../support/called.ts';
import { FakeGitHub } from '../../support/github.ts';
import { bringFleet } from './bring-fleet.ts';

/** The loop is of the second stage. */
const [before = '', stage = '', next = ''] = fleet.stages;
const app = fleet.clusters.find(({ name }) => name === before)?.fluxNotifications?.commitStatus?.app;

const repository = readPins(releasesFile(fleet, stage)).pins[service]?.repository ?? '';
const version = (digit: string): Pin => ({
  repository,
  tag: `0.${digit}.0`,
  digest: `sha256:${digit.repeat(64)}`,
});

describeLoop(stage, {}, ({ loop }) => {
  describeWith(['kubectl'], 'an image', ({ kubectl }) => {
    let github: FakeGitHub;
    beforeAll(async () => void (github = await FakeGitHub.start()));
    afterAll(() => github.stop());
    beforeAll(async () => allReady(loop(), { seconds: 480 }), 500_000);
    takingBack(loop, async ({ cluster, workTree }) => {
      bringFleet(workTree.folder);
      pin(stage, version('1'));
      const known = published(stage).flatMap(({ object }) => everyImage(object).map(({ image }) => image));
      await cluster.knowImages([...known, imageOf(version('1')), imageOf(version('2'))]);
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
    const verified = promotion(async () => []);
    const takenBack = rollback(async () => []);
    const promote = (...args: string[]): Promise<Called> => called(verified, [service, ...args], options());

    test('that is promoted runs, is healthy for the stage after, and goes back to the one before', async () => {
      pin(before, version('2'));
      const commit = loop().workTree.push('Pin the next version');
      const said = { state: 'success', description: 'reconciliation succeeded' };
      const creator = { login: `${app}[bot]`, type: 'Bot' };
      github.statuses.set(commit, [{ context: `${before}/${service}`, ...said, creator }]);

      expect(await promote('--to', stage)).toMatchObject({ status: 0, stderr: '' });
      expect(pinOf(stage)).toEqual(version('2'));
      await bringUp();
      expect(await serving()).toEqual([imageOf(version('2'))]);

      expect(await promote('--to', next, '--context', 'loop')).toMatchObject({ status: 0, stderr: '' });
      expect(pinOf(next)).toEqual(version('2'));

      expect(await called(takenBack, [service, '--in', stage], options())).toMatchObject({ status: 0, stderr: '' });
      expect(pinOf(stage)).toEqual(version('1'));
      await bringUp();
      expect(await serving()).toEqual([imageOf(version('1'))]);
    }, 480_000);
  });

  /** Waits until Flux has brought up what the stage pins. */
  async function bringUp(): Promise<void> {
    render(stage);
    await allReady(loop(), { commit: await offer(loop(), 'Render dist/'), seconds: 180 });
  }

  function pin(cluster: string, wanted: Pin): void {
    const { workTree } = loop();
    const file = releasesFile(fleet, cluster);
    workTree.write(file, repinned(workTree.read(file), { file, service }, wanted));
    render(cluster);
  }

  function pinOf(cluster: string): Pin {
    const found = pinsOfText(loop().workTree.read(releasesFile(fleet, cluster)))[service];
    if (found === undefined) throw new Error(`${cluster} pins no ${service}`);
    return found;
  }

  /** Writes the pin of a cluster into its dist/, as synth would, which has no secrets for the key of the loop. */
  function render(cluster: string): void {
    const { workTree } = loop();
    const image = imageOf(pinOf(cluster));
    for (const { at: path } of readObjects(join(workTree.folder, 'dist'), [cluster])) {
      const own = everyImage(wholeObjectIn(path)).filter((each) => repositoryOf(each.image) === repository);
      const file = relative(workTree.folder, path);
      for (const { image: old } of own) workTree.write(file, workTree.read(file).replaceAll(old, image));
    }
  }

  /** The images of the pods that serve. */
  async function serving(): Promise<string[]> {
    const pods = await loop().cluster.objects.list('v1', 'Pod', service);
    const kept = pods.filter((pod) => at(pod, 'metadata.deletionTimestamp') === undefined);
    return [...new Set(kept.flatMap((pod) => everyImage(pod).map(({ image }) => image)))];
  }
});

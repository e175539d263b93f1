// From the dist/ before this one the API server lets Flux come to this one: no field that cannot change was changed.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { at } from '../../render/fields.ts';
import { identity } from '../../render/identity.ts';
import { type Placed, readObjects } from '../../render/read-objects.ts';
import { parseSopsDocument } from '../../lib/secrets/sops-document.ts';
import { failure, offer, release, shortenWaits, takingBack, uid } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { allReady } from '../loop.ts';
import { checkOut, commitBefore } from '../previous.ts';
import { until } from '../until.ts';
import { encryptSecret } from '../work-tree.ts';
import { withApplication } from './application.ts';

export function testUpgrade({ cluster, loop, programs }: LoopUnderTest): void {
  const before = commitBefore(cluster);

  describe('an upgrade', () => {
    takingBack(loop, async (running) => shortenWaits(running, 20));

    // Nothing to come from in a repository whose dist/ has never been another.
    (before ? test : test.skip)(
      'from the dist/ before this one brings every chart to this one',
      async () => {
        const { workTree } = loop();
        const now = workTree.git('rev-parse', 'HEAD');
        const older = writeOlder(before ?? '');
        await Promise.all(changed(older).map(remove));
        await release(loop(), 'Go back to the dist/ before');
        workTree.git('read-tree', '--reset', '-u', now);
        await allReady(loop(), { commit: await offer(loop(), 'Render dist/') });
      },
      300_000,
    );

    withApplication(cluster, ['Deployment'], ({ name, first }) => {
      test('that changes a selector is refused, and the old pods stay', async () => {
        const { workTree } = loop();
        const { at: path, object: deployment } = first('Deployment');
        const old = await uid(loop(), deployment);
        workTree.write(path, workTree.read(path).replaceAll(/^( +app\.kubernetes\.io\/name: ).*$/gm, '$1renamed'));
        const commit = await offer(loop(), 'Rename the pods');
        expect(await failure(loop(), name, commit)).toMatch(/Deployment.*spec\.selector.*immutable/);
        expect(await uid(loop(), deployment)).toBe(old);
        expect(at(await loop().cluster.objects.get(deployment), 'status.readyReplicas')).toBeGreaterThan(0);
      });
    });
  });

  /** Puts the older dist/ into the work tree, with secrets that Flux can read. @returns its objects */
  function writeOlder(commit: string): Placed[] {
    const { workTree, key } = loop();
    const { folder } = workTree;
    rmSync(join(folder, 'dist', cluster), { recursive: true });
    checkOut(commit, cluster, folder);
    const placed = readObjects(join(folder, 'dist'), [cluster]);
    for (const { at: path, object } of placed) {
      const { document } = object.kind === 'Secret' ? parseSopsDocument(readFileSync(path, 'utf8')) : {};
      if (!document) continue;
      const { metadata, type = 'Opaque', data, stringData } = document;
      const { name, namespace = '' } = metadata;
      const values = Object.fromEntries(Object.keys({ ...data, ...stringData }).map((each) => [each, 'older']));
      const secret = { path, name, namespace, type, values: () => values };
      workTree.write(path.slice(folder.length + 1), encryptSecret(programs, key, secret));
    }
    return placed;
  }

  /**
   * The objects that an upgrade would change, which have to be made anew as they were: what cannot change is as it was
   * when they were made. A Namespace would take along all that is in it, and has nothing that cannot change.
   */
  function changed(older: readonly Placed[]): Placed[] {
    const now = new Map(readObjects('dist', [cluster]).map((placed) => [identity(placed.object), placed.at]));
    return older.filter(({ at: path, layer, object }) => {
      const newer = now.get(identity(object));
      const differs = newer !== undefined && readFileSync(newer, 'utf8') !== readFileSync(path, 'utf8');
      return differs && layer !== 'flux' && object.kind !== 'Namespace';
    });
  }

  async function remove({ object }: Placed): Promise<void> {
    await loop().cluster.objects.delete(object);
    const what = `${object.kind} ${object.metadata.name} is gone`;
    await until(async () => (await uid(loop(), object)) === '', { what });
  }
}

// What works without being called, on a real node: a worker, a schedule, an agent, and a migration before the new version.
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { failure, offer, release, restore, shortenWaits, uid } from '../../../loop/commits.ts';
import { isReady } from '../../../loop/conditions.ts';
import { allReady, chartReference } from '../../../loop/loop.ts';
import { describeNode } from '../../../loop/node/describe-node.ts';
import { nodeName } from '../../../loop/node/kubelet.ts';
import type { Reference } from '../../../loop/objects.ts';
import { until } from '../../../loop/until.ts';
import { asArray, asRecord, asString, at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { publishFleet } from '../../support/publish-fleet.ts';
import { jobsWhile } from '../jobs-while.ts';
import { migrates, workloadsFleet } from './workloads-fleet.ts';

const cluster = 'lab';
const dist = publishFleet(workloadsFleet);
afterAll(() => rmSync(dist, { recursive: true }));

const namespace = 'orders';
const migration: Reference = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate', namespace } };
const jobFile = `dist/${cluster}/apps/orders-migration/orders/Job.batch_migrate.yaml`;
const workerFile = `dist/${cluster}/apps/orders/orders/Deployment.apps_worker.yaml`;

/** Evicted: it is told so a moment before it is deleted. */
function isGoing(pod: KubeObject): boolean {
  const conditions = asArray(at(pod, 'status.conditions')).map(asRecord);
  return (
    at(pod, 'metadata.deletionTimestamp') !== undefined || conditions.some(({ type }) => type === 'DisruptionTarget')
  );
}

describeNode('workloads', { cluster, fleet: workloadsFleet, dist }, ({ loop, kubectl }) => {
  const podsOf = async (name: string): Promise<KubeObject[]> =>
    (await loop().cluster.objects.list('v1', 'Pod', namespace)).filter(
      (pod) => pod.metadata.labels?.['app.kubernetes.io/name'] === name,
    );
  /** Of the worker, which are ready; none is left beside them. */
  const steady = async (): Promise<KubeObject[]> =>
    until(
      async () => {
        const pods = await podsOf('worker');
        return pods.length === 2 && pods.every(isReady) && pods;
      },
      { what: 'two workers are ready, and none is left beside them', seconds: 120 },
    );

  /** Has the migration run a program, and the worker be another version. */
  function write(code: string, version: string): void {
    const { workTree } = loop();
    const job = parseDocument(workTree.read(jobFile));
    job.setIn(['spec', 'template', 'spec', 'containers', 0, 'command', 2], code);
    workTree.write(jobFile, job.toString({ lineWidth: 0 }));
    const deployment = parseDocument(workTree.read(workerFile));
    deployment.setIn(['spec', 'template', 'metadata', 'annotations', 'version'], version);
    workTree.write(workerFile, deployment.toString({ lineWidth: 0 }));
  }

  const versions = (pods: readonly KubeObject[]): unknown[] => pods.map((pod) => pod.metadata.annotations?.version);

  test('all of them come up', async () => {
    const started = await jobsWhile(loop(), async () => allReady(loop()));
    expect(started.map(({ name }) => name)).toContain('report-by-hand');
    expect(at(await loop().cluster.objects.get(migration), 'status.succeeded')).toBe(1);
    await steady();
    const agents = await loop().cluster.objects.list('v1', 'Pod', 'logs');
    expect(agents.map(isReady)).toEqual([true]);
  }, 240_000);

  test('a schedule runs what it says, to its end', async () => {
    const { code } = await kubectl().run(...'create job --from=cronjob/report by-hand -n'.split(' '), namespace);
    expect(code).toBe(0);
    const byHand: Reference = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'by-hand', namespace } };
    await until(async () => at(await loop().cluster.objects.get(byHand), 'status.succeeded') === 1, {
      what: 'the run has ended well',
      seconds: 120,
    });
    await loop().cluster.objects.delete(byHand);
  }, 180_000);

  test('a drain takes one worker, and the other when that one works elsewhere', async () => {
    await steady();
    const drain = kubectl().drain(nodeName);
    try {
      await until(() => drain.words().includes("would violate the pod's disruption budget"), { what: 'it is refused' });
      const staying = (await podsOf('worker')).filter((pod) => isReady(pod) && !isGoing(pod));
      expect(staying).toHaveLength(1);
    } finally {
      await loop().cluster.objects.merge(
        { apiVersion: 'v1', kind: 'Node', metadata: { name: nodeName } },
        { spec: { unschedulable: false } },
      );
    }
    expect(await drain.ended).toBe(0);
    await steady();
  }, 240_000);

  describe('a migration', () => {
    test('is complete before the first pod of the new version is made, and the old ones work until then', async () => {
      const old = await uid(loop(), migration);
      write(migrates('second', 0), 'two');
      await release(loop(), 'Second');
      const pods = await steady();
      const done = await loop().cluster.objects.get(migration);
      expect(await uid(loop(), migration)).not.toBe(old);
      expect(versions(pods)).toEqual(['two', 'two']);
      const ended = asString(at(done, 'status.completionTime'));
      for (const pod of pods) expect(asString(at(pod, 'metadata.creationTimestamp')) >= ended).toBe(true);
    }, 240_000);

    test('that fails holds its service back, and nobody else; a fix brings both', async () => {
      await shortenWaits(loop(), 40);
      const before = await steady();
      write(migrates('third', 1), 'three');
      const commit = await offer(loop(), 'Third');
      expect(await failure(loop(), 'orders-migration', commit)).toMatch(/Job\/orders\/migrate/);
      expect(versions(await steady())).toEqual(['two', 'two']);
      expect((await steady()).map(({ metadata }) => metadata.name)).toEqual(
        before.map(({ metadata }) => metadata.name),
      );
      await until(async () => appliedAt(await loop().cluster.objects.get(chartReference('logs'))).endsWith(commit), {
        what: 'what does not wait for it is at the commit',
      });

      const failed = await uid(loop(), migration);
      const again = await offer(loop(), 'The same again');
      await failure(loop(), 'orders-migration', again);
      expect(await uid(loop(), migration)).toBe(failed);

      write(migrates('fourth', 0), 'four');
      await release(loop(), 'Fourth');
      expect(versions(await steady())).toEqual(['four', 'four']);
    }, 300_000);

    test('that is taken back runs the old one again', async () => {
      const { workTree } = loop();
      const good = workTree.git('rev-parse', 'HEAD');
      const before = await uid(loop(), migration);
      write(migrates('fifth', 0), 'five');
      await release(loop(), 'Fifth');
      await restore(loop(), good);
      expect(await uid(loop(), migration)).not.toBe(before);
      expect(versions(await steady())).toEqual(['four', 'four']);
    }, 300_000);
  });
});

const appliedAt = (kustomization: unknown): string => asString(at(kustomization, 'status.lastAppliedRevision'));

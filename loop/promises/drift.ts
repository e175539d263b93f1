// What somebody changes or deletes by hand is back after one reconciliation; what others own is left to them.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { asArray, asRecord, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import type { Placed } from '../../render/read-objects.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { withApplication } from './application.ts';
import { changeByHand, hand } from './by-hand.ts';
import { release, takingBack, uid } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { allReady, pull } from '../loop.ts';
import { published } from '../published.ts';
import { until } from '../until.ts';

type State = ReadonlyMap<KubeObject, KubeObject | undefined>;

export function testDrift({ cluster, loop }: LoopUnderTest): void {
  const all = published(cluster);
  const applied = all.filter(({ layer }) => layer !== 'flux');
  /** With a Namespace goes all that it holds, which takes longer than a reconciliation to come back. */
  const losable = applied.filter(({ object }) => object.kind !== 'Namespace');

  describe('drift', () => {
    takingBack(loop);

    describe('what somebody changes by hand is back after one reconciliation', () => {
      let before: State;
      const changed = new Map<KubeObject, KubeObject>();
      let after: State;

      beforeAll(async () => {
        before = await state();
        for (const { object } of applied) changed.set(object, await changeByHand(loop().cluster.objects, object));
        await pull(loop());
        after = await state();
      }, 120_000);

      test.each(kindsOf(applied))('%s', (_kind, objects) => {
        for (const object of objects) {
          expect(content(changed.get(object))).not.toEqual(content(before.get(object)));
          expect(content(after.get(object))).toEqual(content(before.get(object)));
        }
      });
    });

    test("a chart's Kustomization that somebody changes by hand is back after one reconciliation", async () => {
      const { cluster: running, root } = loop();
      const before = await state();
      const charts = all.filter(({ layer }) => layer === 'flux').map(({ object }) => object);
      for (const chart of charts) await running.objects.merge(chart, { spec: { interval: '1h' } }, { manager: hand });
      await running.reconcile(root);
      const after = await state();
      for (const chart of charts) expect(content(after.get(chart))).toEqual(content(before.get(chart)));
    });

    describe('what somebody deletes is back after one reconciliation', () => {
      const lost = oneOfEachKind(losable);
      let before: State;
      let after: State;

      beforeAll(async () => {
        // What is deleted during a wait for health is missed until that wait ends: 20 minutes, for the monitoring stack.
        await allReady(loop());
        before = await state();
        for (const [, object] of lost) await loop().cluster.objects.delete(object);
        for (const [, object] of lost)
          await until(async () => (await uid(loop(), object)) !== at(before.get(object), 'metadata.uid'), {
            what: `${object.kind} ${object.metadata.name} is gone`,
          });
        await pull(loop());
        after = await state();
      }, 120_000);

      test.each(lost)('%s', (_kind, object) => {
        expect(content(after.get(object))).toEqual(content(before.get(object)));
        expect(at(after.get(object), 'metadata.uid')).not.toBe(at(before.get(object), 'metadata.uid'));
      });
    });

    withApplication(cluster, ['Service'], ({ name, first }) => {
      test('is healed unasked, once the interval is over', async () => {
        const { workTree, cluster: running } = loop();
        // dist/ says 10 minutes: the copy of it here says less, and more than it takes to delete what was just looked at: what
        // goes while Flux waits for health is missed until that wait ends.
        const flux = `dist/${cluster}/flux/${name}.yaml`;
        workTree.write(flux, workTree.read(flux).replace('  interval: 10m\n', '  interval: 20s\n'));
        await release(loop(), 'Look more often');
        const { object: service } = first('Service');
        const before = await uid(loop(), service);
        await pull(loop());
        await allReady(loop());
        await running.objects.delete(service);
        const after = await until(async () => uid(loop(), service).then((found) => found !== '' && found), {
          what: 'the Service is back',
        });
        expect(after).not.toBe(before);
      });
    });

    withApplication(cluster, ['Deployment'], ({ first }) => {
      test('the replicas that the autoscaler sets are no drift, and three reconciliations in a row change nothing', async () => {
        const { objects } = loop().cluster;
        const { object: rendered } = first('Deployment');
        const {
          apiVersion,
          kind,
          metadata: { name, namespace },
        } = rendered;
        const deployment = { apiVersion, kind, metadata: { name, namespace } };
        const scaler = applied.find(
          ({ object }) => object.metadata.namespace === namespace && at(object, 'spec.scaleTargetRef.name') === name,
        );
        const replicas = Math.min(5, Number(at(scaler?.object, 'spec.maxReplicas') ?? 5));
        await objects.apply({ ...deployment, spec: { replicas } }, { manager: 'autoscaler' });
        await pull(loop());
        const before = traces(await state());
        for (const _round of [1, 2, 3]) await pull(loop());
        expect(traces(await state())).toEqual(before);
        // A cluster without an autoscaler has the number in Git, and that number comes back.
        expect(at(await objects.get(deployment), 'spec.replicas')).toBe(
          scaler ? replicas : at(rendered, 'spec.replicas'),
        );
      });
    });
  });

  async function state(): Promise<State> {
    const { objects } = loop().cluster;
    return new Map(await Promise.all(all.map(async ({ object }) => [object, await objects.get(object)] as const)));
  }
}

function kindsOf(placed: readonly Placed[]): (readonly [string, readonly KubeObject[]])[] {
  const objects = placed.map(({ object }) => object);
  const kinds = [...new Set(objects.map(kindKey))];
  return kinds.map((kind) => [kind, objects.filter((object) => kindKey(object) === kind)] as const);
}

function oneOfEachKind(placed: readonly Placed[]): (readonly [string, KubeObject])[] {
  return [...new Map(placed.map(({ object }) => [kindKey(object), object] as const))];
}

/** What an object says, without what the API server and controllers draw or count. */
function content(object: KubeObject | undefined): object | undefined {
  if (!object) return undefined;
  const { status: _status, metadata, spec, ...rest } = object;
  const { name, namespace, labels } = metadata;
  const { clusterIP: _one, clusterIPs: _all, replicas: _replicas, ...said } = asRecord(spec);
  const annotations = Object.entries(metadata.annotations ?? {}).filter(
    ([key]) => key !== 'deployment.kubernetes.io/revision' && key !== 'reconcile.fluxcd.io/requestedAt',
  );
  return { ...rest, metadata: { name, namespace, labels, annotations }, spec: said };
}

/** Any write leaves a trace, but for those to the status: controllers report there whenever they like. */
function traces(state: State): unknown[] {
  return [...state.values()]
    .filter((object) => object && !object.apiVersion.startsWith('kustomize.'))
    .map((object) => {
      if (object?.status === undefined) return object;
      const { status: _status, ...rest } = object;
      const { resourceVersion: _version, managedFields, ...metadata } = asRecord(rest.metadata);
      return {
        ...rest,
        metadata,
        managedFields: asArray(managedFields).filter((entry) => !asRecord(entry).subresource),
      };
    });
}

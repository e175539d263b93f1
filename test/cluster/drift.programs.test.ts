// What somebody changes or deletes by hand is back after one reconciliation; what others own is left to them.
import { describe, expect, test } from '@jest/globals';
import { kindKey } from '../../render/identity.ts';
import { readObjects } from '../../render/removals.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { describeLoop } from './describe-loop.ts';
import { chartReference, pull } from './loop.ts';
import { until } from './until.ts';

const cluster = 'production';
/** One object of every kind that dist/ holds, with its chart. */
const oneOfEachKind = [
  ...new Map(
    readObjects('dist', [cluster])
      .filter(({ layer }) => layer !== 'flux')
      .map((placed) => [kindKey(placed.object), placed]),
  ).values(),
];

/** Kinds whose deletion by hand nobody heals from Git alone, or that this cluster cannot lose: what they hold goes too. */
const notDeleted = new Set(['/Namespace']);

describeLoop('drift', { cluster }, ({ loop }) => {
  describe('a label that somebody takes away is back', () => {
    test.each(oneOfEachKind.map(({ chart, object }) => [kindKey(object), chart, object] as const))(
      '%s',
      async (_kind, chart, object) => {
        const { objects } = loop().cluster;
        const owner = 'kustomize.toolkit.fluxcd.io/name';
        expect((await objects.get(object))?.metadata.labels?.[owner]).toBe(chart);
        await objects.merge(object, { metadata: { ...place(object), labels: { [owner]: null } } });
        await loop().cluster.reconcile(chartReference(chart));
        expect((await objects.get(object))?.metadata.labels?.[owner]).toBe(chart);
      },
    );
  });

  describe('an object that somebody deletes is back', () => {
    const deleted = oneOfEachKind.filter(({ object }) => !notDeleted.has(kindKey(object)));
    test.each(deleted.map(({ chart, object }) => [kindKey(object), chart, object] as const))(
      '%s',
      async (_kind, chart, object) => {
        const { objects } = loop().cluster;
        const before = uid(await objects.get(object));
        await objects.delete(object);
        await until(async () => uid(await objects.get(object)) !== before, { what: 'it is gone' });
        await loop().cluster.reconcile(chartReference(chart));
        const after = uid(await objects.get(object));
        expect(after).toBeDefined();
        expect(after).not.toBe(before);
      },
    );
  });

  test('the replicas that the autoscaler sets are left alone, and three reconciliations in a row change nothing', async () => {
    const { objects } = loop().cluster;
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'shortener', namespace: 'shortener' },
    };
    await objects.apply({ ...deployment, spec: { replicas: 5 } }, { manager: 'autoscaler' });
    await pull(loop());
    const before = await versions();
    for (const _round of [1, 2, 3]) await pull(loop());
    expect(await versions()).toEqual(before);
    expect((await objects.get(deployment))?.spec).toMatchObject({ replicas: 5 });
  });

  /** What every object of dist/ that Flux applies is at. */
  async function versions(): Promise<Record<string, unknown>> {
    const placed = readObjects('dist', [cluster]).filter(({ layer }) => layer !== 'flux');
    const found = await Promise.all(
      placed.map(async ({ at, object }) => [at, await loop().cluster.objects.get(object)] as const),
    );
    return Object.fromEntries(
      found.map(([at, object]) => [
        at,
        (object?.metadata as { resourceVersion?: string } | undefined)?.resourceVersion,
      ]),
    );
  }
});

function place({ metadata: { name, namespace } }: KubeObject): object {
  return { name, ...(namespace && { namespace }) };
}

function uid(object: KubeObject | undefined): unknown {
  return (object?.metadata as { uid?: unknown } | undefined)?.uid;
}

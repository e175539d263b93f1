// What has the wrong shape is for its schema to say: a check that reads on as if it fitted would throw, and nobody would see
// that finding. So checks read without trust, whatever a type would promise.
import { expect, test } from '@jest/globals';
import { checks } from '../../render/checks/index.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { deriveOrder } from '../../render/order/order.ts';
import type { KubeObject, RenderedObject } from '../../render/rendered.ts';
import { rendering } from '../support/fixture-fleet.ts';
import { emptyCluster } from '../support/synthesize.ts';

type Steps = readonly string[];

const cluster = 'lab';
const objects = rendering().objects.filter((rendered) => rendered.cluster === cluster && rendered.layer !== 'flux');
const settings = emptyCluster(new FleetApp('.preview'));

/** The places in an object below its identity: of a list the first entry, which stands for the others. */
function placesIn(value: unknown, steps: Steps = []): Steps[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value).slice(0, Array.isArray(value) ? 1 : undefined);
  const inner = entries.filter(([key]) => steps.length > 0 || !['apiVersion', 'kind', 'metadata'].includes(key));
  return inner.flatMap(([key, each]) => [[...steps, key], ...placesIn(each, [...steps, key])]);
}

function put(object: KubeObject, steps: Steps, wrong: unknown): KubeObject {
  const copy = structuredClone(object);
  const [last = '', ...before] = steps.toReversed();
  const holder = before.toReversed().reduce<unknown>((inner, step) => Reflect.get(inner as object, step), copy);
  Reflect.set(holder as object, last, wrong);
  return copy;
}

const places = objects.map(({ object }) => placesIn(object));
const rounds = Math.max(...places.map(({ length }) => length));

/** All objects, each with another of its places damaged in every round. */
function damaged(round: number, wrong: unknown): RenderedObject[] {
  return objects.map((rendered, index) => {
    const steps = places[index]?.[round];
    return steps ? { ...rendered, object: put(rendered.object, steps, wrong) } : rendered;
  });
}

function thrownIn(view: ClusterView): string[] {
  return Object.entries({ ...checks, order: deriveOrder }).flatMap(([code, read]) => {
    try {
      read(view);
      return [];
    } catch (error) {
      return [`${code}: ${String(error)}`];
    }
  });
}

test.each([['a text'], [null], [[null]], [{ a: [null] }]])('no check throws where %j stands', (wrong: unknown) => {
  const views = Array.from({ length: rounds }, (_, round) => new ClusterView(cluster, damaged(round, wrong), settings));
  expect(views.flatMap(thrownIn)).toEqual([]);
});

const amongTooMany = [
  ['apps/v1', 'StatefulSet', { replicas: 2_000_000_000, volumeClaimTemplates: [{ metadata: { name: 'a' } }] }],
  ['monitoring.coreos.com/v1', 'Prometheus', { shards: 2_000_000_000 }],
] as const;

test.each(amongTooMany)('a number with too many zeroes in %s %s fills no memory', (apiVersion, kind, spec) => {
  const object: KubeObject = { apiVersion, kind, metadata: { name: 'a', namespace: 'a' }, spec };
  const view = new ClusterView(cluster, [{ at: 'a', cluster, layer: 'a', chart: 'a', object }], settings);
  expect(thrownIn(view)).toEqual([]);
});

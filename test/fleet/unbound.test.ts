// What no policy judges is on the page, namespace by namespace, with the reasons that the namespaces carry.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { annotations } from '../../lib/platform.ts';
import { at } from '../../render/fields.ts';
import { objectsIn, oneCluster, platform } from './platform.ts';

const page = readFileSync('docs/admission-policies.md', 'utf8').replaceAll('\n  ', ' ');
const rows = [...page.matchAll(/^\| `(?<namespace>[\w-]+)` +\| (?<pods>[^|]+) \| (?<policies>`[^|]+) \|/gm)];

/** The policies that a namespace is not bound to, and why. */
const unbound = objectsIn(oneCluster, ...platform).flatMap((object) => {
  const text = at(object, 'metadata.annotations');
  const said = (text as Record<string, string> | undefined)?.[annotations.unbound];
  if (object.kind !== 'Namespace' || said === undefined) return [];
  const reasons = said
    .trim()
    .split('\n')
    .map((line) => line.split(': ', 2) as [policy: string, because: string]);
  return [{ namespace: object.metadata.name, reasons }];
});

test('each namespace with its policies', () => {
  const told = rows.map(({ groups: { namespace = '', policies = '' } = {} }) => [
    namespace,
    [...policies.matchAll(/`([\w-]+)`/g)].map(([, policy]) => policy),
  ]);
  expect(unbound.length).toBeGreaterThan(3);
  expect(told).toEqual(
    unbound
      .map(({ namespace, reasons }) => [namespace, reasons.map(([policy]) => policy)])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
});

test('each reason', () => {
  const reasons = new Set(unbound.flatMap(({ reasons }) => reasons.map(([, because]) => because)));
  expect([...reasons].filter((because) => !page.includes(because))).toEqual([]);
});

test('each Helm release whose pods are there', () => {
  const releases = objectsIn(oneCluster, ...platform).filter(({ kind }) => kind === 'HelmRelease');
  const namespaces = new Set(unbound.map(({ namespace }) => namespace));
  const missing = releases.filter((release) => {
    const target = String(at(release, 'spec.targetNamespace'));
    const row = rows.find(({ groups }) => groups?.namespace === target);
    return namespaces.has(target) && !row?.groups?.pods?.includes(`\`${String(at(release, 'spec.releaseName'))}\``);
  });
  // It brings definitions, and no pod.
  expect(missing.map(({ metadata }) => metadata.name)).toEqual(['prometheus-operator-crds']);
});

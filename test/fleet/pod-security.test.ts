import { describe, expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { objectsIn, platform } from './platform.ts';

const enforced = 'pod-security.kubernetes.io/enforce';
const because = 'fleetwright.dev/pod-security-because';

describe.each(clusters)('in $name', (cluster) => {
  const namespaces = objectsIn(cluster, ...platform).filter(({ kind }) => kind === 'Namespace');

  test.each([
    ['privileged', ['node-exporter']],
    ['baseline', ['public-gateway']],
    ['restricted', ['cert-manager', 'external-secrets', 'monitoring']],
  ])('%s are these namespaces and no others', (level, names) => {
    const found = namespaces.filter(({ metadata }) => metadata.labels?.[enforced] === level);
    expect(found.map(({ metadata }) => metadata.name).toSorted()).toEqual(names);
  });

  test('a namespace that is not restricted says why', () => {
    for (const { metadata } of namespaces)
      expect([metadata.name, metadata.annotations?.[because] !== undefined]).toEqual([
        metadata.name,
        metadata.labels?.[enforced] !== 'restricted',
      ]);
  });
});

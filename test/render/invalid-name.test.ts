// What a name may be depends on the Kubernetes of the cluster: since 1.36 a Service's may begin with a digit.
import { expect, test } from '@jest/globals';
import { checks } from '../../render/checks/index.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import { service } from './schema/samples.ts';

const settings = { provided: { groups: [], objects: [] }, gitRepository: 'a', releases: 'a', health: {} };

function remedies(name: string, kubernetes?: string): readonly (string | undefined)[] {
  const object = { ...service, metadata: { ...service.metadata, name } };
  const rendered = { at: 'test/apps/a/a', cluster: 'test', layer: 'apps', chart: 'a', object };
  const view = new ClusterView('test', [rendered], { ...settings, ...(kubernetes && { kubernetes }) });
  return (checks['invalid-name']?.(view) ?? []).map(({ write }) => write);
}

test.each(['1.36', '1.40', '2.0', undefined])(
  'Kubernetes %s takes a Service whose name begins with a digit',
  (version) => {
    expect(remedies('1-a', version)).toEqual([]);
  },
);

test.each(['1.35', '1.9'])('Kubernetes %s does not', (version) => {
  expect(remedies('1-a', version)).toEqual(['a DNS label that begins with a letter']);
  expect(remedies('a-1', version)).toEqual([]);
});

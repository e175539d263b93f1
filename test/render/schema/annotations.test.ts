// kustomize, with which Flux builds, writes the keys of annotations anew, and without quotes.
import { expect, test } from '@jest/globals';
import { saidOf } from './said.ts';
import { builtByKustomize, configMap } from './annotations.ts';

test.each(builtByKustomize.fails)('an annotation with the key %s is refused', (key) => {
  expect(saidOf(configMap(key)).map(({ field, problem }) => [field, problem])).toEqual([
    ['metadata.annotations', `kustomize writes the key "${key}" without quotes, and fails for it is no text then`],
  ]);
});

test.each(builtByKustomize.succeeds)('one with the key %s is not', (key) => {
  expect(saidOf(configMap(key))).toEqual([]);
});

test('of a pod it is not: kustomize leaves that alone', () => {
  const template = {
    metadata: { labels: { app: 'a' }, annotations: { 1: 'a' } },
    spec: { containers: [{ name: 'a', image: 'a' }] },
  };
  const spec = { selector: { matchLabels: { app: 'a' } }, template };
  expect(saidOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a', namespace: 'a' }, spec })).toEqual(
    [],
  );
});

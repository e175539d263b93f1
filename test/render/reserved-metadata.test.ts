// What kustomize and Flux read on an object for themselves takes it out of the cluster while dist/ still holds it.
import { expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { findingsOf } from '../support/synthesize.ts';

/** Fields of the findings about an object of a platform's chart with this metadata. */
const refused = (metadata: object): string[] =>
  findingsOf({
    chart: (chart) =>
      void new ApiObject(chart, 'object', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'object', namespace: 'default', ...metadata },
      }),
  })
    .filter(({ code }) => code === 'reserved-metadata')
    .map(({ field }) => field);

const prune = 'kustomize.toolkit.fluxcd.io/prune';

test.each([
  ['config.kubernetes.io/local-config', 'true'],
  ['internal.config.kubernetes.io/needsHashSuffix', 'enabled'],
  ['kustomize.config.k8s.io/behavior', 'merge'],
  ['client.lifecycle.config.k8s.io/deletion', 'detach'],
  ['kustomize.toolkit.fluxcd.io/reconcile', 'disabled'],
  ['kustomize.toolkit.fluxcd.io/ssa', 'Ignore'],
  [prune, 'Disabled'],
  [prune, 'enabled'],
  ['kustomize.toolkit.fluxcd.io/force', 'enabled'],
])('%s: %s is refused, as an annotation and as a label', (key, value) => {
  expect(refused({ annotations: { [key]: value } })).toEqual([`metadata.annotations.${key}`]);
  expect(refused({ labels: { [key]: value } })).toEqual([`metadata.labels.${key}`]);
});

test(`${prune}: disabled is refused as a label: nothing here reads it there, and Flux does`, () =>
  expect(refused({ labels: { [prune]: 'disabled' } })).toEqual([`metadata.labels.${prune}`]));

test('every key of their domains is refused, with whatever value, but for what keeps an object from being deleted', () => {
  const domain = fc
    .tuple(
      fc.constantFrom('', 'a.', 'kustomize.toolkit.', 'internal.'),
      fc.constantFrom('fluxcd.io', 'config.kubernetes.io', 'config.k8s.io', 'cli-utils.sigs.k8s.io'),
    )
    .map((parts) => parts.join(''));
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,15}$/);
  fc.assert(
    fc.property(domain, word, word, fc.constantFrom('annotations', 'labels'), (domain, name, value, part) => {
      const isAllowed = part === 'annotations' && `${domain}/${name}: ${value}` === `${prune}: disabled`;
      expect(refused({ [part]: { [`${domain}/${name}`]: value } })).toHaveLength(isAllowed ? 0 : 1);
    }),
    { numRuns: 50 },
  );
});

test('what is said to others is nobody else’s to refuse', () => {
  expect(
    refused({ annotations: { [prune]: 'disabled', 'notfluxcd.io/a': 'b', 'example.com/fluxcd.io': 'c' } }),
  ).toEqual([]);
});

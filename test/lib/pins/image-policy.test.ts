// Who may have built an image is said in main.ts: a slip there must not let another one in.
import { describe, expect, test } from '@jest/globals';
import { builderOf, imagePolicyShape } from '../../../lib/pins/image-policy.ts';
import { misfits } from '../../../lib/validation/shape.ts';

const builder = {
  workflow: 'https://github.com/example/platform/.github/workflows/fleet-image.yaml',
  repository: 'example/box-office',
};

describe('the most exact place counts', () => {
  const outer = { ...builder, repository: 'example/outer' };
  const policy = { builders: { 'registry.example.com': outer, 'registry.example.com/shop/tickets': builder } };

  test.each([
    ['registry.example.com/shop/tickets', builder],
    ['registry.example.com/shop/tickets/worker', builder],
    ['registry.example.com/shop/ticketshop', outer],
    ['registry.example.com.evil.example/shop', undefined],
    ['quay.io/shop', undefined],
  ])('of %s', (repository, expected) => expect(builderOf(policy, repository)).toBe(expected));
});

describe('a policy', () => {
  test.each([
    ['a builder', builder],
    ['all of one', { ...builder, issuer: 'https://token.example.com', branch: 'release', threshold: 'CRITICAL' }],
    ['one version of a workflow', { ...builder, workflow: `${builder.workflow}@refs/tags/v1` }],
    ['a reason', { because: 'Prometheus signs with a key' }],
  ])('may name %s', (_name, entry) => {
    expect(misfits({ builders: { 'registry.example.com': entry } }, imagePolicyShape)).toEqual([]);
  });

  test.each([
    ['no repository', { workflow: builder.workflow }],
    ['an owner alone', { ...builder, repository: 'example' }],
    ['a workflow without a host', { ...builder, workflow: 'example/platform/.github/workflows/fleet-image.yaml' }],
    ['a whole folder of workflows', { ...builder, workflow: 'https://github.com/example/platform/.github/workflows/' }],
    ['a threshold that no scanner knows', { ...builder, threshold: 'SEVERE' }],
    ['no reason', { because: ' ' }],
    ['a builder and a reason', { ...builder, because: 'it is ours' }],
    ['a misspelt field', { ...builder, brnach: 'main' }],
  ])('may not name %s', (_name, entry) => {
    expect(misfits({ builders: { 'registry.example.com': entry } }, imagePolicyShape)).toHaveLength(1);
  });
});

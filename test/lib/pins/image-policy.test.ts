// Who may have built an image is said in main.ts: a slip there must not let another one in.
import { describe, expect, test } from '@jest/globals';
import { defineFleet } from '../../../lib/fleet.ts';
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
    ['a ref for a branch', { ...builder, branch: 'refs/heads/main' }],
    ['an empty branch', { ...builder, branch: '' }],
    ['an issuer without a host', { ...builder, issuer: 'https://' }],
  ])('may not name %s', (_name, entry) => {
    expect(misfits({ builders: { 'registry.example.com': entry } }, imagePolicyShape)).toHaveLength(1);
  });
});

describe('a place in a policy', () => {
  const defined = (place: string) => () =>
    defineFleet({
      repository: 'https://github.com/example/fleet',
      clusters: [],
      images: { builders: { [place]: builder } },
      compose: () => undefined,
    });

  test.each(['example.azurecr.io', 'localhost:5000', 'registry.example.com/shop', 'quay.io/a__b/c-d.e'])(
    'may be %s',
    (place) => expect(defined(place)).not.toThrow(),
  );

  test.each([
    ['', 'nothing'],
    ['example.azurecr.io/', 'a slash at the end'],
    ['Example.azurecr.io', 'capitals'],
    ['registry.example.com/shop:1.0', 'a tag'],
    ['registry.example.com/shop@sha256:0', 'a digest'],
    ['https://example.azurecr.io', 'a scheme'],
    ['registry.example.com/../shop', 'two dots'],
    ['registry.example.com/*', 'a star'],
  ])('that fits no image is refused: "%s", %s', (place) => {
    expect(defined(place)).toThrow(`images.builders["${place}"]: is the place of no image; write: <registry>`);
  });
});

describe('a file', () => {
  test('without a name is refused', () => {
    const policy = { builders: {}, sigstore: { trustedRoot: '', witness: 'log' }, exceptions: ' ' };
    expect(misfits(policy, imagePolicyShape).map(({ field }) => field)).toEqual(['sigstore.trustedRoot', 'exceptions']);
  });
});

// An image that is taken as it is was not verified, and nobody may read that it was.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verify } from '../../../commands/image/verify.ts';
import { Checkout } from '../../support/checkout.ts';

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
  checkout.edit(
    'main.ts',
    'clusters,',
    "clusters,\n  images: { builders: { 'registry.example.com': { because: 'nobody signs it' } } },",
  );
});
afterAll(() => checkout.remove());

test('it says so, with the reason, and asks no registry', async () => {
  const image = `registry.example.com/tickets@sha256:${'1'.repeat(64)}`;
  expect(await checkout.call(verify, [image])).toEqual({
    status: 0,
    stdout: `accepted: ${image}\nnot verified: main.ts takes it as it is, nobody signs it\n`,
    stderr: '',
  });
});

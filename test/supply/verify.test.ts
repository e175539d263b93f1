// What names no image is refused before a registry is asked, and before it is known who builds for it.
import { expect, test } from '@jest/globals';
import { verifyImage } from '../../supply/verify.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const policy = { builders: { 'registry.example.com/mirror': { because: 'made up by the test' } } };

test.each([
  ['a tag', 'registry.example.com/mirror/tickets:1'],
  ['a path that climbs out of what is taken unverified', `registry.example.com/mirror/../tickets@${digest}`],
  ['upper case', `registry.example.com/mirror/Tickets@${digest}`],
  ['a space', `registry.example.com/mirror/a b@${digest}`],
  ['a digest that is cut off', `registry.example.com/mirror/tickets@${digest.slice(0, -1)}`],
])('refuses %s', async (_name, pin) => {
  expect(await verifyImage(pin, policy)).toEqual([
    {
      of: 'pin',
      field: pin,
      problem: 'names no image by its digest',
      write: '<registry>/<path>@sha256:<64 digits>',
    },
  ]);
});

test('takes what names one', async () => {
  expect(await verifyImage(`registry.example.com/mirror/tickets:1@${digest}`, policy)).toEqual([]);
});

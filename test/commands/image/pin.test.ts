// What is pinned for the first stage is what synth takes, and an image: all else is refused before a registry is asked.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pin } from '../../../commands/image/pin.ts';
import { Checkout, type Ended } from '../../support/checkout.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const file = 'clusters/releases/lab.yaml';

describe('image pin', () => {
  let checkout: Checkout;
  beforeAll(() => {
    checkout = new Checkout();
    checkout.edit(
      'main.ts',
      'clusters,',
      "clusters,\n  images: { builders: { 'example.azurecr.io': { because: 'a test' } } },",
    );
    checkout.begin();
  });
  afterAll(() => checkout.remove());

  const pins = (): string => readFileSync(join(checkout.folder, file), 'utf8');
  const run = (...args: string[]): Promise<Ended> => checkout.call(pin, ['tickets', ...args]);

  test.each([
    [
      'a space in the path',
      [`example.azurecr.io/a b:1@${digest}`],
      'is not an image that a file of pins may hold; write: <registry>',
    ],
    [
      'a line feed in the tag',
      [`example.azurecr.io/tickets:1\n2@${digest}`],
      'is not an image that a file of pins may hold; write: <registry>',
    ],
    [
      'a path that climbs',
      [`example.azurecr.io/../tickets:1@${digest}`],
      'is not an image that a file of pins may hold; write: <registry>',
    ],
    [
      'no tag',
      [`example.azurecr.io/tickets@${digest}`],
      'is not an image that a file of pins may hold; write: <registry>',
    ],
    ['the zeroes', [`example.azurecr.io/tickets:1@sha256:${'0'.repeat(64)}`], 'its zeroes stand for an image'],
    ['a word too many', [`example.azurecr.io/tickets:1@${digest}`, 'extra'], '"extra" is one word too many'],
  ])('refuses %s', async (_name, args, words) => {
    const before = pins();
    expect(await run(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(words) });
    expect(pins()).toBe(before);
  });

  test('refuses another repository than the one that is pinned, unless it is said', async () => {
    expect(await run(`example.azurecr.io/tickets:1@${digest}`)).toMatchObject({ status: 0 });
    checkout.git('commit', '--quiet', '--all', '--message', 'Pin');
    const before = pins();
    const elsewhere = `example.azurecr.io/shop/tickets:1@${digest}`;
    expect(await run(elsewhere)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        `${file}#tickets.repository: is example.azurecr.io/tickets, and not example.azurecr.io/shop/tickets; write: --moved`,
      ),
    });
    expect(pins()).toBe(before);
    expect(await run(elsewhere, '--moved')).toMatchObject({ status: 0 });
    expect(pins()).toContain('repository: example.azurecr.io/shop/tickets\n');
  });
});

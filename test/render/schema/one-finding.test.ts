// Whatever one value of a sound object is replaced with, it is one mistake, and told once at most.
import { expect, test } from '@jest/globals';
import type { KubeObject } from '../../../render/rendered.ts';
import { validateAgainstSchema } from '../../../render/schema/index.ts';
import { changed } from './mistake.ts';
import { mistakes } from './mistakes.ts';

/** The objects of the table, and each without its mistake. */
const sound = new Map(
  mistakes
    .flatMap(([, object, field, , right]) => [object, changed(object, field, right)])
    .map((object): [string, KubeObject] => [JSON.stringify(object), object])
    .filter(([text, object]) => text.length < 20_000 && said(object).length === 0),
);

/** The fields that something is wrong with. */
function said(object: KubeObject): string[] {
  return validateAgainstSchema({ at: 'a', cluster: 'a', layer: 'a', chart: 'a', object }).map(({ field }) => field);
}

type Steps = readonly (string | number)[];

/** Every value in an object, by the way to it, but for what makes it an object: its kind, and its metadata as a whole. */
function* values(value: unknown, steps: Steps = []): Generator<readonly [Steps, unknown]> {
  if (steps.length > 1 || ['spec', 'rules', 'webhooks', 'data'].includes(String(steps[0]))) yield [steps, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* values(inner, [...steps, Array.isArray(value) ? Number(key) : key]);
}

function wrong(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [null, 'long', -1, 1e12];
  if (typeof value === 'string') return [null, 5, '', 'A b'];
  return typeof value === 'boolean' ? [null, 'yes'] : [null, 'a', []];
}

function replaced(text: string, steps: Steps, value: unknown): KubeObject {
  const copy = JSON.parse(text) as Record<string | number, unknown>;
  const owner = steps.slice(0, -1).reduce((inner, step) => inner[step] as Record<string | number, unknown>, copy);
  owner[steps.at(-1) ?? ''] = value;
  return copy as unknown as KubeObject;
}

test('one wrong value is told once', () => {
  const told = new Set<string>();
  const seen = new Set<string>();
  for (const [text, object] of sound)
    for (const [steps, value] of values(object))
      for (const instead of wrong(value)) {
        const field = steps.filter((step) => typeof step === 'string').join('.');
        const place = `${object.kind} ${field} := ${JSON.stringify(instead)}`;
        if (seen.has(place)) continue;
        seen.add(place);
        const fields = said(replaced(text, steps, instead));
        if (fields.length > 1) told.add(`${place}: ${fields.join(', ')}`);
      }
  expect(seen.size).toBeGreaterThan(1000);
  expect([...told]).toEqual([]);
});

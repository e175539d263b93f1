// A file of dist/ is read before anybody knows who wrote it: one of a few lines may keep no command from its end.
import { expect, test } from '@jest/globals';
import { hasWholeSecret } from '../../lib/credentials/whole-secrets.ts';
import { placedIn, wholeObject } from '../../render/read-objects.ts';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n';

/** Lists of lists, each line ten times the one above it: at 30 of them more than anybody can count. */
const bomb = ['a0: &a0 [x]', ...Array.from({ length: 30 }, (_, line) => again(line))].join('\n');

function again(line: number): string {
  return `a${line + 1}: &a${line + 1} [${Array<string>(10).fill(`*a${line}`).join(', ')}]`;
}

test('a text that stands for more than memory holds is no object', () => {
  // Not printed where it is one.
  expect(wholeObject(`${head}${bomb}\n`) === undefined).toBe(true);
  expect(wholeObject(`${head}data:\n  a: b\n`)).toMatchObject({ data: { a: 'b' } });
});

test('nor is one whose metadata do so', () => {
  const text = `${head}  annotations:\n    ${bomb.replaceAll('\n', '\n    ')}\n`;
  expect(() => placedIn('dist', 'lab/apps/c/c.yaml', text)).toThrow('holds no Kubernetes object');
});

test('a Secret is found among maps that stand in more places than anybody can count', () => {
  const deep = Array.from({ length: 40 }).reduce<object>((inner) => ({ a: inner, b: inner }), { kind: 'ConfigMap' });
  expect(hasWholeSecret(deep)).toBe(false);
  expect(hasWholeSecret([deep, deep, { kind: 'Secret', data: {} }])).toBe(true);
});

test('a Secret that first stands where a schema has its properties is found in its other place', () => {
  const secret = { stringData: { token: 'hunter2' } };
  expect(hasWholeSecret({ properties: secret })).toBe(false);
  expect(hasWholeSecret({ properties: secret, manifest: secret })).toBe(true);
});

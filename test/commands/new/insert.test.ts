// A fleet's code is edited as text: what is added stands in its place, and no other character moves.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { withPin } from '../../../commands/new/edits.ts';
import { importsName, inBlock, withImport } from '../../../commands/new/insert.ts';

describe('at the end of a block', () => {
  const opening = /^ *(\w+)\.all\(\{/gm;
  const inserted = (text: string): string | undefined => inBlock(text, opening, ([, on]) => `b: {\n  ${on},\n},\n`);

  test.each([
    [
      'with entries',
      'x.all({\n  a: {\n    c,\n  },\n});\n',
      'x.all({\n  a: {\n    c,\n  },\n  b: {\n    x,\n  },\n});\n',
    ],
    ['without one', 'y.all({});\n', 'y.all({\n  b: {\n    y,\n  },\n});\n'],
    [
      'that is indented',
      '{\n  x.all({\n    a,\n  });\n}\n',
      '{\n  x.all({\n    a,\n    b: {\n      x,\n    },\n  });\n}\n',
    ],
    ['with an empty line', 'x.all({\n  a,\n\n  c,\n});\n', 'x.all({\n  a,\n\n  c,\n  b: {\n    x,\n  },\n});\n'],
    ['named in a comment', '// x.all({\nx.all({});\n', '// x.all({\nx.all({\n  b: {\n    x,\n  },\n});\n'],
  ])('%s', (_name, before, after) => expect(inserted(before)).toBe(after));

  test.each([
    ['none', 'x.some({\n  a,\n});\n'],
    ['two', 'x.all({});\ny.all({});\n'],
    ['one on a single line', 'x.all({ a });\n'],
    ['one whose last entry has no comma', 'x.all({\n  a\n});\n'],
    ['one without a comma, before another', 'x.all({\n  a\n});\nx.some({\n  c,\n});\n'],
    ['one that has no end', 'x.all({\n  a,\n'],
  ])('where there is %s, it finds none', (_name, text) => expect(inserted(text)).toBeUndefined());

  test('nothing else changes, whatever the block holds', () => {
    const line = fc.stringMatching(/^[\w$&'`(){} ]{0,12}$/).map((text) => `  ${text},\n`);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.stringMatching(/^[\w$&`'\n]{0,12}$/), (lines, after) => {
        const [start, end] = [`x.all({\n${lines.join('')}`, `});\n${after}`];
        expect(inserted(start + end)).toBe(`${start}  b: {\n    x,\n  },\n${end}`);
      }),
    );
  });
});

describe('an import', () => {
  const line = "import { B } from './charts/b.ts';\n";

  test.each([
    [
      'stands before the next of its folder',
      "import { A } from './charts/a.ts';\n",
      "import { C } from './charts/c.ts';\n",
    ],
    ['stands after the last of its folder', "import { A } from './charts/a.ts';\n", "import { z } from './z.ts';\n"],
    [
      'stands after all others where its folder has none',
      "import {\n  z,\n} from './z.ts';\n",
      '\nexport const a = 1;\n',
    ],
  ])('%s', (_name, before, after) => expect(withImport(before + after, line)).toBe(before + line + after));

  test('has no place in a text that imports nothing', () => {
    expect(withImport('export const a = 1;\n', line)).toBeUndefined();
  });

  test('takes a name, which a word in a comment does not', () => {
    const text = "// Orders\nimport type { Chart as Mine } from 'cdk8s';\nimport {\n  B,\n} from './b.ts';\n";
    expect(['Chart', 'B', 'Orders', 'cdk8s'].map((name) => importsName(text, name))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a pin', () => {
  const pin = (registry: string): string =>
    `orders:\n  repository: ${registry}/orders\n  tag: 1.0.0\n  digest: sha256:${'0'.repeat(64)}\n`;
  const pinned = (text: string): string | undefined => withPin(text, { name: 'orders', port: 8080 });

  test.each([
    [
      'after others, in the registry of the first',
      'a:\n  repository: own.azurecr.io/team/a\n',
      'a:\n  repository: own.azurecr.io/team/a\n',
      'own.azurecr.io/team',
    ],
    [
      'where the last line has no end',
      'a: { repository: own.azurecr.io/a }',
      'a: { repository: own.azurecr.io/a }\n',
      'own.azurecr.io',
    ],
    [
      'beside the image of the prober, which the platform brings',
      'blackbox-exporter: { repository: quay.io/prometheus/blackbox-exporter }\na: { repository: own.azurecr.io/a }\n',
      'blackbox-exporter: { repository: quay.io/prometheus/blackbox-exporter }\na: { repository: own.azurecr.io/a }\n',
      'own.azurecr.io',
    ],
    ['as the first', '# Pins.\n{}\n', '# Pins.\n', 'example.azurecr.io'],
    ['in an empty file', '', '', 'example.azurecr.io'],
  ])('is added %s', (_name, before, kept, registry) => expect(pinned(before)).toBe(kept + pin(registry)));

  test.each(['- a\n', '{ a: b }\n', 'a: [\n', 'text\n', 'orders: {}\n'])('is not added to %j', (text) =>
    expect(pinned(text)).toBeUndefined(),
  );
});

// Strings that some YAML parser is known to read as something else, and what arbitraries are made of.
import * as fc from 'fast-check';
import type { KubeObject } from '../../render/rendered.ts';

/** Each is a string in TypeScript; each is a trap in YAML 1.1, YAML 1.2, Go's parser or a line-based reading. */
export const nasty: readonly string[] = [
  // Words that are booleans, nulls or numbers.
  'y Y yes Yes YES n N no No NO on On ON off Off OFF true True TRUE false False FALSE null Null NULL ~ nan NaN inf'.split(
    ' ',
  ),
  'Infinity .nan .NaN .NAN .inf .Inf .INF +.inf -.inf -.Inf e0 E5 e_1 e+1 y1 n0 0 -0 +0 1 007 010 08 0o7 0o17 0O7'.split(
    ' ',
  ),
  '0x1f 0X1F 0x 0o 0b11 0B11 -0b1 1_000 _1 1_ -_7 6E_0 1e68_ 1e3 1E3 1.e3 .5 5. . .. -.5 +1 1.10 1.2.3 1,000 ::1'.split(
    ' ',
  ),
  '1:30 12:30:45 09:00 190:20:30.15 1d 1e 0d 10m 250m 256Mi 1Ei 1E 0m 1k 1h 1.5Gi +5 10.0.0.0/8 2001-01-01'.split(' '),
  '2001-12-14t21:59:43.10-05:00|2001-1-1 1:1:1'.split('|'),
  // Signs that begin, end or part something.
  '- -- --- ... ? : x: :a a: = < > | |- >- ! & , # [ ] { } [] {} [a {a a] * *a &a !a !!str % %a @a `a` -x ?x --x=1'.split(
    ' ',
  ),
  `' " '' "" 'a' "a" a'b a"b \\ \\n a\\ \${x} <<x a<< / /livez ./dist/a ../a .a ~/a x#y x:y a/b:1.2@sha256:00`.split(
    ' ',
  ),
  '--- x|? x|: x|- x|# x|x # y|x #|x: y|x : y|, a|{{ x }}|>= 3|!!str a|http://a:80/b?c=d&e=f#g|a b c'.split('|'),
  // White space and line breaks.
  ['', ' ', '  ', ' x', 'x ', 'x  y', '\t', '\ta', 'a\t', 'a\tb', '\n', '\n\n', '\r', '\r\n', 'a\n', 'a\n\n', '\na'],
  [' a\nb', 'a\n b', 'a\nb ', 'a \nb', 'a\n \nb', 'a\n\nb', 'a\n\tb', '\ta\nb', 'a\r\nb', 'a\rb', 'a\nb\n', 'a\nb\t\n'],
  [
    '# a\nb',
    'a\n# b',
    '---\na',
    'a\n---\nb',
    'a\n...\n',
    '- a\n- b',
    'a: b\nc: d\n',
    'a\nb\u00a0',
    '\u00a0',
    'a\u00a0b',
  ],
  // Characters that YAML forbids, breaks lines at or counts otherwise.
  ['\0', '\u0007', '\u001b[31m', '\u007f', '\u0080', 'a\u0085b', 'a\n\u0085b', 'a\u2028b', 'a\nb\u2028c', 'a\u2029b'],
  ['\ufeff', '\ufeffa\nb', 'a\n\ufeffb', 'a\ufeffb', '\ufffe', '\uffff', '\ufffd', '\u200b', 'é', 'é\nü\n', '日本語'],
  ['日本\n語', '😀', '😀\n😀', '\u{1fffe}', '\u{10ffff}\n', 'x'.repeat(200), `${'word '.repeat(60)}end`],
].flat();

const characters = fc.constantFrom(
  ...Array.from(
    'abeEfnoxyXBO0179_.+-:#,[]{}&*!|>%@`\'"\\=<~? \t\n\r\0\b\u0085\u00a0\u007f\u2028\u2029\ufeff\uffffé語😀',
  ),
  '\n  ',
  ': ',
  ' #',
);

/** Any text: a trap, traps joined, characters with a meaning in YAML, numbers of all spellings, any Unicode. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.array(fc.constantFrom(...nasty, '\n'), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: characters, maxLength: 12 }),
  fc.stringMatching(/^[-+]?0?[0-9xXoObB_.eE:]{0,5}[-+]?[0-9a-fA-F_]{1,3}$/),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** A key: any text but the name under which JavaScript keeps something else. */
export const key: fc.Arbitrary<string> = text.filter((key) => key !== '__proto__');

/** Values of every kind that JSON has but null, nested, from the given texts and keys. */
export function values(text: fc.Arbitrary<string>, key: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      text,
      fc.integer(),
      // Not minus zero: JSON has it, Go's JSON does not keep it.
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((number) => number + 0),
      fc.boolean(),
      fc.array(tie('node'), { maxLength: 5 }),
      fc.dictionary(key, tie('node'), { maxKeys: 5, noNullPrototype: true }),
    ),
  })).node;
}

/** A ConfigMap. */
export function configMap(name: string, data: Record<string, unknown>): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

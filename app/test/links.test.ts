import { describe, expect, test } from '@jest/globals';
import { health } from '../contract.ts';
import { parseLinks } from '../src/links.ts';

const file = (links: Record<string, unknown>): string => JSON.stringify(links);

test('slugs keep their targets, and a target is written as a browser would send it', () => {
  const links = parseLinks(file({ docs: 'https://example.com/docs?a=1#top', 'Hi_there-2': 'https://exämple.com' }));
  expect([...links]).toEqual([
    ['docs', 'https://example.com/docs?a=1#top'],
    ['Hi_there-2', 'https://xn--exmple-cua.com/'],
  ]);
});

test('a file without links is a good file', () => {
  expect(parseLinks('{}').size).toBe(0);
});

describe('a file is refused whole', () => {
  test.each([
    ['cut off', '{"docs": "https://exam', /not JSON/],
    ['a list', '[]', /not a JSON object/],
    ['null', 'null', /not a JSON object/],
    ['a slug with a slash', file({ 'a/b': 'https://example.com' }), /"a\/b": a slug is/],
    ['a slug that a probe has', file({ [health.liveness.slice(1)]: 'https://example.com' }), /path of a probe/],
    ['a plain http target', file({ docs: 'http://example.com' }), /"docs": the target is not an https URL/],
    ['a script as target', file({ docs: 'javascript:alert(1)' }), /not an https URL/],
    ['a target with a password', file({ docs: 'https://me:secret@example.com' }), /not an https URL/],
    ['a number as target', file({ docs: 7 }), /not an https URL/],
  ])('when it is or holds: %s', (_name, text, message) => {
    expect(() => parseLinks(text)).toThrow(message);
  });

  test('and every bad link of it is named at once', () => {
    const text = file({ good: 'https://example.com', bad: 'ftp://example.com', 'worse!': 'https://example.com' });
    expect(() => parseLinks(text)).toThrow(/"bad": .*; "worse!": /);
  });

  test('and a password in it is not repeated in the message', () => {
    expect(() => parseLinks(file({ docs: 'https://me:secret@example.com' }))).toThrow(/^(?!.*secret)/);
  });
});

import { describe, expect, test } from '@jest/globals';
import { strict, strictKind, withoutProse } from '../../../commands/imports/open-api.ts';

const text = { type: 'string' };

describe('a schema becomes strict', () => {
  test.each([
    [
      'an object allows what it names',
      { type: 'object', properties: { a: text } },
      { type: 'object', properties: { a: text }, additionalProperties: false },
    ],
    [
      'an object that names nothing allows nothing',
      { type: 'object' },
      { type: 'object', additionalProperties: false },
    ],
    [
      'a map stays a map',
      { type: 'object', additionalProperties: text },
      { type: 'object', additionalProperties: text },
    ],
    [
      'what keeps unknown fields stays open',
      { type: 'object', properties: { a: text }, 'x-kubernetes-preserve-unknown-fields': true },
      { type: 'object', properties: { a: text } },
    ],
    ['a value of any type stays free', { 'x-kubernetes-preserve-unknown-fields': true }, {}],
    [
      'a number or text',
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, text], pattern: '^a$' },
      { type: ['integer', 'string'], pattern: '^a$' },
    ],
    [
      'null where it is allowed',
      { type: 'array', nullable: true, items: text },
      { type: ['array', 'null'], items: text },
    ],
    [
      'a field with a default need not be written',
      { type: 'object', required: ['a', 'b'], properties: { a: text, b: { ...text, default: 'x' } } },
      { type: 'object', required: ['a'], properties: { a: text, b: text }, additionalProperties: false },
    ],
    [
      'one of several forms may be told by a default',
      { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
      { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    ],
    [
      'a field may have the name of a keyword',
      { type: 'object', properties: { description: text, items: text, enum: text } },
      { type: 'object', properties: { description: text, items: text, enum: text }, additionalProperties: false },
    ],
    [
      'prose and what only an API server checks is left out',
      { ...text, description: 'x', format: 'uri', 'x-kubernetes-validations': [{ rule: 'true' }] },
      text,
    ],
  ])('%s', (_name, schema, expected) => expect(strict(schema)).toEqual(expected));

  test('an object inside an object has a metadata of its own', () => {
    const schema = strict({
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      'x-kubernetes-preserve-unknown-fields': true,
    });
    expect(Object.keys(schema.properties ?? {})).toEqual(['apiVersion', 'kind', 'metadata']);
    expect(schema).not.toHaveProperty('additionalProperties');
  });

  test('a keyword that nobody knows stops the import, however deep', () => {
    expect(() => strict({ type: 'array', items: { type: 'string', contentEncoding: 'x' } })).toThrow(
      'unknown keyword contentEncoding',
    );
  });
});

test("the schema of a kind has Kubernetes' metadata and no status", () => {
  const schema = strictKind({
    type: 'object',
    properties: { metadata: { type: 'object' }, spec: text, status: { type: 'object' } },
  });
  expect(Object.keys(schema.properties ?? {})).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  expect(schema.properties?.metadata).toEqual({
    $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
  });
});

test('descriptions go, what an API server needs stays', () => {
  const rules = { 'x-kubernetes-validations': [{ rule: 'self.description != ""' }], default: { description: 'x' } };
  expect(
    withoutProse({
      description: 'x',
      type: 'object',
      properties: { description: { ...text, description: 'x', ...rules } },
    }),
  ).toEqual({ type: 'object', properties: { description: { ...text, ...rules } } });
});

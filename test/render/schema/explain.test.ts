import { type Schema, validate } from '@cfworker/json-schema';
import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../render/schema/explain.ts';

const forms = [{ required: ['name'] }, { required: ['selector'] }];

function faults(spec: unknown, schema: Schema): unknown {
  const object = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a' }, spec };
  const whole = { properties: { spec: schema } };
  const lookup: Record<string, Schema> = { '#/definitions/name': { type: 'string', enum: ['a', 'b'] } };
  return explain(validate(object, whole, '2019-09', lookup, false).errors, { object, schema: whole, lookup });
}

describe('rules that no imported kind breaks today', () => {
  const none = { field: 'spec', problem: 'has none of the forms that are allowed', write: expect.any(String) };
  test.each<[string, unknown, Schema, object]>([
    ['of several forms, one finding for all', {}, { anyOf: forms }, none],
    ['a form that is forbidden', { name: 'a' }, { not: { required: ['name'] } }, none],
    [
      'a field whose name is a keyword is a field',
      { not: 1 },
      { properties: { not: { type: 'string' } } },
      { field: 'spec.not', problem: '1 is a number', write: 'a string' },
    ],
    [
      'a rule behind a reference',
      { name: 'c' },
      { properties: { name: { $ref: '#/definitions/name' } } },
      { field: 'spec.name', problem: '"c" is none of the allowed values', write: 'one of: a, b' },
    ],
    [
      'a missing field whose rule is behind a reference',
      {},
      { required: ['name'], properties: { name: { $ref: '#/definitions/name' } } },
      { field: 'spec.name', problem: 'is missing', write: 'one of: a, b' },
    ],
    [
      'a long text is cut',
      { name: 'x'.repeat(100) },
      { properties: { name: { maxLength: 63 } } },
      { field: 'spec.name', problem: `"${'x'.repeat(56)}... is too long`, write: '63 or fewer characters' },
    ],
  ])('%s', (_name, spec, schema, fault) => expect(faults(spec, schema)).toEqual([fault]));
});

import { expect, test } from '@jest/globals';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { addRules, parseFault, type Fault } from '../../../lib/validation/rules.ts';

/** What a construct with these faults says of itself, as text: that is all that cdk8s carries. */
function textOf(...faults: Fault[]): string[] {
  const construct = new Construct(undefined as never, '');
  addRules(construct, () => faults);
  return construct.node.validate();
}

test('a fault is a line: the field, what is wrong, what to write', () => {
  expect(textOf({ field: 'scale.min', problem: '5 is above scale.max (2)', write: 'a lower min' })).toEqual([
    'scale.min: 5 is above scale.max (2); write: a lower min',
  ]);
});

test('every fault of a construct is kept, in order', () => {
  const faults = ['a', 'b', 'c'].map((field) => ({ field, problem: 'x', write: 'y' }));
  expect(textOf(...faults).map(parseFault)).toEqual(faults);
});

test('a fault comes back as it was, in a file too, and with colons and lines in it', () => {
  const field = fc.stringMatching(/^[a-z][\w./#[\]-]{0,30}$/);
  const words = fc.string({ minLength: 1 }).filter((text) => !text.includes('; write: '));
  fc.assert(
    fc.property(field, words, words, (where, problem, write) => {
      const fault = { field: where, problem, write };
      expect(textOf(fault).map(parseFault)).toEqual([fault]);
    }),
  );
});

test("another validation's text is a problem without field and remedy", () => {
  expect(parseFault('something is wrong')).toEqual({
    field: '',
    problem: 'something is wrong',
    write: 'see the message',
  });
});

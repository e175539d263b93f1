// Helm passes over a value that its chart does not have, without a word: what was meant by it never happens.
import { asRecord, at as fieldAt } from '../fields.ts';
import { unknownValues } from '../inventory.ts';
import type { Check } from './check.ts';

export const unknownValue: Check = (view) =>
  view.brought.flatMap(({ release: { at, object }, inventory }) =>
    unknownValues(asRecord(fieldAt(object, 'spec.values')), inventory).map(({ path, write }) => ({
      at,
      field: `spec.values.${path}`,
      problem: `${inventory.from} has no such value, and Helm passes over it`,
      write,
    })),
  );

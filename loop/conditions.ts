// What most objects say of themselves: a condition `Ready`, true or false, with a message.
import { asArray, asRecord, at } from '../render/fields.ts';

/** The condition `Ready` of an object; empty where it has none yet, and where there is no object. */
export function readyCondition(object: unknown): Readonly<Record<string, unknown>> {
  const conditions = asArray(at(object, 'status.conditions')).map(asRecord);
  return conditions.find(({ type }) => type === 'Ready') ?? {};
}

export function isReady(object: unknown): boolean {
  return readyCondition(object).status === 'True';
}

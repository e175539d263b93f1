// Which labels a selector means, as all of Kubernetes' API has it.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { selects } from '../../render/selection.ts';

/** An empty selector means all. */
export function matches(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const expressions = asArray(at(selector, 'matchExpressions')).map(asRecord);
  return selects(asRecord(at(selector, 'matchLabels')), labels) && expressions.every((each) => holds(each, labels));
}

function holds({ key, operator, values }: Record<string, unknown>, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[asString(key)];
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  return asArray(values).includes(value) === (operator === 'In');
}

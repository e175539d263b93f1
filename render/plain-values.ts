// cdk8s says which class it cannot render but not where, and drops what is no Quantity where one belongs: here both have a field.
import { type IResolver, Lazy, type ResolutionContext } from 'cdk8s';
import { asText, type Fault } from '../lib/validation/rules.ts';
import { isMap } from '../lib/is-map.ts';

/** What may stand in an object. */
export const plainData = 'plain data: strings, numbers, booleans, lists, maps';

/** Refuses, as cdk8s resolves an object, an instance of a class that stands for no value. @throws Error that {@link asText} wrote */
export class PlainValues implements IResolver {
  resolve({ key, value }: ResolutionContext): void {
    if (standsForValue(value)) return;
    const name = className(value as object);
    throw new Error(
      asText({
        field: key.join('.').replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]'),
        ...(amounts.has(name)
          ? { problem: `a ${name} without a value`, write: `text or a number in it: ${example}` }
          : { problem: `an instance of ${name} is no plain data`, write: plainData }),
      }),
    );
  }
}

/** Classes of cdk8s-plus that hold a number or text. */
const amounts = new Set(['Quantity', 'IntOrString']);
const example = "k8s.Quantity.fromString('1Gi'), k8s.IntOrString.fromNumber(8080)";

function standsForValue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  if (value instanceof Lazy || 'resolve' in value || value.constructor === Object) return true;
  return 'value' in value && ['number', 'string'].includes(typeof value.value);
}

function className({ constructor }: object): string {
  return constructor?.name ?? 'an unnamed class';
}

/** Members of an object that have lost their value on the way: text or a number stood there, and not in its class. */
export function lostValues(value: unknown, field = ''): Fault[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => lostValues(each, `${field}[${index}]`));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = field === '' ? key : `${field}.${key}`;
    return inner === undefined
      ? [{ field: path, problem: 'is no Quantity and no IntOrString, so cdk8s drops its value', write: example }]
      : lostValues(inner, path);
  });
}

// A prop that says one thing of several: to TypeScript an object that says two of them is in the union, too.
import { type Fault, unless } from './rules.ts';

/** The union, with what the other members say forbidden in each. */
export type OneOf<Union, All = Union> = Union extends object
  ? Union & { readonly [Field in Exclude<FieldOf<All>, keyof Union>]?: never }
  : Union;

type FieldOf<Union> = Union extends object ? keyof Union : never;

/**
 * Refuses an object that says two things at once, or none.
 *
 * @param forms the fields of each thing that may be said; by the first it is known
 */
export function oneOf(field: string, value: object, forms: readonly (readonly [string, ...string[]])[]): Fault[] {
  const said = Object.keys(value);
  const isOne = forms.some((form) => said.includes(form[0]) && said.every((name) => form.includes(name)));
  return unless(isOne, {
    field,
    problem: `says ${said.join(', ') || 'nothing'}`,
    write: `one of ${forms.map((fields) => `{ ${fields.join(', ')} }`).join(', ')}`,
  });
}

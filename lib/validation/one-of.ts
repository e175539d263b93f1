// A prop that says one thing of several: to TypeScript an object that says two of them is in the union, too.
import { type Fault, unless } from './rules.ts';

/** The union, with what the other members say forbidden in each. */
export type OneOf<Union, All = Union> = Union extends object
  ? Union & { readonly [Field in Exclude<FieldOf<All>, keyof Union>]?: never }
  : Union;

type FieldOf<Union> = Union extends object ? keyof Union : never;

/** Whether an object says one thing. @param forms as at {@link oneOf} */
export function saysOne(value: object, forms: Forms): boolean {
  const said = Object.keys(value);
  return forms.some((form) => said.includes(form[0]) && said.every((name) => form.includes(name)));
}

/** The fields of each thing that may be said; by the first it is known. */
export type Forms = readonly (readonly [string, ...string[]])[];

/**
 * Refuses an object that says two things at once, or none. */
export function oneOf(field: string, value: object, forms: Forms): Fault[] {
  return unless(saysOne(value, forms), {
    field,
    problem: `says ${Object.keys(value).join(', ') || 'nothing'}`,
    write: `one of ${forms.map((fields) => `{ ${fields.join(', ')} }`).join(', ')}`,
  });
}

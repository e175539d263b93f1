// What the docstrings of an interface say, read from its source: a default that stands in a comment can then be checked.
import { readFileSync } from 'node:fs';

/** One field of an exported interface: its docstring (undefined where there is none), and whether it may be left out. */
export interface DocumentedField {
  readonly interface: string;
  readonly name: string;
  readonly optional: boolean;
  readonly docstring: string | undefined;
}

/** The fields of every exported interface of a source file; nested object types are not looked into. */
export function documentedFields(file: string): DocumentedField[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^export interface (\w+)[^{]*\{\n(.*?)^\}/gms)].flatMap(([, name = '', body = '']) =>
    [...body.matchAll(/(?:^ {2}\/\*\*((?:(?!\*\/).)*)\*\/\n)?^ {2}(?:readonly )?(\w+)(\??):/gms)].map(
      ([, docstring, field = '', optional]) => ({
        interface: name,
        name: field,
        optional: optional === '?',
        docstring: docstring?.replace(/\s*\n\s*\*\s*/g, ' ').trim(),
      }),
    ),
  );
}

/** What stands behind `@default` of a field, such as `WebServiceProps.zones`. @throws Error where there is no such field */
export function documentedDefault(file: string, path: string): string | undefined {
  const field = documentedFields(file).find((candidate) => `${candidate.interface}.${candidate.name}` === path);
  if (!field) throw new Error(`${file} has no ${path}`);
  return field.docstring?.split('@default ')[1];
}

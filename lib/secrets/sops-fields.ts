// Forms of a map, a list and a value: each reads the lines of one field, and whatever it does not know is a fault.
import type { Fault } from '../validation/rules.ts';
import { textOf } from './sops-forms.ts';
import { entriesBelow, type Entry, itemsBelow } from './sops-lines.ts';

/** What a field holds, or what is wrong with it. Never quotes a value. */
export interface Reading {
  /** What the lines say. @default nothing, where they are not read */
  readonly value?: unknown;
  /** What is wrong with them; empty where nothing is. */
  readonly faults: readonly Fault[];
}

export type Form = (entry: Entry, field: string) => Reading;

/** What a map may hold. */
export interface Members {
  /** By name, all that there can be. */
  readonly forms: Readonly<Record<string, Form>>;
  /** Those that need not be there. @default none */
  readonly optional?: readonly string[];
  /** What is said of any other name. */
  readonly foreign: Pick<Fault, 'problem' | 'write'>;
}

const asWritten = 'the file as sops wrote it';
const otherwise = 'is not as sops writes it';

/** A text on one line. */
export function text(fits: (text: string) => boolean, problem = otherwise, write = asWritten): Form {
  return ({ value, below }, field) => {
    const found = below.length === 0 ? textOf(value) : undefined;
    return found !== undefined && fits(found) ? { value: found, faults: [] } : fault(field, problem, write);
  };
}

/** Lines of text, of which the last is ended too. */
export function block(fits: (lines: readonly string[]) => boolean, problem: string, write: string): Form {
  return ({ value, below, indent }, field) => {
    const lines = below.map((line) => line.text);
    return value === '|' && below.every((line) => line.indent === indent + 2) && fits(lines)
      ? { value: `${lines.join('\n')}\n`, faults: [] }
      : fault(field, problem, write);
  };
}

/** A map with these members. */
export function map(members: Members): Form {
  return (entry, field) =>
    entry.value === '' ? readMembers(entriesBelow(entry), members, field) : fault(field, otherwise, asWritten);
}

/** A list of maps with these members, one or more. */
export function list(members: Members): Form {
  return (entry, field) => {
    const items = itemsBelow(entry).map((item) => readMembers(item, members, field));
    return entry.value === '' && items.length > 0
      ? { value: items.map(({ value }) => value), faults: items.flatMap(({ faults }) => faults) }
      : fault(field, otherwise, asWritten);
  };
}

/** A map of values whose names are the Secret's own; `{}` once the last was taken away. */
export function namedValues(isName: (name: string) => boolean, form: Form): Form {
  return (entry, field) => {
    const isEmpty = entry.value === '{}' && entry.below.length === 0;
    if (!isEmpty && (entry.value !== '' || entry.below.length === 0)) return fault(field, otherwise, asWritten);
    return read(entriesBelow(entry), field, (written) => {
      const name = textOf(written);
      return name !== undefined && isName(name) ? { name, form } : undefined;
    });
  };
}

/** Reads the members of a map, and misses those that are not there. */
export function readMembers(found: readonly Entry[], { forms, optional = [], foreign }: Members, field = ''): Reading {
  const names = new Set(found.map(({ name }) => name));
  const missing = Object.keys(forms).filter((name) => !names.has(name) && !optional.includes(name));
  const { value, faults } = read(found, field, (name) => ({
    name,
    form:
      (Object.hasOwn(forms, name) ? forms[name] : undefined) ??
      ((_entry, at) => fault(at, foreign.problem, foreign.write)),
  }));
  return {
    value,
    faults: [
      ...faults,
      ...missing.map((name) => ({ field: join(field, name), problem: 'is missing in the file', write: asWritten })),
    ],
  };
}

/** Reads entries, each name once. @param formOf undefined for what is no name here */
function read(
  found: readonly Entry[],
  field: string,
  formOf: (written: string) => { readonly name: string; readonly form: Form } | undefined,
): Reading {
  const values = new Map<string, unknown>();
  const faults: Fault[] = [];
  for (const entry of found) {
    const known = entry.name === undefined ? undefined : formOf(entry.name);
    if (!known)
      faults.push({ field: `line.${entry.number}`, problem: 'is no line that sops writes here', write: asWritten });
    else if (values.has(known.name))
      faults.push({ field: join(field, known.name), problem: 'stands there twice', write: asWritten });
    else {
      const reading = known.form(entry, join(field, known.name));
      values.set(known.name, reading.value);
      faults.push(...reading.faults);
    }
  }
  return { value: Object.fromEntries(values), faults };
}

function fault(field: string, problem: string, write: string): Reading {
  return { faults: [{ field, problem, write }] };
}

function join(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}

// One walk through an object along its schema: rules ask each part what its type asks of it, and a list with keys has each once.
import type { Fault } from '../../lib/validation/rules.ts';
import type { Schema } from '@cfworker/json-schema';
import type { KubeObject } from '../rendered.ts';
import { fieldPath } from './pointer.ts';
import type { AnyMap, Rule } from './rules/rule.ts';
import { repeated } from './rules/rule.ts';
import { rules } from './rules/index.ts';

interface Types {
  readonly kind: string;
  readonly schema: Schema;
  /** Definitions by the `$ref` that points to them. */
  readonly lookup: Readonly<Record<string, Schema>>;
}

/** What is wrong with an object beyond the shape of its fields. @param unread places of values that no rule is asked about */
export function brokenRules(object: KubeObject, { kind, schema, lookup }: Types, unread: ReadonlySet<string>): Fault[] {
  const found: Fault[] = [];
  const steps: string[] = [];
  const around: AnyMap[] = [];

  const report = (faults: readonly Fault[]): void => {
    if (faults.length === 0) return;
    const place = fieldPath(object, steps);
    for (const fault of faults)
      found.push({
        ...fault,
        field: [place, fault.field]
          .filter((part) => part !== '')
          .join('.')
          .replaceAll('.[', '['),
      });
  };
  const ask = (value: AnyMap, asked: readonly Rule[] = []): void => {
    if (asked.length === 0 || (unread.size > 0 && unread.has(fieldPath(object, steps)))) return;
    for (const rule of asked) report(rule(value, around));
  };

  const visit = (value: unknown, at: Schema | undefined): void => {
    if (typeof value !== 'object' || value === null || typeof at !== 'object') return;
    if (at.$ref !== undefined) {
      if (!Array.isArray(value)) ask(value as AnyMap, rules.get(at.$ref));
      visit(value, lookup[at.$ref]);
    } else if (Array.isArray(value)) {
      const keys = at['x-kubernetes-list-map-keys'] as readonly string[] | undefined;
      if (keys && value.length > 1) report(entriesTwice(value, keys, at.items as Schema, lookup));
      value.forEach((entry, index) => below(String(index), entry, at.items as Schema));
    } else {
      around.unshift(value as AnyMap);
      for (const [key, inner] of Object.entries(value))
        below(key, inner, (at.properties?.[key] ?? at.additionalProperties) as Schema | undefined);
      around.shift();
    }
  };
  const below = (step: string, value: unknown, at: Schema | undefined): void => {
    if (typeof value !== 'object') return;
    steps.push(step);
    visit(value, at);
    steps.pop();
  };

  ask(object, rules.get(kind));
  visit(object, schema);
  return found;
}

/** Flux applies on the server, which takes such a list for a map. Source: Kubernetes documentation, "Server-Side Apply". */
function entriesTwice(
  list: readonly unknown[],
  keys: readonly string[],
  items: Schema | undefined,
  lookup: Types['lookup'],
): Fault[] {
  const properties = (items?.$ref === undefined ? items : lookup[items.$ref])?.properties ?? {};
  const valuesOf = (entry: unknown): string =>
    keys
      .map((key) => String((entry as AnyMap | null)?.[key] ?? (properties[key] as Schema | undefined)?.default ?? ''))
      .join(', ');
  const named = list.map((entry, index) => ({ index, value: valuesOf(entry) }));
  return repeated(named, ({ value }) => value).map(({ index, value }) => ({
    field: `[${index}]`,
    problem: `has the same ${keys.join(' and ')} as an entry before it: ${value}`,
    write: 'each once',
  }));
}

// The one question that everything asks that reads data of others.

/** Whether a value is a map, as far as YAML goes: no list, and not null. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Values that stand for a fork's own are made to be found: reserved names and all zeroes.

/** A value that a fork must replace, and how often it is rendered. */
export interface Placeholder {
  readonly value: string;
  readonly objects: number;
}

/** Source of the reserved names: RFC 2606, section 3; the rest is our own convention for `clusters/`. */
const patterns = [
  /[a-z0-9.*@-]*\bexample\.(?:com|net|org)\b/g,
  /\bexample\.azurecr\.io\b/g,
  /https:\/\/github\.com\/example\/[\w-]+/g,
  /\brg-example-[a-z0-9-]+/g,
  /\b0{8}-0{4}-0{4}-0{4}-0{12}\b/g,
  /\bsha256:0{64}\b/g,
];

/** All placeholders in some objects, sorted by value. */
export function placeholdersIn(objects: readonly unknown[]): Placeholder[] {
  const counts = new Map<string, number>();
  for (const object of objects) {
    const text = JSON.stringify(object);
    const found = new Set(patterns.flatMap((pattern) => text.match(pattern) ?? []));
    for (const value of found) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([value, number]) => ({ value, objects: number }));
}

// A Secret is known by its shape wherever it stands: in a list, among the values of a Helm release, in a text.

/** All that a reference to a Secret consists of; what has more is one. */
const referenceFields = new Set(
  'apiVersion group key kind name namespace optional sectionName targetPath uid valuesKey'.split(' '),
);

/**
 * Whether a map is a Secret, or the list of them that the API gives, not a reference to one.
 * @param name under which it stands: the `properties` of a schema are no Secret
 */
export function isWholeSecret(map: Readonly<Record<string, unknown>>, name: string): boolean {
  const names = Object.keys(map);
  if (name !== 'properties' && names.some((name) => name.toLowerCase() === 'stringdata')) return true;
  const kind = names.find((name) => name.toLowerCase() === 'kind');
  return (
    kind !== undefined &&
    /^secret(?:list)?$/i.test(String(map[kind]).trim()) &&
    !names.every((name) => referenceFields.has(name))
  );
}

/**
 * Whether a Secret is anywhere in what a text was parsed to.
 * @param known what was looked into: by aliases a short text can hold one map more often than anybody can count
 */
export function hasWholeSecret(value: unknown, name = '', known = new WeakSet()): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const map = value as Readonly<Record<string, unknown>>;
  if (!Array.isArray(value) && isWholeSecret(map, name)) return true;
  if (known.has(value)) return false;
  known.add(value);
  return Object.entries(map).some(([name, inner]) => hasWholeSecret(inner, Array.isArray(value) ? '' : name, known));
}

/** As {@link isWholeSecret}, of a text that cannot be parsed, as a template cannot. */
export function holdsWholeSecret(text: string): boolean {
  if (/\bstringData["']?\s*:/.test(text)) return true;
  return (
    text.includes('Secret') &&
    /(?:^|[\s{,-])["']?kind["']?\s*:\s*["']?Secret(?:List)?["']?\s*(?:[,}#]|$)/m.test(text) &&
    /(?:^|[\s{,-])["']?(?:data|metadata)["']?\s*:/m.test(text)
  );
}

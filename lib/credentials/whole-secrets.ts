// A Secret is known by its shape wherever it stands: in a list, among the values of a Helm release, in a text.

/** All that a reference to a Secret consists of; what has more is one. */
const referenceFields = new Set(
  'apiVersion group key kind name namespace optional sectionName targetPath uid valuesKey'.split(' '),
);

/** Whether a map is a Secret, not a reference to one. */
export function isWholeSecret(map: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(map);
  if (names.some((name) => name.toLowerCase() === 'stringdata')) return true;
  const kind = names.find((name) => name.toLowerCase() === 'kind');
  return (
    kind !== undefined &&
    String(map[kind]).trim().toLowerCase() === 'secret' &&
    !names.every((name) => referenceFields.has(name))
  );
}

/** As {@link isWholeSecret}, of a text that cannot be parsed, as a template cannot. */
export function holdsWholeSecret(text: string): boolean {
  return (
    /["']?\bstringData["']?\s*:/.test(text) ||
    (/^[\s{,-]*["']?kind["']?\s*:\s*["']?Secret["']?\s*(?:[,}#]|$)/m.test(text) &&
      /^[\s{,-]*["']?(?:data|metadata)["']?\s*:/m.test(text))
  );
}

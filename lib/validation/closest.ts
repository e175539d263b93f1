// A misspelt field is best explained by the field that was meant.

/** Of the names, the one that is most likely meant; undefined if none is near: a third of its letters may differ. */
export function closest(written: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, written.length / 3);
  const [nearest] = names
    .filter((name) => Math.abs(name.length - written.length) <= most)
    .map((name) => ({ name, distance: distance(written.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= most ? nearest.name : undefined;
}

/** Letters to insert, remove or replace to get from one text to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (letter === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

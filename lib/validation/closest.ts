// A misspelt field is best explained by the field that was meant.
import leven from 'leven';

/** Of the names, the one that is most likely meant; undefined if none is near: a third of its letters may differ. */
export function closest(written: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(written.length / 3));
  const wanted = written.toLowerCase();
  const [nearest] = names
    .map((name) => ({ name, distance: leven(wanted, name.toLowerCase(), { maxDistance: most + 1 }) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((left, right) => left.distance - right.distance);
  return nearest?.name;
}

// The judged versions as people read them in a terminal.
import { columns } from '../table.ts';
import type { Judged } from './judged.ts';
import type { Product } from './support.ts';

/** A row for each version, and below them the products whose sources must be read again. */
export function versionsTable(versions: readonly Judged[], stale: readonly Product[]): string {
  const rows = versions.map((each) => [each.name, each.version, each.where.join(', '), each.newest, inWords(each)]);
  const old = stale.map(({ name, asOf, sources }) => [name, asOf, sources.join('\n')]);
  return [
    columns(['what', 'runs', 'where', 'newest seen', 'support'], rows),
    ...(old.length > 0 ? ['to be looked up again', columns(['what', 'as of', 'where'], old)] : []),
  ].join('\n');
}

function inWords({ standing, until, newest }: Judged): string {
  if (standing === 'unknown') return newest === '' ? 'not followed here' : 'newer than what was seen here';
  if (standing === 'not exact') return 'NOT EXACT: write one version, or its first numbers';
  if (standing === 'out of support') return until === '' ? 'OUT OF SUPPORT' : `OUT OF SUPPORT since ${until}`;
  if (standing === 'ends soon') return `ENDS SOON, on ${until}`;
  return until === '' ? 'supported' : `until ${until}`;
}

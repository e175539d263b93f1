// What is out of date or out of support, on a given day, by what is known of the products.
import { type Day, daysBetween, isDay } from '../../../lib/day.ts';
import type { Running } from './running.ts';
import type { Line, Product } from './support.ts';

/** What to think of a version: `unknown` is what no product here is, or what is newer than what was seen; `not exact` a range, or a name that moves. */
type Standing = 'supported' | 'ends soon' | 'out of support' | 'unknown' | 'not exact';

/** A version, judged. */
export interface Judged {
  readonly name: string;
  readonly version: string;
  readonly where: readonly string[];
  /** The newest version that was seen; empty where nobody looks. */
  readonly newest: string;
  readonly standing: Standing;
  /** The day of the last support, or what ends it; empty where that is not known. */
  readonly until: string;
}

/** Days before the end of support in which an upgrade should be under way. */
const soon = 90;

/** Days after which what was read may be wrong. */
const fresh = 120;

/** A version, or the line of one: no `^22 || ^24`, `1.x` or `lts/*`, of which nobody can say here what runs. */
const exact = /^v?\d+(\.\d+)*([-+][\w.+-]+)?$/;

/** Each of what runs, judged. */
export function judged(running: readonly Running[], products: readonly Product[], today: Day): Judged[] {
  return running.map(({ what, version, where }) => {
    const product = products.find(({ name, chart }) => what === (chart ?? name));
    if (!product) return { name: what, version, where, newest: '', standing: 'unknown', until: '' };
    const { name, newest, lines } = product;
    if (!exact.test(version)) return { name, version, where, newest, standing: 'not exact', until: '' };
    const line = lines.find((each) => isOf(version, each));
    const until = line?.until ?? '';
    return { name, version, where, newest, standing: standingOf(version, line, product, today), until };
  });
}

/** Products whose sources nobody has read for a while. */
export function stale(products: readonly Product[], today: Day): Product[] {
  return products.filter(({ asOf }) => daysBetween(asOf, today) > fresh);
}

function standingOf(version: string, line: Line | undefined, { newest }: Product, today: Day): Standing {
  if (!line) return compared(version, newest) > 0 ? 'unknown' : 'out of support';
  if (line.until === undefined || !isDay(line.until)) return 'supported';
  const left = daysBetween(today, line.until);
  return left < 0 ? 'out of support' : left <= soon ? 'ends soon' : 'supported';
}

function isOf(version: string, { line }: Line): boolean {
  return `${bare(version)}.`.startsWith(`${line}.`);
}

/** Without the `v` that some projects write. */
function bare(version: string): string {
  return version.replace(/^v/, '');
}

/** Above 0 where the first is the newer one. */
function compared(one: string, other: string): number {
  return bare(one).localeCompare(bare(other), 'en', { numeric: true });
}

// What a branch takes away from the clusters, and whether somebody said that it may: against Git, not against the disk,
// so that neither `rm -rf dist` nor two small steps slip anything through.
import type { Finding } from '../../render/finding.ts';
import { type Placed, placedIn } from '../../render/read-objects.ts';
import { removals } from '../../render/removals.ts';
import type { Tree } from '../trees/tree.ts';
import type { Consent } from './consents.ts';

export interface Verdict {
  /** What nobody consented to. */
  readonly refused: readonly Finding[];
  /** What would be refused but for the consent to its chart. */
  readonly allowed: readonly Allowed[];
}

/** What goes or moves because of a consent. */
interface Allowed extends Consent {
  readonly problems: readonly string[];
}

/** Compares two trees. @throws Error for a file that holds no object */
export function guard(before: Tree, after: Tree, consents: readonly Consent[]): Verdict {
  const [old, now] = [before, after].map(objectsOf);
  const charts = new Set(consents.map(({ chart }) => chart));
  const findings = (allowed: ReadonlySet<string>): Finding[] => removals(old ?? [], now ?? [], { allowed });
  const refused = findings(charts);
  return {
    refused,
    allowed: consents.flatMap((consent) => {
      const others = new Set([...charts].filter((chart) => chart !== consent.chart));
      const known = new Set(refused.map(keyOf));
      const problems = findings(others).filter((finding) => !known.has(keyOf(finding)));
      return problems.length > 0 ? [{ ...consent, problems: problems.map(wordsOf) }] : [];
    }),
  };
}

function objectsOf(tree: Tree): Placed[] {
  return Array.from(tree.read([...tree.ids.keys()]), ([path, text]) => placedIn('dist', path, text));
}

function keyOf({ code, at, problem }: Finding): string {
  return [code, at, problem].join('\0');
}

function wordsOf({ at, problem }: Finding): string {
  return `${at}: ${problem}`;
}

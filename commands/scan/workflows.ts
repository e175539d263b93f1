// zizmor looks away where a comment tells it to. Here it looks everywhere: a comment counts with a reason and a last day, as does
// every finding that stays, and every rule that its settings disable or configure.
import { isDay } from '../../lib/day.ts';
import { isReason } from '../../lib/reasons.ts';
import type { Finding } from '../../render/finding.ts';
import { acceptanceFindings, type AcceptedPlace, expired, termsIn, unaccepted } from './accepted.ts';
import type { Found } from './sarif.ts';
import type { SwitchedOff } from './switched-off.ts';

/** What a scan of workflows says. */
export interface WorkflowScan {
  /** What zizmor found, and no comment accepts. */
  readonly found: readonly Found[];
  /** The comments and settings that have to be looked at. */
  readonly findings: readonly Finding[];
}

/**
 * Holds what zizmor found against the comments. Pure.
 * @param found with its ignores switched off
 * @param texts of the files that it looked at, by path
 * @param off the rules that it was not asked for, or not in full
 * @param today `2026-11-29`
 */
export function scannedWorkflows(
  found: readonly Found[],
  texts: ReadonlyMap<string, string>,
  off: readonly SwitchedOff[],
  today: string,
): WorkflowScan {
  const comments = [...texts].flatMap(([file, text]) => commentsIn(file, text));
  const places = found.map((each) => ({ ...each, at: `${each.file}:${each.line ?? 1}`, check: bare(each.rule) }));
  const [whole, bad] = [comments.filter(isWhole), comments.filter((comment) => !isWhole(comment))];
  return {
    // A comment that must be mended anyway is told alone.
    found: unaccepted(places, comments).map(({ rule, message, file, line }) => ({ rule, message, file, line })),
    findings: [
      ...bad.map((each) => unreasoned(each, `# zizmor: ignore[${each.check}]`)),
      ...acceptanceFindings(places, whole, today),
      ...off.filter((each) => !isWhole(each)).map((each) => unreasoned(each, each.form)),
      ...expired(off.filter(isWhole), today),
    ],
  };
}

const comment = /# *zizmor: *ignore\[(?<checks>[^\]]*)\](?<terms>.*)/;

function commentsIn(file: string, text: string): AcceptedPlace[] {
  return text.split('\n').flatMap((line, index) => {
    const { checks, terms = '' } = comment.exec(line)?.groups ?? {};
    const names = checks?.split(',').map((check) => check.trim()) ?? [];
    return names.map((check) => ({ at: `${file}:${index + 1}`, check, ...termsIn(terms) }));
  });
}

function isWhole({ until, because }: AcceptedPlace): boolean {
  return isDay(until) && isReason(because);
}

/** @param form how it is written, up to the day */
function unreasoned({ at, check }: AcceptedPlace, form: string): Finding {
  return {
    code: 'accepts-without-reason',
    at,
    field: 'comment',
    problem: `"${check}" is passed over, without a reason and a last day`,
    write: `what mends it; or ${form} until 2027-06-30: why it is right there`,
  };
}

/** zizmor's own name of a rule, without the program's. */
function bare(rule: string): string {
  return rule.replace(/^zizmor\//, '');
}

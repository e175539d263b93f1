// Which findings are accepted, and which acceptances have to be looked at: those whose day has passed, and those of nothing.
import type { AcceptedFinding } from '../../lib/accepted-findings.ts';
import type { Finding } from '../../render/finding.ts';

/** An acceptance, and the path of the construct that it was given. */
export interface AcceptedPlace extends AcceptedFinding {
  readonly at: string;
}

/** What a comment says of an acceptance, `until 2027-06-30: why it is right there`; both are empty where it says nothing of that. */
export function termsIn(comment: string): Pick<AcceptedFinding, 'until' | 'because'> {
  const { until = '', because = '' } = /^ *until (?<until>\S+): (?<because>.*)/.exec(comment)?.groups ?? {};
  return { until, because };
}

/** A finding at the path of a construct, which may be no acceptance's. */
interface At {
  readonly at: string;
  readonly check: string;
}

/** The findings that nobody accepts, expired acceptances among those that do. */
export function unaccepted<T extends At>(found: readonly T[], accepted: readonly AcceptedPlace[]): T[] {
  return found.filter((each) => !accepted.some((place) => accepts(place, each)));
}

/** What is wrong with acceptances. @param today `2026-11-29` */
export function acceptanceFindings(found: readonly At[], accepted: readonly AcceptedPlace[], today: string): Finding[] {
  const used = new Set(accepted.filter((place) => found.some((each) => accepts(place, each))).map(written));
  return accepted.flatMap((place) => {
    const { at, check } = place;
    if (!used.has(written(place)))
      return [
        {
          code: 'accepts-nothing',
          at,
          field: 'check',
          problem: `"${check}" is found nowhere below it, in no cluster`,
          write: 'nothing: take it out',
        },
      ];
    return expired([place], today);
  });
}

/** The acceptances whose last day has passed. */
export function expired(accepted: readonly AcceptedPlace[], today: string): Finding[] {
  return accepted
    .filter(({ until }) => until < today)
    .map(({ at, check, because, until }) => ({
      code: 'accepted-too-long',
      at,
      field: 'until',
      problem: `"${check}" was accepted until ${until}, because ${because}`,
      write: 'what mends it, or a later day if the reason still holds; of a chart of the package, a newer package',
    }));
}

function accepts({ at, check }: AcceptedPlace, found: At): boolean {
  return check === found.check && (found.at === at || found.at.startsWith(`${at}/`));
}

/** The same line of code accepts in each cluster: it is used where it accepts something in one of them. */
function written({ at, check, because, until }: AcceptedPlace): string {
  return JSON.stringify([at.split('/').slice(1), check, because, until]);
}

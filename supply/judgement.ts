// Whether an image may run with what a scan found in it: a threshold, and exceptions that end.
import { daysAfter } from '../lib/day.ts';
import { covers, severities, type Severity } from '../lib/pins/image-policy.ts';
import type { Fault } from '../lib/validation/rules.ts';
import type { ScanException } from './exceptions.ts';
import type { ScanFinding } from './scan-report.ts';

/** What findings are held against. */
export interface Standard {
  /** The least severity that holds an image back. @default 'HIGH' */
  readonly threshold?: Severity | undefined;
  readonly exceptions: readonly ScanException[];
  /** The day, `2026-11-29`, in UTC. */
  readonly today: string;
}

/** Days for which an exception may be given at once: whoever needs it longer looks at it again. */
const longest = 90;

/**
 * Why a scan holds an image back; nothing where it does not. Pure. A finding whose exception is over is not said a second time,
 * nor what two platforms share.
 * @param image `<repository>`, or with `@<digest>`
 */
export function judged(image: string, findings: readonly ScanFinding[], standard: Standard): Fault[] {
  const { threshold = 'HIGH', exceptions, today } = standard;
  const [repository = ''] = image.split('@');
  const given = exceptions.filter(({ image }) => covers(image, repository));
  const excepted = new Set(given.map(({ id }) => id));
  const different = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  const severe = [...different.values()].filter(
    ({ severity }) => severities.indexOf(severity) >= severities.indexOf(threshold),
  );
  return [
    ...given.flatMap((exception) => untimely(exception, today)),
    ...severe.filter(({ id }) => !excepted.has(id)).map((finding) => above(image, finding, threshold)),
  ];
}

function untimely({ id, image, because, until }: ScanException, today: string): Fault[] {
  const field = `${image}#${id}`;
  const said = JSON.stringify(because);
  if (until < today)
    return [
      {
        field,
        problem: `the exception (${said}) ended on ${until}`,
        write: 'nothing, once the finding is gone; else why it may stay, and a later end',
      },
    ];
  const last = daysAfter(today, longest);
  if (until > last)
    return [
      {
        field,
        problem: `the exception (${said}) ends on ${until}, more than ${longest} days from now`,
        write: `until: ${last}, or earlier`,
      },
    ];
  return [];
}

function above(image: string, { id, severity, details }: ScanFinding, threshold: Severity): Fault {
  return {
    field: image,
    problem: `the scan found ${id} (${severity}, the threshold is ${threshold}): ${details}`,
    write: 'the digest of a build without it; or an exception with a reason and an end',
  };
}

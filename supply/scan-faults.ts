// All reports on an image together, held against what the fleet accepts.
import { messageOf } from '../lib/message-of.ts';
import type { Severity } from '../lib/pins/image-policy.ts';
import type { Fault } from '../lib/validation/rules.ts';
import { readExceptions } from './exceptions.ts';
import { judged } from './judgement.ts';
import { findingsOf, scanReport } from './scan-report.ts';

/** What the fleet accepts. */
export interface Accepted {
  /** As {@link ImagePolicy.exceptions}. */
  readonly exceptions?: string | undefined;
  /** As {@link ImageBuilder.threshold}. */
  readonly threshold?: Severity | undefined;
  /** The day, `2026-11-29`. @default today, in UTC */
  readonly today?: string | undefined;
}

/**
 * Why reports hold an image back; of an index there is one for each platform.
 * @param image `<repository>`, or with `@<digest>`
 */
export function scanFaults(image: string, reports: readonly unknown[], accepted: Accepted): Fault[] {
  const { data: exceptions, faults } = readExceptions(accepted.exceptions);
  if (exceptions === undefined) return [...faults];
  const { threshold, today = new Date().toISOString().slice(0, 10) } = accepted;
  try {
    const findings = reports.flatMap((report) => findingsOf(scanReport(report)));
    return judged(image, findings, { threshold, exceptions, today });
  } catch (error) {
    return [{ field: image, problem: messageOf(error), write: 'what trivy image --format cosign-vuln writes' }];
  }
}

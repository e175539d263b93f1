// All reports on an image together, held against what the fleet accepts.
import { today as currentDay } from '../lib/day.ts';
import { messageOf } from '../lib/message-of.ts';
import type { Severity } from '../lib/pins/image-policy.ts';
import type { Fault } from '../lib/validation/rules.ts';
import { readExceptions } from './exceptions.ts';
import { judged } from './judgement.ts';
import { findingsOf, platformOf, scanReport } from './scan-report.ts';

/** What the fleet accepts. */
export interface Accepted {
  /** As {@link ImagePolicy.exceptions}. */
  readonly exceptions?: string | undefined;
  /** As {@link ImageBuilder.threshold}. */
  readonly threshold?: Severity | undefined;
  /** Platforms of each of which there must be a report. @default none is asked for */
  readonly platforms?: readonly string[];
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
  const { threshold, platforms = [], today = currentDay() } = accepted;
  try {
    const read = reports.map(scanReport);
    const scanned = new Set(read.map(platformOf));
    return [
      ...platforms.filter((platform) => !scanned.has(platform)).map((platform) => unscanned(image, platform)),
      ...[...new Set(platforms.filter(isRepeated))].map((platform) => ambiguous(image, platform)),
      ...judged(image, read.flatMap(findingsOf), { threshold, exceptions, today }),
    ];
  } catch (error) {
    return [{ field: image, problem: messageOf(error), write: 'what trivy image --format cosign-vuln writes' }];
  }
}

function unscanned(image: string, platform: string): Fault {
  return {
    field: image,
    problem: `has no scan for ${platform}`,
    write: `a digest of which trivy image --platform ${platform} is attested too`,
  };
}

function isRepeated(platform: string, position: number, platforms: readonly string[]): boolean {
  return platforms.indexOf(platform) < position;
}

/** Trivy scans the first of them, and a node may take another. */
function ambiguous(image: string, platform: string): Fault {
  return {
    field: image,
    problem: `has more than one image for ${platform}, and a scan of one alone`,
    write: 'the digest of an index with one image for each platform',
  };
}

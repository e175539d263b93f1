// A report that Trivy itself wrote of an image for amd64, as test/supply/scan-report.test.ts says, and the same as it would be of
// another one.
import { readFileSync } from 'node:fs';

const recorded = readFileSync('test/fixtures/reports/trivy-0.74.0.json', 'utf8');

/** What is found in it from the usual threshold on. */
export const recordedFindings = ['DS-0002', 'aws-access-key-id', 'aws-secret-access-key'] as const;

/** The recorded report, of an architecture. */
export function trivyReport(architecture: string): string {
  return recorded.replaceAll('"architecture": "amd64"', `"architecture": "${architecture}"`);
}

// A report that Trivy itself wrote is read. trivy-0.74.0.json is what
// `trivy image --scanners secret,misconfig --image-config-scanners misconfig,secret --skip-db-update --offline-scan --format cosign-vuln`
// of v0.74.0, built from its Go module, said of an image for amd64 with `COPY app /app` and `CMD ["/app/run"]`, where app/env holds made-up
// credentials of AWS; its checks were those in the program. No database of vulnerabilities was at hand.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { findingsOf, platformOf, scanReport } from '../../supply/scan-report.ts';

const report = scanReport(JSON.parse(readFileSync('test/fixtures/reports/trivy-0.74.0.json', 'utf8')));

test('a report of Trivy says for which platform it is', () => {
  expect(platformOf(report)).toBe('linux/amd64');
});

test('a secret in a layer and a failed check of the configuration are findings, without what was found', () => {
  const image = '127.0.0.1:5099/shop/tickets:2';
  expect(findingsOf(report)).toEqual([
    { id: 'DS-0002', severity: 'HIGH', details: `Image user should not be 'root', in ${image}` },
    { id: 'DS-0026', severity: 'LOW', details: `No HEALTHCHECK defined, in ${image}` },
    { id: 'aws-access-key-id', severity: 'CRITICAL', details: 'a secret in /app/env' },
    { id: 'aws-secret-access-key', severity: 'CRITICAL', details: 'a secret in /app/env' },
  ]);
});

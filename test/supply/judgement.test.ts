// A scan holds an image back from a threshold on, and an exception ends.
import { describe, expect, test } from '@jest/globals';
import { findingsOf, scanReport } from '../../supply/scan-report.ts';
import { judged, type Standard } from '../../supply/judgement.ts';
import type { ScanException } from '../../supply/exceptions.ts';
import { asText } from '../../lib/validation/rules.ts';

const image = 'registry.example.com/shop/tickets';

/** As Trivy writes it, with what is not read here left out. */
const report = {
  SchemaVersion: 2,
  ArtifactName: `${image}:1`,
  Results: [
    {
      Target: 'debian 13',
      Class: 'os-pkgs',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2026-0001',
          Severity: 'CRITICAL',
          PkgName: 'libssl3',
          InstalledVersion: '3.0.1',
          FixedVersion: '3.0.2',
        },
        { VulnerabilityID: 'CVE-2026-0002', Severity: 'HIGH', PkgName: 'zlib', InstalledVersion: '1.3' },
        { VulnerabilityID: 'CVE-2026-0003', Severity: 'MEDIUM', PkgName: 'bash', InstalledVersion: '5.2' },
        { VulnerabilityID: 'CVE-2026-0004', Severity: 'UNKNOWN', PkgName: 'tar' },
      ],
    },
    {
      Target: 'Dockerfile',
      Class: 'config',
      Misconfigurations: [
        { ID: 'DS-0002', Severity: 'HIGH', Status: 'FAIL', Title: 'Image user should not be root' },
        { ID: 'DS-0001', Severity: 'HIGH', Status: 'PASS' },
      ],
    },
    {
      Target: '/app/key.pem',
      Class: 'secret',
      Secrets: [{ RuleID: 'private-key', Severity: 'HIGH', Match: 'hidden' }],
    },
  ],
};

const standard: Standard = { exceptions: [], today: '2026-11-29' };
const exception: ScanException = {
  id: 'CVE-2026-0001',
  image: 'registry.example.com/shop',
  because: 'nothing here opens a connection',
  until: '2026-12-31',
};

function words(changes: Partial<Standard> = {}): string[] {
  return judged(image, findingsOf(scanReport(report)), { ...standard, ...changes }).map(asText);
}

const without = 'write: the digest of a build without it; or an exception with a reason and an end';
const found = (what: string, threshold: string, details: string): string =>
  `${image}: the scan found ${what}, the threshold is ${threshold}): ${details}; ${without}`;
const critical = found('CVE-2026-0001 (CRITICAL', 'HIGH', 'libssl3 3.0.1 in debian 13, fixed in 3.0.2');
const rest = [
  found('CVE-2026-0002 (HIGH', 'HIGH', 'zlib 1.3 in debian 13, not fixed yet'),
  found('DS-0002 (HIGH', 'HIGH', 'Image user should not be root, in Dockerfile'),
  found('private-key (HIGH', 'HIGH', 'a secret in /app/key.pem'),
];

describe('a finding', () => {
  test('holds an image back from HIGH on, wherever it was found', () => expect(words()).toEqual([critical, ...rest]));

  test('does so from another threshold on', () => {
    expect(words({ threshold: 'CRITICAL' })).toEqual([critical.replace('threshold is HIGH', 'threshold is CRITICAL')]);
    expect(words({ threshold: 'MEDIUM' })).toHaveLength(5);
    expect(words({ threshold: 'UNKNOWN' })).toHaveLength(6);
  });

  test('that two platforms share is said once', () => {
    const twice = [...findingsOf(scanReport(report)), ...findingsOf(scanReport(report))];
    expect(judged(image, twice, standard)).toHaveLength(4);
  });
});

describe('an exception', () => {
  test('lets its finding pass, to its last day', () => {
    expect(words({ exceptions: [exception] })).toEqual(rest);
    expect(words({ exceptions: [{ ...exception, until: standard.today }] })).toEqual(rest);
  });

  test('that is over is said, in the place of the finding', () => {
    expect(words({ exceptions: [{ ...exception, until: '2026-11-28' }] })).toEqual([
      'registry.example.com/shop#CVE-2026-0001: the exception ("nothing here opens a connection") ended on 2026-11-28; ' +
        'write: nothing, once the finding is gone; else why it may stay, and a later end',
      ...rest,
    ]);
  });

  test('is given for ninety days at most', () => {
    expect(words({ exceptions: [{ ...exception, until: '2027-02-27' }] })).toEqual(rest);
    expect(words({ exceptions: [{ ...exception, until: '2027-02-28' }] })).toEqual([
      'registry.example.com/shop#CVE-2026-0001: the exception ("nothing here opens a connection") ends on 2027-02-28, ' +
        'more than 90 days from now; write: until: 2027-02-27, or earlier',
      ...rest,
    ]);
  });

  test.each([
    ['of another image', { image: 'registry.example.com/shop/tick' }],
    ['of another finding', { id: 'CVE-2026-9999' }],
  ])('%s counts for nothing', (_name, change) => {
    expect(words({ exceptions: [{ ...exception, ...change }] })).toEqual([critical, ...rest]);
  });
});

describe('a report', () => {
  test('is read as the predicate of an attestation too', () => {
    const predicate = { scanner: { uri: 'pkg:github/aquasecurity/trivy', result: report }, metadata: {} };
    expect(findingsOf(scanReport(predicate))).toEqual(findingsOf(scanReport(report)));
  });

  test('without results holds nothing back', () => expect(findingsOf(scanReport({ SchemaVersion: 2 }))).toEqual([]));

  test.each([
    ['another format', { version: '2.1.0', runs: [] }],
    ['another version', { SchemaVersion: 3 }],
    [
      'a severity that nobody knows',
      { SchemaVersion: 2, Results: [{ Target: 'a', Secrets: [{ RuleID: 'b', Severity: 'BAD' }] }] },
    ],
    ['nothing', null],
  ])('of %s is refused', (_name, value) =>
    expect(() => scanReport(value)).toThrow(/^this is not a report of Trivy \(#/),
  );
});

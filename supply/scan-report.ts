// What a scanner found, out of Trivy's own report: vulnerabilities, failed checks of the configuration, secrets.
import type { Schema } from '@cfworker/json-schema';
import { severities, type Severity } from '../lib/pins/image-policy.ts';
import { type Platform, platformName } from './platforms.ts';
import { shaped } from './said.ts';

/** One finding of a scan. */
export interface ScanFinding {
  /** `CVE-2026-1234`, or the rule's id. */
  readonly id: string;
  readonly severity: Severity;
  /** Where, and what would mend it: never what was found, which may be a secret. */
  readonly details: string;
}

interface Vulnerability {
  readonly VulnerabilityID: string;
  readonly Severity: Severity;
  readonly PkgName: string;
  readonly InstalledVersion?: string;
  readonly FixedVersion?: string;
}

interface Misconfiguration {
  readonly ID: string;
  readonly Severity: Severity;
  readonly Status: 'PASS' | 'FAIL' | 'EXCEPTION';
  readonly Title?: string;
}

interface Secret {
  readonly RuleID: string;
  readonly Severity: Severity;
}

/** A report of Trivy, as far as it is read. Source: aquasecurity/trivy v0.74.0, pkg/types/report.go */
export interface ScanReport {
  readonly SchemaVersion: 2;
  readonly Metadata?: { readonly ImageConfig?: Platform };
  readonly Results?: readonly {
    readonly Target: string;
    readonly Vulnerabilities?: readonly Vulnerability[];
    readonly Misconfigurations?: readonly Misconfiguration[];
    readonly Secrets?: readonly Secret[];
  }[];
}

const string: Schema = { type: 'string' };
const severity: Schema = { enum: [...severities] };
const listOf = (properties: Schema, required: readonly string[]): Schema => ({
  type: 'array',
  items: { type: 'object', properties, required: [...required] },
});

const schema: Schema = {
  type: 'object',
  required: ['SchemaVersion'],
  properties: {
    SchemaVersion: { const: 2 },
    Metadata: {
      type: 'object',
      properties: {
        ImageConfig: { type: 'object', properties: { os: string, architecture: string, variant: string } },
      },
    },
    Results: listOf(
      {
        Target: string,
        Vulnerabilities: listOf(
          {
            VulnerabilityID: string,
            Severity: severity,
            PkgName: string,
            InstalledVersion: string,
            FixedVersion: string,
          },
          ['VulnerabilityID', 'Severity', 'PkgName'],
        ),
        Misconfigurations: listOf(
          { ID: string, Severity: severity, Status: { enum: ['PASS', 'FAIL', 'EXCEPTION'] }, Title: string },
          ['ID', 'Severity', 'Status'],
        ),
        Secrets: listOf({ RuleID: string, Severity: severity }, ['RuleID', 'Severity']),
      },
      ['Target'],
    ),
  },
};

/**
 * A report of Trivy, bare (`--format json`) or as the predicate of an attestation (`--format cosign-vuln`).
 * @throws Error that says where it is none
 */
export function scanReport(value: unknown): ScanReport {
  return shaped(isPredicate(value) ? value.scanner.result : value, schema, 'this is not a report of Trivy');
}

function isPredicate(value: unknown): value is { readonly scanner: { readonly result: unknown } } {
  const scanner = (value as { readonly scanner?: unknown } | null)?.scanner;
  return typeof scanner === 'object' && scanner !== null && 'result' in scanner;
}

/** The platform that was scanned: `linux/amd64`; undefined where the report does not say. */
export function platformOf({ Metadata }: ScanReport): string | undefined {
  return platformName(Metadata?.ImageConfig ?? {});
}

/** What a report holds against an image, at any severity. */
export function findingsOf({ Results = [] }: ScanReport): ScanFinding[] {
  return Results.flatMap(({ Target, Vulnerabilities = [], Misconfigurations = [], Secrets = [] }) => [
    ...Vulnerabilities.map(({ VulnerabilityID: id, Severity: severity, PkgName, InstalledVersion, FixedVersion }) => {
      const installed = [PkgName, InstalledVersion].filter(Boolean).join(' ');
      return { id, severity, details: `${installed} in ${Target}, ${fixedIn(FixedVersion)}` };
    }),
    ...Misconfigurations.filter(({ Status }) => Status === 'FAIL').map(({ ID: id, Severity: severity, Title }) => ({
      id,
      severity,
      details: Title === undefined ? Target : `${Title}, in ${Target}`,
    })),
    ...Secrets.map(({ RuleID: id, Severity: severity }) => ({ id, severity, details: `a secret in ${Target}` })),
  ]);
}

function fixedIn(version: string | undefined): string {
  return version ? `fixed in ${version}` : 'not fixed yet';
}

// Every third-party program of the project in one table; its package and pinned version stand in tools/<name>/go.mod.
import type { Fit } from './version.ts';

/** How a program is recognised on PATH, and what its build needs beside `go build`. */
export interface Program {
  /** Arguments that make it tell its version, without a call to the network. */
  readonly versionArgs: readonly string[];
  /** Finds the version in what it then prints; the first group is major.minor.patch. */
  readonly versionPattern: RegExp;
  /**
   * Which versions on PATH will do. `same` where the output is committed or the verdict decides a check: a newer one
   * would differ between two machines. `same or newer` where a major version keeps its promises.
   */
  readonly fit: Fit;
  /** The release that a module version stands for. @default the same numbers */
  readonly release?: (moduleVersion: string) => string;
  /** Variable that its own release builds set to the version, as the linker's `-X` takes it. @default none is set */
  readonly versionVariable?: (release: string) => string;
}

export const programs = {
  sops: {
    // Without the flag it asks GitHub for its newest release.
    versionArgs: ['--disable-version-check', '--version'],
    versionPattern: /^sops (\d+\.\d+\.\d+)/m,
    fit: 'same or newer',
  },
  'age-keygen': {
    versionArgs: ['--version'],
    versionPattern: /^v(\d+\.\d+\.\d+)/m,
    fit: 'same or newer',
  },
  kubeconform: {
    versionArgs: ['-v'],
    versionPattern: /^v?(\d+\.\d+\.\d+)/m,
    fit: 'same',
    versionVariable: (release) => `main.version=v${release}`,
  },
  kubectl: {
    versionArgs: ['version', '--client'],
    versionPattern: /^Client Version: v(\d+\.\d+\.\d+)/m,
    // Kubernetes' version skew policy: kubectl works with API servers one minor version older or newer.
    fit: 'one minor apart',
    versionVariable: (release) => `k8s.io/component-base/version.gitVersion=v${release}`,
  },
  'controller-gen': {
    versionArgs: ['--version'],
    versionPattern: /^Version: v(\d+\.\d+\.\d+)/m,
    fit: 'same',
  },
  promtool: {
    versionArgs: ['--version'],
    versionPattern: /^promtool, version (\d+\.\d+\.\d+)/m,
    fit: 'same or newer',
    // Prometheus tags release 3.16.0 as Go module v0.316.0: a module of major 3 would need /v3 in every import path.
    release: (moduleVersion) => moduleVersion.replace(/^0\.(\d)0?(\d+)\./, '$1.$2.'),
    versionVariable: (release) => `github.com/prometheus/common/version.Version=${release}`,
  },
  cyclonus: {
    versionArgs: ['version'],
    versionPattern: /"Version": "v?(\d+\.\d+\.\d+)/,
    fit: 'same',
    versionVariable: (release) => `github.com/mattfenwick/cyclonus/pkg/cli.version=v${release}`,
  },
  actionlint: {
    versionArgs: ['-version'],
    versionPattern: /^v?(\d+\.\d+\.\d+)/m,
    fit: 'same',
  },
  gitleaks: {
    versionArgs: ['version'],
    versionPattern: /^v?(\d+\.\d+\.\d+)/m,
    fit: 'same',
    versionVariable: (release) => `github.com/zricethezav/gitleaks/v8/version.Version=${release}`,
  },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

export const programNames = Object.keys(programs) as ProgramName[];

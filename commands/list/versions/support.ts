// Which versions their makers support, and until when. Data only; docs/versions.md says who looks again, and when.
import type { Day } from '../../../lib/day.ts';

/** The versions that begin with the same numbers. */
export interface Line {
  /** These numbers, such as `1.36`. */
  readonly line: string;
  /** The last day of support, or what ends it. @default its maker says none */
  readonly until?: Day | `the release of ${string}`;
}

/** Something that runs in a cluster or builds what does. */
export interface Product {
  readonly name: string;
  /** The address of the Helm chart that installs it. @default no chart does */
  readonly chart?: string;
  /** The newest version that was seen, or the newest line where its patches are not followed. */
  readonly newest: string;
  /** Newest first. One that is not here and older than the first is out of support. */
  readonly lines: readonly Line[];
  /** Pages that say so. */
  readonly sources: readonly string[];
  /** The day until which the sources were known when they were read. */
  readonly asOf: Day;
}

export const kubernetes = 'Kubernetes on AKS';
export const flux = "Flux of AKS' extension";
export const node = 'Node.js';

export const products: readonly Product[] = [
  {
    name: kubernetes,
    newest: '1.36',
    lines: [
      { line: '1.36', until: '2027-06-30' },
      { line: '1.35', until: '2027-03-31' },
      { line: '1.34', until: '2026-11-30' },
      { line: '1.33', until: '2026-07-31' },
    ],
    sources: [
      'https://learn.microsoft.com/azure/aks/supported-kubernetes-versions',
      'https://endoflife.date/azure-kubernetes-service',
    ],
    asOf: '2026-08-22',
  },
  {
    // Microsoft supports what its extension carries. The project itself supports three minor versions: 2.8 to 2.10.
    name: flux,
    newest: '2.7.5',
    lines: [{ line: '2.7' }],
    sources: ['https://learn.microsoft.com/azure/azure-arc/kubernetes/extensions-release'],
    asOf: '2026-08-31',
  },
  {
    name: 'cert-manager',
    chart: 'oci://quay.io/jetstack/charts/cert-manager',
    newest: 'v1.21.2',
    lines: [
      { line: '1.21', until: 'the release of 1.23' },
      { line: '1.20', until: 'the release of 1.22' },
      { line: '1.19', until: '2026-07-08' },
    ],
    sources: ['https://cert-manager.io/docs/releases/', 'https://endoflife.date/cert-manager'],
    asOf: '2026-10-22',
  },
  {
    name: 'External Secrets',
    chart: 'oci://ghcr.io/external-secrets/charts/external-secrets',
    newest: '2.13.0',
    lines: [
      { line: '2.13', until: 'the release of 2.14' },
      { line: '2.8', until: '2026-08-07' },
      { line: '2.7', until: '2026-07-18' },
      { line: '2.6', until: '2026-06-26' },
      { line: '2.5', until: '2026-06-05' },
      { line: '2.4', until: '2026-05-15' },
      { line: '2.3', until: '2026-04-24' },
      { line: '2.2', until: '2026-04-10' },
      { line: '2.1', until: '2026-03-20' },
      { line: '2.0', until: '2026-03-06' },
      { line: '1.3', until: '2026-02-06' },
    ],
    sources: [
      'https://external-secrets.io/latest/introduction/stability-support/',
      'https://github.com/external-secrets/external-secrets/releases',
    ],
    asOf: '2026-09-21',
  },
  {
    name: 'kube-prometheus-stack',
    chart: 'oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack',
    newest: '88.6.2',
    lines: [{ line: '88' }],
    sources: ['https://github.com/prometheus-community/helm-charts/releases'],
    asOf: '2026-08-31',
  },
  {
    name: 'Definitions of the Prometheus operator',
    chart: 'oci://ghcr.io/prometheus-community/charts/prometheus-operator-crds',
    newest: '31.0.1',
    lines: [{ line: '31' }],
    sources: ['https://github.com/prometheus-community/helm-charts/releases'],
    asOf: '2026-08-22',
  },
  {
    name: node,
    newest: '26',
    lines: [
      { line: '26', until: '2029-04-30' },
      { line: '24', until: '2028-04-30' },
      { line: '22', until: '2027-04-30' },
      { line: '20', until: '2026-04-30' },
    ],
    sources: ['https://github.com/nodejs/release#release-schedule', 'https://endoflife.date/nodejs'],
    asOf: '2026-08-22',
  },
];

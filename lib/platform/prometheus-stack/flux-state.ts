// Flux' controllers do not measure whether their objects are ready: kube-state-metrics does, told where that stands in them.
// Source: Flux documentation, "Flux custom Prometheus metrics"; fluxcd/flux2-monitoring-example, whose dashboards read these labels.

const group = (name: string) => `${name}.toolkit.fluxcd.io`;

/** Where a label's value stands in the object. */
type Path = readonly string[];

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** As an address names it, and so RBAC. */
  readonly plural: string;
  /** What it is at: the commit, the digest, the version. */
  readonly revision: Path;
}

const artifact: Path = ['status', 'artifact', 'revision'];
const source = { group: group('source'), version: 'v1', revision: artifact } as const;

/** Those that keep a cluster equal to Git. */
const kinds: readonly Kind[] = [
  {
    group: group('kustomize'),
    version: 'v1',
    kind: 'Kustomization',
    plural: 'kustomizations',
    revision: ['status', 'lastAppliedRevision'],
  },
  {
    group: group('helm'),
    version: 'v2',
    kind: 'HelmRelease',
    plural: 'helmreleases',
    revision: ['status', 'history', '0', 'chartVersion'],
  },
  { ...source, kind: 'GitRepository', plural: 'gitrepositories' },
  { ...source, kind: 'OCIRepository', plural: 'ocirepositories' },
  { ...source, kind: 'HelmRepository', plural: 'helmrepositories' },
  { ...source, kind: 'HelmChart', plural: 'helmcharts' },
  { ...source, kind: 'Bucket', plural: 'buckets' },
];

/** Helm values of kube-state-metrics: the series `gotk_resource_info`, and the right to read what it is made of. */
export const fluxState = {
  rbac: {
    extraRules: [...new Set(kinds.map((kind) => kind.group))].map((apiGroup) => ({
      apiGroups: [apiGroup],
      resources: kinds.filter((kind) => kind.group === apiGroup).map(({ plural }) => plural),
      verbs: ['list', 'watch'],
    })),
  },
  customResourceState: {
    enabled: true,
    config: {
      kind: 'CustomResourceStateMetrics',
      spec: { resources: kinds.map(resource) },
    },
  },
} as const;

function resource({ group, version, kind, revision }: Kind) {
  return {
    groupVersionKind: { group, version, kind },
    metricNamePrefix: 'gotk',
    metrics: [
      {
        name: 'resource_info',
        help: 'The current state of a Flux resource.',
        each: { type: 'Info', info: { labelsFromPath: { name: ['metadata', 'name'] } } },
        labelsFromPath: {
          exported_namespace: ['metadata', 'namespace'],
          ready: ['status', 'conditions', '[type=Ready]', 'status'],
          suspended: ['spec', 'suspend'],
          revision,
        },
      },
    ],
  };
}

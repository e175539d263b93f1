// Every third-party program of the project in one table; its package and pinned version stand in its folder here.
import type { Fit } from './version.ts';

/** How a program is recognised that the machine already has. */
export interface OnPath {
  /** Arguments that make it tell its version, without a call to the network. */
  readonly args: readonly string[];
  /** Finds the version in what it then prints; the first group is major.minor.patch. */
  readonly version: RegExp;
  /**
   * Which versions will do. `same` where the output is committed or the verdict decides a check: a newer one would
   * differ between two machines. `same minor` where only patches keep the behaviour. `same or newer` where a major
   * version keeps its promises.
   */
  readonly fit: Fit;
}

/** A program: how it is recognised on PATH, and what its build needs beside its folder. */
export interface Program {
  /** @default it tells no version, so that of PATH is never used */
  readonly onPath?: OnPath;
  /** Folder that pins it. @default its name */
  readonly folder?: string;
  /** Its file name. @default its name */
  readonly executable?: string;
  /**
   * The Go module that a program of ours is built on: it is `main.go` in its folder, and the module's version is its own.
   * @default the folder pins a program of somebody else's
   */
  readonly builtOn?: string;
  /** Registry that its folder pins a package of. @default Go modules */
  readonly registry?: 'PyPI';
  /** The release that a Go module's version stands for. @default the same numbers */
  readonly release?: (moduleVersion: string) => string;
  /** Variables that its own release builds set to the version, as the linker's `-X` takes them. @default none */
  readonly versionVariables?: (release: string) => readonly string[];
  /** Go build tags. @default none */
  readonly tags?: readonly string[];
  /** Files that the Go module embeds and does not have, by their paths below the sources of all modules. @default none */
  readonly embeds?: Readonly<Record<string, string>>;
}

/** Kubernetes' own: they share one module, so most of the work of their builds too. */
const kubernetes = {
  folder: 'kubernetes',
  onPath: { args: ['--version'], version: /^Kubernetes v(\d+\.\d+\.\d+)/m, fit: 'same minor' },
  versionVariables: (release) => {
    const [major, minor] = release.split('.');
    const variables = { gitVersion: `v${release}`, gitMajor: major, gitMinor: minor };
    return Object.entries(variables).map(([name, value]) => `k8s.io/component-base/version.${name}=${value}`);
  },
} satisfies Program;

/** containerd and its helpers share a module and speak to each other, so they are of one minor version. */
const containerd = {
  folder: 'containerd',
  versionVariables: (release) => [`github.com/containerd/containerd/v2/version.Version=v${release}`],
} satisfies Program;

/** Prometheus' programs and those around it tell their version by one library. */
const ofPrometheus = {
  versionVariables: (release) => [`github.com/prometheus/common/version.Version=${release}`],
} satisfies Program;

/** Prometheus' programs share a module. */
const prometheus = {
  ...ofPrometheus,
  folder: 'prometheus',
  // It tags release 3.16.0 as Go module v0.316.0: a module of major 3 would need /v3 in every import path.
  release: (moduleVersion) => moduleVersion.replace(/^0\.(\d)0?(\d+)\./, '$1.$2.'),
  // Service discovery of two dozen clouds doubles the build, and all that is scraped here is in Kubernetes.
  tags: ['remove_all_sd', 'enable_kubernetes_sd'],
} satisfies Program;

/** Working hours name a time zone, and an image made here has no files but the program. */
const timeZones = ['timetzdata'];

/** Alertmanager's programs share a module. */
const alertmanager = {
  ...ofPrometheus,
  folder: 'alertmanager',
  tags: timeZones,
} satisfies Program;

/** Prometheus' operator and the helper that it puts beside what it runs. */
const prometheusOperator = {
  ...ofPrometheus,
  folder: 'prometheus-operator',
  tags: timeZones,
} satisfies Program;

/** Plugins for the network of containers; a folder of plugins is hardly ever on PATH. */
const cni = {
  folder: 'cni',
  versionVariables: (release) => [
    `github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion=v${release}`,
  ],
} satisfies Program;

export const programs = {
  sops: {
    // Without the flag it asks GitHub for its newest release.
    onPath: {
      args: ['--disable-version-check', '--version'],
      version: /^sops (\d+\.\d+\.\d+)/m,
      fit: 'same or newer',
    },
  },
  'age-keygen': {
    onPath: { args: ['--version'], version: /^v(\d+\.\d+\.\d+)/m, fit: 'same or newer' },
  },
  kubeconform: {
    onPath: { args: ['-v'], version: /^v?(\d+\.\d+\.\d+)/m, fit: 'same' },
    versionVariables: (release) => [`main.version=v${release}`],
  },
  etcd: {
    onPath: { args: ['--version'], version: /^etcd Version: (\d+\.\d+\.\d+)/m, fit: 'same minor' },
  },
  'kube-apiserver': kubernetes,
  'kube-controller-manager': kubernetes,
  'kube-scheduler': kubernetes,
  kubectl: {
    ...kubernetes,
    // Kubernetes' version skew policy: kubectl works with API servers one minor version older or newer.
    onPath: {
      args: ['version', '--client'],
      version: /^Client Version: v(\d+\.\d+\.\d+)/m,
      fit: 'one minor apart',
    },
  },
  kubelet: kubernetes,
  'kube-proxy': kubernetes,
  containerd: {
    ...containerd,
    onPath: { args: ['--version'], version: /^containerd \S+ v?(\d+\.\d+\.\d+)/m, fit: 'same minor' },
  },
  'containerd-shim-runc-v2': {
    ...containerd,
    onPath: { args: ['-v'], version: /^ *Version: +v?(\d+\.\d+\.\d+)/m, fit: 'same minor' },
  },
  ctr: {
    ...containerd,
    onPath: { args: ['--version'], version: /^ctr \S+ v?(\d+\.\d+\.\d+)/m, fit: 'same minor' },
  },
  'cni-bridge': {
    ...cni,
    executable: 'bridge',
    onPath: { args: [], version: /^CNI bridge plugin v(\d+\.\d+\.\d+)/m, fit: 'same or newer' },
  },
  'cni-host-local': {
    ...cni,
    executable: 'host-local',
    onPath: { args: [], version: /^CNI host-local plugin v(\d+\.\d+\.\d+)/m, fit: 'same or newer' },
  },
  kwok: {
    onPath: { args: ['--version'], version: /^kwok version v?(\d+\.\d+\.\d+)/m, fit: 'same' },
  },
  // What the Flux extension of AKS carries.
  'kustomize-controller': {},
  'kustomize-controller-newest': { folder: 'flux', executable: 'kustomize-controller' },
  'source-controller': { folder: 'flux' },
  // The extension carries 1.4.5, which the module proxy does not have.
  'helm-controller': {},
  helm: {
    onPath: { args: ['version', '--short'], version: /^v(\d+\.\d+\.\d+)/m, fit: 'same or newer' },
    versionVariables: (release) => [`helm.sh/helm/v3/internal/version.version=v${release}`],
  },
  'controller-gen': {
    onPath: { args: ['--version'], version: /^Version: v(\d+\.\d+\.\d+)/m, fit: 'same' },
  },
  promtool: {
    ...prometheus,
    onPath: { args: ['--version'], version: /^promtool, version (\d+\.\d+\.\d+)/m, fit: 'same or newer' },
  },
  prometheus: {
    ...prometheus,
    onPath: { args: ['--version'], version: /^prometheus, version (\d+\.\d+\.\d+)/m, fit: 'same or newer' },
  },
  amtool: {
    ...alertmanager,
    onPath: { args: ['--version'], version: /^amtool, version (\d+\.\d+\.\d+)/m, fit: 'same or newer' },
  },
  blackbox_exporter: {
    ...ofPrometheus,
    onPath: { args: ['--version'], version: /^blackbox_exporter, version (\d+\.\d+\.\d+)/m, fit: 'same' },
  },
  alertmanager: {
    ...alertmanager,
    onPath: { args: ['--version'], version: /^alertmanager, version (\d+\.\d+\.\d+)/m, fit: 'same or newer' },
    // The pages of its web interface are in its releases and not in its module; nobody looks at them here.
    embeds: { 'github.com/prometheus/alertmanager/ui/app/dist/index.html': '<!doctype html>\n' },
  },
  'prometheus-operator': { ...prometheusOperator, executable: 'operator' },
  'prometheus-config-reloader': prometheusOperator,
  // As a cluster's own: it answers for Services and pods.
  coredns: { builtOn: 'github.com/coredns/coredns' },
  cyclonus: {
    onPath: { args: ['version'], version: /"Version": "v?(\d+\.\d+\.\d+)/, fit: 'same' },
    versionVariables: (release) => [`github.com/mattfenwick/cyclonus/pkg/cli.version=v${release}`],
  },
  // Cilium has no program that evaluates policies without a cluster, and its packages can.
  'cilium-policy': { builtOn: 'github.com/cilium/cilium' },
  // Grafana is to be had from no registry of packages; the decoders that it generates from its schema are.
  'grafana-schema': { builtOn: 'github.com/grafana/grafana-foundation-sdk/go' },
  'kube-score': {
    onPath: { args: ['version'], version: /^kube-score version: v?(\d+\.\d+\.\d+)/m, fit: 'same' },
    versionVariables: (release) => [`main.version=${release}`],
  },
  pint: {
    onPath: { args: ['version'], version: /^v?(\d+\.\d+\.\d+)/m, fit: 'same' },
    versionVariables: (release) => [`main.version=v${release}`],
  },
  actionlint: {
    onPath: { args: ['-version'], version: /^v?(\d+\.\d+\.\d+)/m, fit: 'same' },
  },
  zizmor: {
    registry: 'PyPI',
    onPath: { args: ['--version'], version: /^zizmor (\d+\.\d+\.\d+)/m, fit: 'same' },
  },
  gitleaks: {
    onPath: { args: ['version'], version: /^v?(\d+\.\d+\.\d+)/m, fit: 'same' },
    versionVariables: (release) => [`github.com/zricethezav/gitleaks/v8/version.Version=${release}`],
  },
  crane: {
    onPath: { args: ['version'], version: /^v?(\d+\.\d+\.\d+)/m, fit: 'same or newer' },
    versionVariables: (release) => [`github.com/google/go-containerregistry/cmd/crane/cmd.Version=${release}`],
  },
  // Its verdict decides which images run.
  cosign: {
    onPath: { args: ['version'], version: /^GitVersion: +v(\d+\.\d+\.\d+)/m, fit: 'same' },
    versionVariables: (release) => [`sigs.k8s.io/release-utils/version.gitVersion=v${release}`],
  },
  syft: {
    onPath: { args: ['version'], version: /^Version: +(\d+\.\d+\.\d+)/m, fit: 'same or newer' },
    versionVariables: (release) => [`main.version=${release}`],
  },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

export const programNames = Object.keys(programs) as ProgramName[];

// A third-party Helm chart, as Flux installs, upgrades and watches it: pinned, remediated, with drift corrected.
import type { IHelmRelease } from '@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2/HelmRelease';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ModelObject } from '../model-object.ts';
import { annotations, fluxNamespace, neverPrune } from '../platform.ts';
import { mapOf, misfitsOf, needed, number, propsOf, text } from '../validation/props.ts';
import { anything, listOf, oneOf, only, such } from '../validation/shape.ts';
import { addRules } from '../validation/rules.ts';
import { HelmSource, type Signer } from './helm-source.ts';
import { defaultTimeoutMinutes, helmReleaseFaults } from './helm-release-faults.ts';

type Spec = NonNullable<IHelmRelease['spec']>;

/** Changes to what a chart renders, as Flux takes them: Kustomize's patches and images. */
export type PostRenderer = NonNullable<Spec['postRenderers']>[number];

/** Values that stand in another object, in {@link fluxNamespace}. */
export interface ValuesFrom {
  /** What holds them: of a Secret, a `SopsSecret` or a `KeyVaultSecret` makes it. */
  readonly kind: 'ConfigMap' | 'Secret';
  /** The object's name. */
  readonly name: string;
  /** The key in it. @default 'values.yaml' */
  readonly key?: string;
  /**
   * Where the one value under the key goes, as `helm --set` writes a path: `auth.password`. It wins over `values`.
   * @default nowhere: under the key is a whole file of values, over which `values` win
   */
  readonly targetPath?: string;
}

/** Which chart is installed, where to, and how. */
export interface HelmReleaseProps {
  /** Name of the release and of Flux' objects for it: a DNS label of 53 characters at most. @default the construct's id */
  readonly name?: string;
  /** Where the chart is: the OCI repository `oci://registry/path/chart`, or the Helm repository `https://host/path` with `chart`. */
  readonly url: string;
  /** The chart's name in a Helm repository. @default none: of an OCI repository it is the end of `url` */
  readonly chart?: string;
  /** The chart's exact version, such as `1.2.3`, `v1.2.3-rc.1` or `1.2.3+build.4`. */
  readonly version: string;
  /**
   * The chart's digest in its registry, `sha256:` and 64 hexadecimal digits: what that version was when somebody looked at
   * it. Of an OCI repository alone. @default none: whoever may write to the registry may move the version
   */
  readonly digest?: string;
  /** Who signed the chart with cosign, without a key of their own: Flux installs no other. Of an OCI repository alone. @default nobody is asked for */
  readonly signedBy?: Signer;
  /** The namespace that the release's objects go to and its Helm storage is kept in. */
  readonly namespace: string;
  /** The chart's values, typed by the caller. @default the chart's own */
  readonly values?: object;
  /** Values out of ConfigMaps and Secrets, each over those before; the charts that make them come first. @default none */
  readonly valuesFrom?: readonly ValuesFrom[];
  /** What is changed in the chart's objects before they are applied, one after the other. @default nothing */
  readonly postRenderers?: readonly PostRenderer[];
  /**
   * Releases of the same chart that must be ready before this one is installed, and at each upgrade. The order of charts is
   * derived, from `provides`, `requires`, `secrets` and `valuesFrom`. @default none
   */
  readonly dependsOn?: readonly HelmRelease[];
  /** API groups whose custom resource definitions the release brings along. @default none */
  readonly provides?: readonly string[];
  /** API groups that the release's objects use; the charts that provide them come first. @default none */
  readonly requires?: readonly string[];
  /** Secrets in `namespace` that the release's pods use; the charts that make them come first. @default none */
  readonly secrets?: readonly string[];
  /** What drift correction leaves alone: JSON pointers (RFC 6901) by kind, and by name where one is given. @default none */
  readonly ignoreDrift?: readonly {
    readonly kind: string;
    readonly name?: string;
    readonly paths: readonly string[];
  }[];
  /** Minutes that one install or upgrade may take, from 1 to 60. @default 10 */
  readonly timeoutMinutes?: number;
}

const texts = listOf(text);

const shape = propsOf<HelmReleaseProps>({
  name: text,
  url: needed(text),
  chart: text,
  version: needed(text),
  digest: text,
  signedBy: propsOf<Signer>({ issuer: needed(text), subject: needed(text) }),
  namespace: needed(text),
  values: mapOf(anything),
  valuesFrom: listOf(
    propsOf<ValuesFrom>({
      kind: needed(oneOf('ConfigMap', 'Secret')),
      name: needed(text),
      key: text,
      targetPath: text,
    }),
  ),
  postRenderers: listOf(mapOf(anything)),
  dependsOn: listOf(such((value) => value instanceof HelmRelease, 'a HelmRelease')),
  provides: texts,
  requires: texts,
  secrets: texts,
  ignoreDrift: listOf(only({ kind: text, name: text, paths: texts }, 'kind', 'paths')),
  timeoutMinutes: number,
});

/**
 * The source of a chart and the HelmRelease that installs it, both in {@link fluxNamespace}. CRDs in the chart's `crds/`
 * folder are created and replaced on upgrade (Helm's own default never upgrades them). A release that provides API
 * groups is never pruned: its uninstall would take every object of those kinds along.
 *
 * An install that fails is taken back and tried again, without end: before the first one is through there is nothing to
 * keep, and a registry that is away for a night leaves nothing to do by hand. An upgrade that fails is rolled back, and after
 * three more attempts the release stays at what ran before.
 */
export class HelmRelease extends Construct {
  /** The name of the release, and of Flux' objects for it. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    const unknown = misfitsOf(scope, id, props, shape);
    super(scope, id);
    const { name = id, dependsOn = [] } = props;
    this.name = name;
    const provides = props.provides ?? [];
    const timeout = `${props.timeoutMinutes ?? defaultTimeoutMinutes}m`;
    const strangers = dependsOn
      .filter((release) => Chart.of(release) !== Chart.of(this))
      .map((release) => release.name);
    addRules(this, () => [...unknown, ...helmReleaseFaults(name, props, strangers)]);

    const source = new HelmSource(this, 'source', { ...props, name });
    new ModelObject<IHelmRelease>(this, 'release', {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: {
        name,
        namespace: fluxNamespace,
        annotations: releaseAnnotations(provides, props.requires ?? [], props.secrets ?? []),
      },
      spec: {
        interval: '30m',
        timeout,
        chartRef: { kind: source.kind, name },
        releaseName: name,
        targetNamespace: props.namespace,
        storageNamespace: props.namespace,
        ...(dependsOn.length > 0 && { dependsOn: dependsOn.map((release) => ({ name: release.name })) }),
        maxHistory: 5,
        // `RetryOnFailure` would end Stalled here: what it tries again is an upgrade, which has nothing to be rolled back to.
        install: { crds: 'CreateReplace', remediation: { retries: -1 } },
        upgrade: {
          crds: 'CreateReplace',
          cleanupOnFail: true,
          remediation: { retries: 3, remediateLastFailure: true, strategy: 'rollback' },
        },
        rollback: { cleanupOnFail: true },
        driftDetection: { mode: 'enabled', ...ignoredDrift(props.ignoreDrift ?? []) },
        ...(props.valuesFrom && { valuesFrom: props.valuesFrom.map(reference) }),
        values: { ...props.values },
        ...(props.postRenderers && { postRenderers: [...props.postRenderers] }),
      },
    });
  }
}

function reference({ kind, name, key, targetPath }: ValuesFrom): NonNullable<Spec['valuesFrom']>[number] {
  return { kind, name, ...(key !== undefined && { valuesKey: key }), ...(targetPath !== undefined && { targetPath }) };
}

function releaseAnnotations(
  provides: readonly string[],
  requires: readonly string[],
  secrets: readonly string[],
): Record<string, string> {
  return {
    ...(provides.length > 0 && { ...neverPrune, [annotations.provides]: provides.toSorted().join(',') }),
    ...(requires.length > 0 && { [annotations.requires]: requires.toSorted().join(',') }),
    ...(secrets.length > 0 && { [annotations.secrets]: secrets.toSorted().join(',') }),
  };
}

function ignoredDrift(ignore: NonNullable<HelmReleaseProps['ignoreDrift']>): object {
  if (ignore.length === 0) return {};
  return {
    ignore: ignore.map(({ kind, name, paths }) => ({ target: { kind, ...(name && { name }) }, paths: [...paths] })),
  };
}

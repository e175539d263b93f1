// A third-party Helm chart, as Flux installs, upgrades and watches it: pinned, remediated, with drift corrected.
import type { IHelmRelease } from '@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2/HelmRelease';
import type { IOCIRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/OCIRepository';
import { Construct } from 'constructs';
import { ModelObject } from '../model-object.ts';
import { annotations, fluxNamespace, neverPrune } from '../platform.ts';
import { addRules } from '../validation/rules.ts';
import { defaultTimeoutMinutes, helmReleaseFaults } from './helm-release-faults.ts';

/** An identity in a certificate of Sigstore, word for word; docs/platform-charts.md says how to find it. */
export interface Signer {
  /** Who vouches for it, such as `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** What it is called there: of GitHub Actions the workflow's file at its branch or tag. */
  readonly subject: string;
}

/** Which chart is installed, where to, and how. */
export interface HelmReleaseProps {
  /** Name of the release and of Flux' objects for it: a DNS label of 53 characters at most. @default the construct's id */
  readonly name?: string;
  /** The chart's OCI repository: `oci://registry/path/chart`. */
  readonly url: string;
  /** The chart's exact version, such as `1.2.3` or `v1.2.3-rc.1`. */
  readonly version: string;
  /**
   * The chart's digest in its registry, `sha256:` and 64 hexadecimal digits: what that version was when somebody looked at
   * it. @default none: whoever may write to the registry may move the version
   */
  readonly digest?: string;
  /** Who signed the chart with cosign, without a key of their own: Flux installs no other. @default nobody is asked for */
  readonly signedBy?: Signer;
  /** The namespace that the release's objects go to and its Helm storage is kept in. */
  readonly namespace: string;
  /** The chart's values, typed by the caller. @default the chart's own */
  readonly values?: object;
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

/**
 * An OCIRepository and the HelmRelease that installs from it, both in {@link fluxNamespace}. CRDs in the chart's `crds/`
 * folder are created and replaced on upgrade (Helm's own default never upgrades them). A release that provides API
 * groups is never pruned: its uninstall would take every object of those kinds along.
 */
export class HelmRelease extends Construct {
  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    const { name = id } = props;
    const provides = props.provides ?? [];
    const timeout = `${props.timeoutMinutes ?? defaultTimeoutMinutes}m`;
    addRules(this, () => helmReleaseFaults(name, props));

    new ModelObject<IOCIRepository>(this, 'source', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name, namespace: fluxNamespace },
      spec: {
        interval: '1h',
        url: props.url,
        ref: { tag: props.version, ...(props.digest !== undefined && { digest: props.digest }) },
        ...(props.signedBy && { verify: verification(props.signedBy) }),
        layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
      },
    });
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
        chartRef: { kind: 'OCIRepository', name },
        releaseName: name,
        targetNamespace: props.namespace,
        storageNamespace: props.namespace,
        maxHistory: 5,
        install: { crds: 'CreateReplace', remediation: { retries: 3 } },
        upgrade: {
          crds: 'CreateReplace',
          cleanupOnFail: true,
          remediation: { retries: 3, remediateLastFailure: true, strategy: 'rollback' },
        },
        rollback: { cleanupOnFail: true },
        driftDetection: { mode: 'enabled', ...ignoredDrift(props.ignoreDrift ?? []) },
        values: { ...props.values },
      },
    });
  }
}

/** Flux takes patterns, of which one that is not anchored fits what an attacker can be called. */
function verification({ issuer, subject }: Signer): NonNullable<IOCIRepository['spec']>['verify'] {
  const exactly = (text: string): string => `^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
  return { provider: 'cosign', matchOIDCIdentity: [{ issuer: exactly(issuer), subject: exactly(subject) }] };
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

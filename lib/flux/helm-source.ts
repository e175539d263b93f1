// Where Flux gets a chart from: an OCI repository, whose versions can be pinned by digest and signer, or a Helm repository.
import type { IHelmChart } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/HelmChart';
import type { IHelmRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/HelmRepository';
import type { IOCIRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/OCIRepository';
import { Construct } from 'constructs';
import { ModelObject } from '../model-object.ts';
import { fluxNamespace } from '../platform.ts';

/** An identity in a certificate of Sigstore, word for word; docs/platform-charts.md says how to find it. */
export interface Signer {
  /** Who vouches for it, such as `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** What it is called there: of GitHub Actions the workflow's file at its branch or tag. */
  readonly subject: string;
}

interface HelmSourceProps {
  readonly name: string;
  readonly url: string;
  readonly version: string;
  readonly chart?: string;
  readonly digest?: string;
  readonly signedBy?: Signer;
}

/** How often Flux asks whether the version has moved. */
const interval = '1h';

/** One version of a chart, in {@link fluxNamespace}: an OCIRepository, or a HelmRepository and a HelmChart. */
export class HelmSource extends Construct {
  /** The kind of the object that a release names. */
  readonly kind: 'OCIRepository' | 'HelmChart';

  constructor(scope: Construct, id: string, { name, url, version, chart, digest, signedBy }: HelmSourceProps) {
    super(scope, id);
    const metadata = { name, namespace: fluxNamespace };
    this.kind = url.startsWith('https://') ? 'HelmChart' : 'OCIRepository';
    if (this.kind === 'OCIRepository') {
      new ModelObject<IOCIRepository>(this, 'oci', {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'OCIRepository',
        metadata,
        spec: {
          interval,
          url,
          // A tag has no "+": Helm writes "_" for it, and reads it back. Source: Helm documentation, "Use OCI-based registries".
          ref: { tag: version.replaceAll('+', '_'), ...(digest !== undefined && { digest }) },
          ...(signedBy && { verify: verification(signedBy) }),
          layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
        },
      });
      return;
    }
    new ModelObject<IHelmRepository>(this, 'repository', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata,
      spec: { interval, url },
    });
    new ModelObject<IHelmChart>(this, 'chart', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmChart',
      metadata,
      spec: { interval, chart: chart ?? '', version, sourceRef: { kind: 'HelmRepository', name } },
    });
  }
}

/** Flux takes patterns, of which one that is not anchored fits what an attacker can be called. */
function verification({ issuer, subject }: Signer): NonNullable<IOCIRepository['spec']>['verify'] {
  const exactly = (text: string): string => `^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
  return { provider: 'cosign', matchOIDCIdentity: [{ issuer: exactly(issuer), subject: exactly(subject) }] };
}

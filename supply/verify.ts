// Whether an image may be pinned: signed by its builder, with provenance, a list of its contents and a scan that is good enough.
import { isDeepStrictEqual } from 'node:util';
import { byDigest } from '../lib/pins/image-place.ts';
import { builderOf, type ImageBuilder, type ImagePolicy } from '../lib/pins/image-policy.ts';
import type { Fault } from '../lib/validation/rules.ts';
import { toolPaths } from '../tools/tool.ts';
import { attested, type Attested, type Signer, withCosign } from './cosign.ts';
import { platformsOf } from './platforms.ts';
import { sourceIn } from './provenance.ts';
import { scanFaults } from './scan-faults.ts';

/** What an image brings with it, by the type of the predicate. Source: cosign v3.1.3, options/predicate.go */
const evidence = {
  signature: 'https://sigstore.dev/cosign/sign/v1',
  provenance: 'slsaprovenance1',
  sbom: 'spdxjson',
  scan: 'vuln',
} as const;

/** Something that an image must bring with it. */
type Evidence = keyof typeof evidence;

/** Why an image is refused. */
export interface ImageFault extends Fault {
  /** `<repository>@<digest>`, or the place of an exception. */
  readonly field: string;
  /** What it is about: a rollback may pass over `scan`, as the image was good enough when it was pinned. */
  readonly of: 'pin' | 'builder' | Evidence;
}

/**
 * Why an image may not be pinned; nothing where it may.
 * @param pin `<repository>:<tag>@<digest>`; the tag is for people
 * @param today the day, `2026-11-29`. @default today, in UTC
 * @throws Error where the registry, or Sigstore, cannot be asked
 */
export async function verifyImage(pin: string, policy: ImagePolicy, today?: string): Promise<ImageFault[]> {
  const named = byDigest(pin);
  if (named === undefined)
    return [
      { of: 'pin', field: pin, problem: 'names no image by its digest', write: '<registry>/<path>@sha256:<64 digits>' },
    ];
  const { repository, image } = named;
  const builder = builderOf(policy, repository);
  if (builder === undefined) return [unnamed(image, repository)];
  if ('because' in builder) return [];
  const { cosign, crane } = await toolPaths(['cosign', 'crane']);
  return withCosign(cosign, async (own) => {
    const ask = (each: Evidence, signer: Signer = builder): Promise<Attested> =>
      attested(own, image, evidence[each], signer, policy.sigstore);
    const signature = await ask('signature');
    // Whoever did not sign it did not attest the rest either.
    if ('refused' in signature) return [lacking('signature', image, builder, signature.refused)];
    const [provenance, sbom, scan, platforms] = await Promise.all([
      ask('provenance'),
      ask('sbom'),
      ask('scan'),
      platformsOf(crane, image),
    ]);
    const accepted = { exceptions: policy.exceptions, threshold: builder.threshold, platforms, today };
    return [
      ...('refused' in provenance
        ? [lacking('provenance', image, builder, provenance.refused)]
        : await untrue(image, provenance.predicates, builder, (signer) => ask('provenance', signer))),
      ...('refused' in sbom ? [lacking('sbom', image, builder, sbom.refused)] : []),
      ...('refused' in scan
        ? [lacking('scan', image, builder, scan.refused)]
        : scanFaults(image, scan.predicates, accepted).map((fault): ImageFault => ({ of: 'scan', ...fault }))),
    ];
  });
}

/** Why a policy takes an image as it is, so that nothing of it was verified; undefined where it was. @param pin as of {@link verifyImage} */
export function takenUnverified(pin: string, policy: ImagePolicy): string | undefined {
  const builder = builderOf(policy, byDigest(pin)?.repository ?? '');
  return builder !== undefined && 'because' in builder ? builder.because : undefined;
}

/** Provenance that says something else than the certificate of who signed it: the builder, the repository, or the commit. */
async function untrue(
  image: string,
  predicates: readonly unknown[],
  builder: ImageBuilder,
  ask: (signer: Signer) => Promise<Attested>,
): Promise<ImageFault[]> {
  const problems = predicates.map(async (predicate) => {
    const source = sourceIn(predicate, builder);
    if ('problem' in source) return source.problem;
    const signed = await ask({ ...builder, commit: source.commit });
    const isSigned = 'predicates' in signed && signed.predicates.some((each) => isDeepStrictEqual(each, predicate));
    return isSigned ? undefined : `its provenance says commit ${source.commit}, and who signed it ran another one`;
  });
  return (await Promise.all(problems))
    .filter((problem) => problem !== undefined)
    .map((problem) => ({ of: 'provenance', field: image, problem, write: wanted(builder) }));
}

function wanted({ workflow, repository }: ImageBuilder): string {
  return `a digest that ${workflow} built for ${repository}`;
}

const titles: Readonly<Record<Evidence, string>> = {
  signature: 'signature',
  provenance: 'SLSA provenance',
  sbom: 'SBOM (SPDX)',
  scan: 'scan',
};

function lacking(of: Evidence, image: string, builder: ImageBuilder, refused: string): ImageFault {
  return {
    of,
    field: image,
    problem: refused === '' ? `has no ${titles[of]}` : `has no ${titles[of]} that counts: ${refused}`,
    write: wanted(builder),
  };
}

/** Of an image that no entry of a policy fits. @param image what is refused */
export function unnamed(image: string, repository: string): ImageFault {
  return {
    of: 'builder',
    field: image,
    problem: 'nobody is named who may build it',
    write: `a builder for "${repository}" in images.builders of main.ts, or why it runs unverified: { because }`,
  };
}

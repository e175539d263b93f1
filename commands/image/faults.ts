// Why an image is refused, as a command says it.
import { existsSync } from 'node:fs';
import type { Fleet } from '../../lib/fleet.ts';
import type { Fault } from '../../lib/validation/rules.ts';
import { byDigest, type ByDigest, isRepository } from '../../lib/pins/image-place.ts';
import { builderOf, type ImageBuilder, type ImagePolicy, type Unverified } from '../../lib/pins/image-policy.ts';
import { UsageError } from '../../lib/usage-error.ts';
import type { Accepted } from '../../supply/scan-faults.ts';
import { takenUnverified, verifyImage } from '../../supply/verify.ts';
import type { ExitCode, Output } from '../cli.ts';

/** @throws UsageError where the fleet has none, or one that names a file that is not there */
export function policyOf({ images }: Pick<Fleet, 'images'>): ImagePolicy {
  if (!images)
    throw new UsageError('main.ts does not say who may build the images: write images: { builders: { ... } }');
  const { sigstore, exceptions } = images;
  const files = { 'images.sigstore.trustedRoot': sigstore?.trustedRoot, 'images.exceptions': exceptions };
  for (const [field, file] of Object.entries(files))
    if (file !== undefined && !existsSync(file))
      throw new UsageError(`main.ts: ${field}: there is no file ${file}; write it, from the repository's root`);
  return images;
}

/** Whose image it is about, where there is no digest yet or it does not matter. */
export const imageArgument = {
  type: 'string',
  required: true,
  description: 'Registry and path of the image',
  valueHint: 'REPOSITORY',
} as const;

/** @throws UsageError for a tag, a digest, or a registry alone */
export function refuseNoRepository(image: string): void {
  if (!isRepository(image))
    throw new UsageError(`--image "${image}" is no repository; write: <registry>/<path>, without tag and digest`);
}

/** An image that is in its registry. */
export const digestArgument = {
  type: 'positional',
  required: true,
  description: '<repository>@sha256:<digest>, with or without a tag',
} as const;

/** @throws UsageError for what names no image by its digest */
export function imageByDigest(text: string): ByDigest {
  const named = byDigest(text);
  if (named === undefined)
    throw new UsageError(`"${text}" names no image by its digest; write: <registry>/<path>@sha256:<64 digits>`);
  return named;
}

/** Who signs for a repository of images; undefined where nobody is named. @throws UsageError where they are taken unverified */
export function signerOf(policy: ImagePolicy, repository: string): ImageBuilder | undefined {
  const builder = builderOf(policy, repository);
  if (builder !== undefined && 'because' in builder)
    throw new UsageError(`images.builders of main.ts takes ${repository} unverified; write: { workflow, repository }`);
  return builder;
}

/** What the fleet accepts of the images that somebody builds. */
export function acceptedBy({ exceptions }: ImagePolicy, builder: ImageBuilder | Unverified): Accepted {
  return { exceptions, threshold: 'threshold' in builder ? builder.threshold : undefined };
}

/** Asks about an image, and says what comes of it. */
export async function verifiedAloud(image: string, policy: ImagePolicy, output: Output): Promise<ExitCode> {
  const code = answered(image, await verifyImage(image, policy), output);
  const because = takenUnverified(image, policy);
  if (because !== undefined) output.stdout.write(`not verified: main.ts takes it as it is, ${because}\n`);
  return code;
}

/** Says that an image is accepted, or what is wrong with it. */
export function answered(image: string, faults: readonly Fault[], { stdout, stderr }: Output): ExitCode {
  if (faults.length === 0) {
    stdout.write(`accepted: ${image}\n`);
    return 0;
  }
  for (const { field, problem, write } of faults) stderr.write(`${field}\n  ${problem}\n  write: ${write}\n\n`);
  stderr.write(`refused: ${image}\n`);
  return 1;
}

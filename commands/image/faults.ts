// Why an image is refused, as a command says it.
import { existsSync } from 'node:fs';
import type { Fleet } from '../../lib/fleet.ts';
import type { Fault } from '../../lib/validation/rules.ts';
import { isRepository } from '../../lib/pins/image-place.ts';
import type { ImagePolicy } from '../../lib/pins/image-policy.ts';
import { UsageError } from '../../lib/usage-error.ts';
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

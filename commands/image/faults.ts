// Why an image is refused, as a command says it.
import type { Fault } from '../../lib/validation/rules.ts';
import type { ImagePolicy } from '../../lib/pins/image-policy.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { UsageError } from '../../lib/usage-error.ts';
import type { ExitCode, Output } from '../cli.ts';

/** The policy of the working directory's fleet. @throws UsageError where it has none */
export async function fleetsPolicy(): Promise<ImagePolicy> {
  const { images } = await loadFleet();
  if (images) return images;
  throw new UsageError('main.ts does not say who may build the images: write images: { builders: { ... } }');
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

// Pins a new image for the first stage: whoever builds it, and whoever is told of one, begins here.
import { readText } from '../../lib/files.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { imageOf, isPlaceholder, isSamePin, type Pin, pinOfImage, repinned } from '../../lib/pins/images.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { writeOver } from '../../lib/write-over.ts';
import type { Command, ExitCode } from '../cli.ts';
import { tellNextSteps } from '../github/step-output.ts';
import { pinningOf, serviceArgument } from '../release/stages.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { refuseUncommitted } from '../uncommitted.ts';
import { policyOf, verifiedAloud } from './faults.ts';

const args = {
  service: serviceArgument,
  image: { type: 'positional', required: true, description: '<repository>:<tag>@sha256:<digest>' },
  moved: { type: 'boolean', description: 'The image is in another repository than the one that is pinned' },
} as const;

export const pin: Command<typeof args> = {
  meta: {
    name: 'npm run image -- pin',
    description: 'Pin an image for the first stage of the fleet, if it is verified',
  },
  args,
  run: async ({ args: { _: words, service, image, moved } }, output): Promise<ExitCode> => {
    refuseMoreWords(words, 2, 'service');
    const fleet = await loadFleet();
    const policy = policyOf(fleet);
    const { cluster, file, pin: before } = pinningOf(fleet, fleet.stages[0] ?? '', service);
    const after = pinned(image);
    if (isSamePin(before, after)) {
      output.stdout.write(`${cluster} pins ${imageOf(after)} already\n`);
      return 0;
    }
    if (after.repository !== before.repository && !isPlaceholder(before) && !moved)
      throw new UsageError(
        `${file}#${service}.repository: is ${before.repository}, and not ${after.repository}; write: --moved, if that is where the image is from now on`,
      );
    refuseUncommitted([file]);
    const code = await verifiedAloud(image, policy, output);
    if (code !== 0) return code;
    writeOver(file, repinned(readText(file), { file, service }, after));
    // What the job after this one commits.
    tellNextSteps({ file });
    output.stdout.write(`${file} is changed. Now: npm run synth, and commit both\n`);
    return 0;
  },
};

/** @throws UsageError for what no file of pins may hold, and for what stands for no image */
function pinned(image: string): Pin {
  const pin = pinOfImage(image);
  if (pin === undefined)
    throw new UsageError(
      `${JSON.stringify(image)} is not an image that a file of pins may hold; write: <registry>/<path>:<tag>@sha256:<64 digits>`,
    );
  if (isPlaceholder(pin))
    throw new UsageError(
      `${image}: its zeroes stand for an image that nobody has built; write: the digest that the registry gave it`,
    );
  return pin;
}

// Pins a new image for the first stage: whoever builds it, and whoever is told of one, begins here.
import { appendFileSync } from 'node:fs';
import { readText } from '../../lib/files.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { imageOf, isSamePin, type Pin, repinned } from '../../lib/pins/images.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { writeOver } from '../../lib/write-over.ts';
import { verifyImage } from '../../supply/verify.ts';
import type { Command, ExitCode } from '../cli.ts';
import { pinningOf, serviceArgument } from '../release/stages.ts';
import { refuseUncommitted } from '../uncommitted.ts';
import { answered, policyOf } from './faults.ts';

const args = {
  service: serviceArgument,
  image: { type: 'positional', required: true, description: '<repository>:<tag>@sha256:<digest>' },
} as const;

export const pin: Command<typeof args> = {
  meta: {
    name: 'npm run image -- pin',
    description: 'Pin an image for the first stage of the fleet, if it is verified',
  },
  args,
  run: async ({ args: { service, image } }, output): Promise<ExitCode> => {
    const fleet = await loadFleet();
    const policy = policyOf(fleet);
    const { cluster, file, pin: before } = pinningOf(fleet, fleet.stages[0] ?? '', service);
    const after = pinOf(image);
    if (isSamePin(before, after)) {
      output.stdout.write(`${cluster} pins ${imageOf(after)} already\n`);
      return 0;
    }
    refuseUncommitted([file]);
    const code = answered(image, await verifyImage(image, policy), output);
    if (code !== 0) return code;
    writeOver(file, repinned(readText(file), service, after));
    // What the job after this one commits.
    if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, `file=${file}\n`);
    output.stdout.write(`${file} is changed. Now: npm run synth, and commit both\n`);
    return 0;
  },
};

function pinOf(image: string): Pin {
  const [, repository, tag, digest] = /^([^@]+):([^:/@]+)@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
  if (repository !== undefined && tag !== undefined && digest !== undefined) return { repository, tag, digest };
  throw new UsageError(`"${image}" is not pinned; write: <repository>:<tag>@sha256:<64 digits>`);
}

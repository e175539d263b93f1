// Holds a report against what the fleet accepts, where it was just made: a build stops before it pushes.
import { existsSync } from 'node:fs';
import { FileError, missing, readText } from '../../lib/files.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { messageOf } from '../../lib/message-of.ts';
import { builderOf } from '../../lib/pins/image-policy.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { scanFaults } from '../../supply/scan-faults.ts';
import { unnamed } from '../../supply/verify.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { answered, imageArgument, policyOf, refuseNoRepository } from './faults.ts';

const args = {
  report: { type: 'positional', required: true, description: 'File of trivy image --format json, or cosign-vuln' },
  image: imageArgument,
} as const;

export const judge: Command<typeof args> = {
  meta: {
    name: 'npm run image -- judge',
    description: "Say whether what a scan found in an image is below the fleet's threshold, or excepted",
  },
  args,
  run: async ({ args: { _: words, report, image } }, output) => {
    refuseMoreWords(words, 1, 'image');
    refuseNoRepository(image);
    refuseSilencers();
    const policy = policyOf(await loadFleet());
    const builder = builderOf(policy, image);
    if (builder === undefined) return answered(image, [unnamed(image, image)], output);
    const threshold = 'threshold' in builder ? builder.threshold : undefined;
    const faults = scanFaults(image, [jsonIn(report)], { exceptions: policy.exceptions, threshold });
    return answered(image, faults, output);
  },
};

/** Trivy reads them where it is started. Source: Trivy's documentation, "Filtering", "Config file" and "Secret scanning" */
const silencers = ['.trivyignore', '.trivyignore.yaml', 'trivy.yaml', 'trivy-secret.yaml'];

/** @throws UsageError where a file may have kept findings out of the report, without a reason and without an end */
function refuseSilencers(): void {
  const there = silencers.find((file) => existsSync(file));
  if (there !== undefined)
    throw new UsageError(
      `${there}: Trivy has read it and leaves out what it says; write an exception with a reason and a last day into the file that images.exceptions names`,
    );
}

const unscanned = { ...missing, remedy: 'let trivy image --format json --output write it' };

function jsonIn(file: string): unknown {
  if (!existsSync(file)) throw new FileError(file, unscanned);
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

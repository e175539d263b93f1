// Holds somebody else's report against what the fleet accepts.
import { existsSync } from 'node:fs';
import { FileError, missing, readText } from '../../lib/files.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { messageOf } from '../../lib/message-of.ts';
import { builderOf } from '../../lib/pins/image-policy.ts';
import { scanFaults } from '../../supply/scan-faults.ts';
import { unnamed } from '../../supply/verify.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { acceptedBy, answered, imageArgument, policyOf, refuseNoRepository } from './faults.ts';
import { refuseSilencers } from './silencers.ts';

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
    return answered(image, scanFaults(image, [jsonIn(report)], acceptedBy(policy, builder)), output);
  },
};

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

// Holds a report against what the fleet accepts, where it was just made: a build stops before it pushes.
import { readText } from '../../lib/files.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { messageOf } from '../../lib/message-of.ts';
import { builderOf } from '../../lib/pins/image-policy.ts';
import { scanFaults } from '../../supply/scan-faults.ts';
import type { Command } from '../cli.ts';
import { answered, policyOf } from './faults.ts';

const args = {
  report: { type: 'positional', required: true, description: 'File of trivy image --format json, or cosign-vuln' },
  image: { type: 'string', required: true, description: 'Registry and path of the image', valueHint: 'REPOSITORY' },
} as const;

export const judge: Command<typeof args> = {
  meta: {
    name: 'npm run image -- judge',
    description: "Say whether what a scan found in an image is below the fleet's threshold, or excepted",
  },
  args,
  run: async ({ args: { report, image } }, output) => {
    const policy = policyOf(await loadFleet());
    const builder = builderOf(policy, image);
    const threshold = builder && 'threshold' in builder ? builder.threshold : undefined;
    const faults = scanFaults(image, [jsonIn(report)], { exceptions: policy.exceptions, threshold });
    return answered(image, faults, output);
  },
};

function jsonIn(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

// Scans an image in its registry, and says what of that would hold it back.
import { loadFleet } from '../../lib/load-fleet.ts';
import { builderOf } from '../../lib/pins/image-policy.ts';
import { scanFaults } from '../../supply/scan-faults.ts';
import { type Scanned, scanImage } from '../../supply/trivy.ts';
import { unnamed } from '../../supply/verify.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { writeInto } from '../write-into.ts';
import { acceptedBy, answered, digestArgument, imageByDigest, policyOf } from './faults.ts';
import { refuseSilencers } from './silencers.ts';

const args = {
  image: digestArgument,
  out: {
    type: 'string',
    description: 'Write the reports and the SBOM into this folder, for cosign attest',
    valueHint: 'FOLDER',
  },
} as const;

export const scan: Command<typeof args> = {
  meta: {
    name: 'npm run image -- scan',
    description:
      "Say whether what Trivy finds in each platform of an image is below the fleet's threshold, or excepted",
  },
  args,
  run: async ({ args: { _: words, image: text, out } }, output) => {
    refuseMoreWords(words, 1, 'image');
    const { image, repository } = imageByDigest(text);
    refuseSilencers();
    const policy = policyOf(await loadFleet());
    const builder = builderOf(policy, repository);
    if (builder === undefined) return answered(image, [unnamed(image, repository)], output);
    const scanned = await scanImage(image);
    if (out !== undefined) writeInto(out, filesOf(scanned));
    const { reports, platforms } = scanned;
    return answered(image, scanFaults(image, reports, { ...acceptedBy(policy, builder), platforms }), output);
  },
};

/** Texts by name: `linux-amd64.json`. */
function filesOf({ platforms, reports, sbom }: Scanned): Record<string, string> {
  const names = platforms.length > 0 ? platforms.map((platform) => platform.replaceAll('/', '-')) : ['image'];
  const contents = [...reports.map((report, index) => [names[index], report]), ['sbom', sbom]];
  return Object.fromEntries(contents.map(([name, content]) => [`${name}.json`, `${JSON.stringify(content)}\n`]));
}
